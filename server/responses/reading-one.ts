import { callbackById, callbacksAbout, openCallbackFor } from '../callbacks/plans.ts';
import { type PersonActor, seesTeam } from '../core/actor.ts';
import type { Ctx } from '../core/context.ts';
import { tellLooked } from '../core/looked.ts';
import { toRfc3339 } from '../core/time.ts';
import { customersById } from '../customers/plans.ts';
import { contactOf, handlerOf } from '../interactions/plans.ts';
import { namesOfPeople, teamNames } from '../people/plans.ts';
import { questionsOf } from '../surveys/plans.ts';
import { type Answers, isScale, type Question, wordingOf } from '../surveys/rules.ts';
import { type Spoken, spokenIn } from '../words/words.ts';
import { findResponse } from './actions-reading.ts';
import { lineOf } from './reading-list.ts';
import { firstWordsOf, maskSecrets } from './rules.ts';
import { type Response, responsesOf } from './store.ts';

type PersonCtx = Ctx & { actor: PersonActor };

/** As many earlier answers of a customer as one takes in at a glance. */
const EARLIER = 8;

/** One answer on one screen: what was asked and said, the contact that it is about, what was answered before, and what came of it. */
export async function readResponse(ctx: PersonCtx, id: string) {
  const row = await findResponse(ctx, id);
  tellLooked(ctx, id);
  const { customerId, teamId, interactionId } = row;
  const [people, teams, colleagues, questions, contact, agent, earlier, callback] = await Promise.all([
    customersById(ctx, customerId === null ? [] : [customerId]),
    teamNames(ctx, [teamId]),
    namesOfPeople(ctx, [row.readerId, row.readBy, row.thankedBy]),
    questionsOf(ctx, row),
    interactionId === null ? undefined : contactOf(ctx, interactionId),
    interactionId === null ? undefined : handlerOf(ctx, interactionId),
    customerId === null ? [] : earlierOf(ctx, row, customerId),
    customerId === null ? null : callbackOf(ctx, id, customerId),
  ]);
  const customer = people.get(customerId ?? '');
  const spoken = spokenIn(customer?.locale, ctx.deps.settings.language);
  return {
    ...lineOf(row, customer, teams.get(teamId) ?? '', colleagues, questions),
    firstAt: toRfc3339(row.firstAt),
    anonymous: customerId === null,
    erased: customer !== undefined && customer.erasedAt !== null,
    language: spoken.language,
    answers: askedAndSaid(questions, row.answers, spoken),
    contact: contact ? { ...contact, endedAt: toRfc3339(contact.endedAt) } : null,
    /** Who handled the contact, if they can be thanked; `reachable` when we know where to write to them. */
    agent: agent?.praise ? { name: agent.name, reachable: agent.email !== null } : null,
    thanked: row.thankedAt === null ? null : { by: colleagues.get(row.thankedBy ?? '') ?? 'a colleague', at: toRfc3339(row.thankedAt) },
    earlier,
    callback,
  };
}

const ENGLISH = spokenIn('en');

/** Each question as it was put to them, with what it is in English, and the answer word for word. */
const askedAndSaid = (questions: readonly Question[], answers: Answers, spoken: Spoken) =>
  questions
    .filter(({ id }) => answers[id] !== undefined)
    .map((question) => {
      const [asked, english] = [wordingOf(question, spoken), wordingOf(question, ENGLISH)];
      return {
        question: english.text,
        /** In the customer's language, where that is another. */
        asked: asked.text === english.text ? null : asked.text,
        kind: question.kind,
        scale: isScale(question) ? { min: question.min, max: question.max, low: english.low, high: english.high } : null,
        answer: maskSecrets(String(answers[question.id])),
      };
    });

async function earlierOf(ctx: PersonCtx, { id, firstAt }: Response, customerId: string) {
  const others = (await responsesOf(ctx, customerId)).filter(
    (one) => one.id !== id && one.firstAt <= firstAt && seesTeam(ctx.actor, one.teamId),
  );
  const newest = others.sort((a, b) => b.firstAt - a.firstAt).slice(0, EARLIER);
  return Promise.all(
    newest.map(async (one) => ({
      id: one.id,
      at: toRfc3339(one.lastAt),
      score: one.score,
      band: one.band,
      firstWords: firstWordsOf(await questionsOf(ctx, one), one.answers),
    })),
  );
}

/** The callback that came of this answer, else one that is open for its customer. */
async function callbackOf(ctx: PersonCtx, id: string, customerId: string) {
  const tied = (await callbacksAbout(ctx, [id])).get(id);
  const found = tied === undefined ? await openCallbackFor(ctx, customerId) : await callbackById(ctx, tied);
  if (!found || !seesTeam(ctx.actor, found.teamId)) return null;
  return { id: found.id, state: found.state, open: found.open, owner: found.ownerName, aboutThis: tied !== undefined };
}
