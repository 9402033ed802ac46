import { planAlerts } from '../alerts/plans.ts';
import type { Ctx, Step } from '../core/context.ts';
import { customerById } from '../customers/plans.ts';
import { mustBeHere, mustWorkHere } from '../people/plans.ts';
import { beginningOf } from '../responses/rules.ts';
import { type Command, decide, joining, reasonToStandIn } from './decide.ts';
import { type CallbackEvent, evolve } from './fold.ts';
import { beforeCallMail, dismissedMail, handedOverMail, isItFixedMail, letGoMail, triedMail } from './messages.tsx';
import { requestMail } from './messages-request.tsx';
import { openCallbackFor } from './plans.ts';
import { settingOf, settingWithWays } from './plans-reach.ts';
import type { Callback, CallWindow } from './rules.ts';
import { keep, tie } from './store.ts';
import { rememberDepartment } from './store-departments.ts';

export type Moved = { after: Callback; steps: Step[] };

/** What goes on the record with a move: why a manager acts in the owner’s place, and the name under which it is made once. */
export type OnRecord = { reason?: string | undefined; once?: string | undefined };

/** One move with a callback, for a commit: what it is then, and the steps. Refuses what the rules forbid. */
export async function planMove(ctx: Ctx, before: Callback, command: Command, { reason, once }: OnRecord = {}): Promise<Moved> {
  const reaches = command.move === 'attempt' || command.move === 'write';
  const event = decide(before, command, await (reaches ? settingWithWays : settingOf)(ctx, before));
  const insteadOfOwner = reasonToStandIn(before, command.move, ctx.actor, reason);
  const other = event.kind === 'contested' && !before.open ? await openCallbackFor(ctx, before.customerId) : null;
  if (event.kind === 'contested' && other) return goOnIn(ctx, other, before, event.words);
  return planEvent(ctx, before, event, {
    ...(insteadOfOwner === undefined ? {} : { insteadOfOwner }),
    ...(once === undefined ? {} : { once }),
  });
}

/** Something that happened to a callback, with what its customer is told of it. */
export async function planEvent(ctx: Ctx, before: Callback, event: CallbackEvent, also: Record<string, unknown> = {}): Promise<Moved> {
  const after = evolve(before, event, ctx.now);
  const alerts = planAlerts(ctx, [{ before, after, event }]);
  return {
    after,
    steps: [
      ...keep(ctx, after, event, also),
      ...stillThere(ctx, event),
      ...alerts,
      ...(await mailAfter(ctx, before, after, event)),
      ...(await asked(ctx, after, event)),
    ],
  };
}

/** Whoever takes it works here at that moment; whoever it is given to, or offered to, is not away either. */
function stillThere(ctx: Ctx, event: CallbackEvent): Step[] {
  if (event.kind === 'claimed' || event.kind === 'accepted') return [mustWorkHere(ctx, event.ownerId)];
  if (event.kind === 'assigned') return [mustBeHere(ctx, event.ownerId)];
  return event.kind === 'offered' ? [mustBeHere(ctx, event.offer.to)] : [];
}

/** What the customer wrote by text stands in their open callback, word for word, for whoever calls them; with the time that they wish for. */
export const planWrote = (ctx: Ctx, open: Callback, words: string, wish?: { window: CallWindow | null }, asks = false): Promise<Moved> =>
  planEvent(ctx, open, { kind: 'wrote', words, ...(wish ? { wish } : {}), ...(asks ? { asks } : {}) });

/** Whoever calls must know that somebody else has the number that we knew. */
export const planNumberLost = (ctx: Ctx, open: Callback): Promise<Moved> => planEvent(ctx, open, { kind: 'number_lost' });

/** Somebody has one open callback. A closed one that is contested while another is open goes on in that one, as a second failure. */
async function goOnIn(ctx: Ctx, other: Callback, before: Callback, words: string): Promise<Moved> {
  const { interactionId } = before;
  const reason = { cause: 'unsorted' as const, about: before.id, score: null, firstWords: beginningOf(words), words, interactionId };
  const joined = joining(other, reason, await settingOf(ctx, other));
  const gone: CallbackEvent = { kind: 'joined_another', words, other: other.id };
  const after = evolve(before, gone, ctx.now);
  const goesOn = evolve(other, joined, ctx.now);
  const alerts = planAlerts(ctx, [{ before: other, after: goesOn, event: joined }]);
  return { after, steps: [...keep(ctx, after, gone), ...keep(ctx, goesOn, joined), tie(ctx, other.id, before.id), ...alerts] };
}

/** Another department is asked by mail where its address is known, and suggested the next time. */
const asked = async (ctx: Ctx, after: Callback, event: CallbackEvent): Promise<Step[]> =>
  event.kind === 'requested' ? [rememberDepartment(ctx, event.request), ...(await requestMail(ctx, after, event.request))] : [];

/** What the customer is told of this move, in the same commit. */
async function mailAfter(ctx: Ctx, before: Callback, after: Callback, event: CallbackEvent): Promise<Step[]> {
  if (!['fixed', 'accepted', 'announced', 'let_go', 'dismissed', 'written'].includes(event.kind)) return [];
  const customer = await customerById(ctx, after.customerId);
  if (!customer) return [];
  if (event.kind === 'written') return triedMail(ctx, after, customer, event.channel);
  const { offer } = before.detail;
  if (event.kind === 'announced') return beforeCallMail(ctx, after, customer);
  if (event.kind === 'let_go') return letGoMail(ctx, after, customer);
  if (event.kind === 'dismissed') return dismissedMail(ctx, after, customer);
  if (event.kind === 'accepted') return offer ? handedOverMail(ctx, after, offer, customer) : [];
  return isItFixedMail(ctx, after, customer);
}
