import type { Ctx, Step } from '../core/context.ts';
import { toRfc3339 } from '../core/time.ts';
import { questionsOf } from '../surveys/plans.ts';
import { type Answers, type Question, wordingOf } from '../surveys/rules.ts';
import { spokenIn } from '../words/words.ts';
import { maskSecrets } from './rules.ts';
import { countEntry, type Response, responsesById } from './store.ts';

export { responsesOf, responseTo } from './store.ts';

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
  const { id, score, version, answers, lastAt } = row;
  return { id, score, version, at: toRfc3339(lastAt), answers: saidIn(await questionsOf(ctx, row), answers) };
}

/** Each question that was answered with its answer, word for word, as a supervisor reads it. */
export const saidIn = (questions: readonly Question[], answers: Answers) =>
  questions
    .filter(({ id }) => answers[id] !== undefined)
    .map((question) => ({
      question: wordingOf(question, ENGLISH).text,
      kind: question.kind,
      answer: maskSecrets(String(answers[question.id])),
    }));

/** Each answer of a customer who is erased gets one more entry in its history, which tells of it. */
export const planErased = (ctx: Ctx, customerId: string): Step[] => [countEntry(ctx, customerId)];
