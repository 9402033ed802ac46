import type { Ctx } from '../core/context.ts';
import { toRfc3339 } from '../core/time.ts';
import { questionsOf } from '../surveys/plans.ts';
import { wordingOf } from '../surveys/rules.ts';
import { spokenIn } from '../words/words.ts';
import { maskSecrets } from './rules.ts';
import { type Response, responsesById } from './store.ts';

export { responsesOf } from './store.ts';

/** Those of these ids that are responses, as a supervisor reads them: each question with its answer, word for word. */
export async function answersAbout(ctx: Ctx, ids: readonly string[]) {
  const rows = await responsesById(
    ctx,
    ids.filter((id) => id.startsWith('rsp_')),
  );
  const said = await Promise.all(rows.map((row) => inWords(ctx, row)));
  return said.sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** The language of the dashboard. */
const ENGLISH = spokenIn('en');

async function inWords(ctx: Ctx, row: Response) {
  const questions = await questionsOf(ctx, row);
  const answered = questions.filter((question) => row.answers[question.id] !== undefined);
  return {
    id: row.id,
    score: row.score,
    version: row.version,
    at: toRfc3339(row.lastAt),
    answers: answered.map((question) => ({
      question: wordingOf(question, ENGLISH).text,
      kind: question.kind,
      answer: maskSecrets(String(row.answers[question.id])),
    })),
  };
}
