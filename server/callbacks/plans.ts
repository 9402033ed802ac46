import { planAlerts } from '../alerts/plans.ts';
import type { Happened } from '../alerts/rules-who.ts';
import type { Ctx, Step } from '../core/context.ts';
import { type Customer, mustNotBeErased } from '../customers/plans.ts';
import type { Consents } from '../customers/plans-consent.ts';
import type { ErasureReason } from '../customers/rules.ts';
import type { Team } from '../people/plans.ts';
import { joining, opening, type Reason, type Setting } from './decide.ts';
import { begin, type CallbackEvent, evolve } from './fold.ts';
import { openedMail } from './messages.tsx';
import type { Callback, Cause } from './rules.ts';
import { wordsOf } from './rules-words.ts';
import { callbacksOf, findBy, forgetWords, keep, openCallbacksOf, reasonsOf, tie } from './store.ts';

/** Somebody to be called, and why; and what holds of writing to them, when it is not written yet. */
export type Need = {
  customer: Customer;
  team: Team;
  reason: Reason;
  consents?: Consents;
  /** They are told of it in the same commit, in answer to what they wrote. */
  told?: boolean;
};

export type Planned = { steps: Step[]; callbacks: Callback[] };

/**
 * Puts a supervisor on the phone for each need: opens a callback, or joins the one that is open for that person. The
 * unique index "one open callback a person" decides races; the loser decides again on fresh data.
 */
export async function planCalls(ctx: Ctx, needs: readonly Need[]): Promise<Planned> {
  const ids = needs.map((need) => need.customer.id);
  const open = await openCallbacksOf(ctx, ids);
  const planned: Planned = { steps: needs.length ? [mustNotBeErased(ctx, ids)] : [], callbacks: [] };
  const happened: Happened[] = [];
  for (const { customer, team, reason, consents, told } of needs) {
    const setting: Setting = { now: ctx.now, actor: ctx.actor, policy: team.policy, hours: team.hours };
    const before = open.get(customer.id);
    const event = before ? joining(before, reason, setting) : opening(reason, customer.id, team.id, setting);
    const callback = before ? evolve(before, event, ctx.now) : opened(ctx, event);
    open.set(customer.id, callback);
    planned.callbacks.push(callback);
    happened.push({ before: before ?? null, after: callback, event });
    planned.steps.push(
      ...keep(ctx, callback, event),
      tie(ctx, callback.id, reason.about),
      ...findBy(ctx, callback, wordsOf({ ...customer, ...reason })),
    );
    if (!before && !told) planned.steps.push(...(await openedMail(ctx, callback, { customer, team, ...(consents ? { consents } : {}) })));
  }
  planned.steps.push(...planAlerts(ctx, happened));
  return planned;
}

/** The customer put an answer differently: whoever calls them will see it. Nothing when no open callback came of that answer. */
export async function planChange(
  ctx: Ctx,
  { customer, reason }: Pick<Need, 'customer'> & { reason: Omit<Reason, 'cause'> & { cause: Cause | undefined } },
  was: number,
): Promise<Planned | undefined> {
  const before = await openCallbackFor(ctx, customer.id);
  if (!before || !(await reasonsOf(ctx, before.id)).includes(reason.about)) return undefined;
  const { about, score, firstWords, cause = null } = reason;
  const event: CallbackEvent = { kind: 'answer_changed', about, was, score, firstWords, cause };
  const after = evolve(before, event, ctx.now);
  return { steps: [...keep(ctx, after, event), ...findBy(ctx, after, wordsOf({ ...customer, firstWords }))], callbacks: [after] };
}

const opened = (ctx: Ctx, event: CallbackEvent): Callback => {
  if (event.kind !== 'opened') throw new Error('A callback begins with its opening.');
  return begin(ctx.deps.ids.next('cbk', ctx.now), event, ctx.now);
};

/** A customer is erased: an open callback ends with that, and of every one the words go. */
export const planErased = async (ctx: Ctx, customerId: string, because: ErasureReason): Promise<Step[]> =>
  planForgotten(ctx, await callbacksOf(ctx, customerId), because);

/** These callbacks lose their words; the words of their ledgers are their caller's to remove, in the same commit. */
export const planForgotten = (ctx: Ctx, callbacks: readonly Callback[], because: ErasureReason): Step[] =>
  callbacks.flatMap((before) => [
    ...keep(ctx, evolve(before, { kind: 'erased', because }, ctx.now), { kind: 'erased', because }),
    forgetWords(ctx, before.id),
  ]);

/** The open callback of this customer, if there is one. */
export const openCallbackFor = async (ctx: Ctx, customerId: string): Promise<Callback | null> =>
  (await openCallbacksOf(ctx, [customerId])).get(customerId) ?? null;

export { callbackById, callbacksAbout, callbacksOf, closedBefore, reasonsOf as reasonsBehind } from './store.ts';
