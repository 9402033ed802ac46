import { planAlerts } from '../alerts/plans.ts';
import type { Ctx, Step } from '../core/context.ts';
import { toRfc3339 } from '../core/time.ts';
import { customersById } from '../customers/plans.ts';
import { mustBeHere, type Team } from '../people/plans.ts';
import { dueNow, replanned } from './decide-due.ts';
import { recounted } from './decide-ours.ts';
import { type CallbackEvent, evolve } from './fold.ts';
import type { Callback } from './rules.ts';
import { holdsNothingMore, keep, offeredToThem, openOfOwner, waitingForTeam } from './store-settings.ts';

/** A callback whose due time another setting of its team moves. */
export type Moved = { id: string; customer: string; was: string; due: string; overdue: boolean };

/** What other opening hours or rules of a team do to its open callbacks: which are due at another time, and the steps that make it so. */
export async function planReplan(ctx: Ctx, team: Team): Promise<{ moved: Moved[]; steps: Step[] }> {
  const setting = { now: ctx.now, actor: ctx.actor, policy: team.policy, hours: team.hours };
  const changes = (await waitingForTeam(ctx, team.id)).flatMap((before) => {
    const due = replanned(before, setting);
    const ours = recounted(before, setting);
    if (!due && !ours) return [];
    const event = { kind: 'replanned', was: before.dueAt, due: due ?? dueNow(before), ...(ours ? { ours } : {}) } satisfies CallbackEvent;
    return [{ before, event, moves: due !== undefined }];
  });
  const names = await namesOf(
    ctx,
    changes.map(({ before }) => before),
  );
  return {
    moved: changes
      .filter(({ moves }) => moves)
      .map(({ before, event: { due } }) => ({
        id: before.id,
        customer: names(before),
        was: toRfc3339(before.dueAt),
        due: toRfc3339(due.at),
        overdue: due.at <= ctx.now,
      })),
    steps: changes.flatMap(({ before, event }) => keep(ctx, evolve(before, event, ctx.now), event)),
  };
}

/** The open callbacks of somebody, as they are told to whoever decides what becomes of them. */
export async function openOwnedBy(ctx: Ctx, personId: string): Promise<{ id: string; customer: string }[]> {
  const open = await openOfOwner(ctx, personId);
  const names = await namesOf(ctx, open);
  return open.map((one) => ({ id: one.id, customer: names(one) }));
}

/**
 * Somebody leaves: every open callback of theirs goes to another, who must still work here and be here, and what they were asked to take over returns
 * to whoever asked them. Breaks the commit when they took one more, or were asked for one more, meanwhile.
 */
export async function planLeft(ctx: Ctx, from: { id: string; name: string }, to: { id: string; name: string } | null): Promise<Step[]> {
  const [open, asked] = await Promise.all([to ? openOfOwner(ctx, from.id) : [], offeredToThem(ctx, from.id)]);
  const happens = (before: Callback, event: CallbackEvent) => ({ before, after: evolve(before, event, ctx.now), event });
  const happened = [
    ...open.map((before) => happens(before, { kind: 'reassigned', ownerId: to!.id, ownerName: to!.name, from: from.name })),
    ...asked.map((before) => happens(before, { kind: 'offer_lapsed', to: from.name, left: true })),
  ];
  return [
    ...happened.flatMap(({ after, event }) => keep(ctx, after, event)),
    ...planAlerts(ctx, happened),
    ...(to ? [mustBeHere(ctx, to.id)] : []),
    holdsNothingMore(ctx, from.id),
  ];
}

async function namesOf(ctx: Ctx, callbacks: readonly Callback[]): Promise<(callback: Callback) => string> {
  const customers = await customersById(
    ctx,
    callbacks.map((one) => one.customerId),
  );
  return ({ customerId }) => {
    const one = customers.get(customerId);
    return one?.name ?? one?.email ?? one?.phone ?? 'Somebody without a name';
  };
}
