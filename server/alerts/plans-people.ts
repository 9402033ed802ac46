import type { Ctx, Step } from '../core/context.ts';
import { cancelLater, eachUnlessWaiting, soonest } from '../core/later.ts';
import type { OnDuty } from '../people/plans-duty.ts';
import { nextMorning } from './rules-hours.ts';
import { beginNow, forgetReads } from './store-people.ts';

export const MORNING = 'alerts.morning';
export const TELL = 'alerts.tell';
export const SPREAD = 'alerts.spread';

/** Under which there is one job of this kind for a person, or for all those who are told together. */
export const keyOf = (job: string, receiver: string): string => `${job}:${receiver}`;

/** Somebody begins to work, here or in other teams: they are told of what happens from now on. */
export const planWelcome = (ctx: Ctx, personId: string): Step => beginNow(ctx, personId);

/** The next morning of each of these people, by the day of their first team. Whoever has one before them already keeps it. */
export const planMornings = (ctx: Ctx, people: readonly Pick<OnDuty, 'id' | 'hours'>[], now = ctx.now): Step[] =>
  eachUnlessWaiting(
    ctx,
    people.flatMap(({ id, hours: [first] }) => {
      const at = first && nextMorning(first, now);
      return at === undefined ? [] : [{ job: { kind: MORNING, person: id }, at, key: keyOf(MORNING, id) }];
    }),
  );

/** Somebody says when they are away, comes back or is given something: what waits for them is looked at again. */
export const planLook = (ctx: Ctx, personId: string): Step =>
  soonest(ctx, { kind: TELL, person: personId }, ctx.now, keyOf(TELL, personId));

/** Somebody leaves: nothing more is told to them. Their pushes end with their sessions. */
export const planFarewell = (ctx: Ctx, personId: string): Step[] => [
  cancelLater(ctx, keyOf(MORNING, personId)),
  cancelLater(ctx, keyOf(TELL, personId)),
  forgetReads(ctx, personId),
];
