import { planLook } from '../alerts/plans-people.ts';
import type { Ctx, Step } from '../core/context.ts';
import { groupBy } from '../core/group.ts';
import { cancelLater, later } from '../core/later.ts';
import { mustWorkHere, readersFor } from '../people/plans.ts';
import { type Away, awayAt } from '../people/rules.ts';
import { type Candidate, readerOf } from './rules-reading.ts';
import { giveTo, readsNothingMore, unreadOf } from './store-reading.ts';

/** Somebody leaves: what they had to read goes to others, all of it, in the commit that closes their account. */
export const planReaderLeft = async (ctx: Ctx, id: string): Promise<Step[]> => [
  ...(await handOn(ctx, id, (candidates) => candidates.filter((one) => one.id !== id))),
  readsNothingMore(ctx, id),
];

/** Somebody is away, or is going to be: what they have to read goes to those who are here, on the day it begins. */
export async function planReaderAway(ctx: Ctx, id: string, absence: Away | null): Promise<Step[]> {
  if (!absence || absence.from <= ctx.now) return [cancelLater(ctx, waitKey(id)), ...(await planWhileAway(ctx, id, absence))];
  return [later(ctx, { kind: 'responses.readers', person: id }, absence.from, waitKey(id))];
}

/** The absence of somebody has begun. When everybody is away, nothing is won by handing it on, but nothing is lost either. */
export const planWhileAway = async (ctx: Ctx, id: string, absence: Away | null): Promise<Step[]> =>
  awayAt(absence, ctx.now) ? handOn(ctx, id, (all) => all.map((one) => (one.id === id ? { ...one, absence } : one))) : [];

/** Somebody sees these teams from now on, or every team: what is to be read of others goes to those who work there. */
export const planReaderMoved = (ctx: Ctx, id: string, sees: readonly string[] | 'all'): Promise<Step[]> =>
  sees === 'all'
    ? Promise.resolve([])
    : handOn(
        ctx,
        id,
        (candidates) => candidates.filter((one) => one.id !== id),
        (teamId) => !sees.includes(teamId),
      );

const waitKey = (id: string): string => `${id}:readers`;

async function handOn(
  ctx: Ctx,
  from: string,
  among: (candidates: Candidate[]) => Candidate[],
  leaves: (teamId: string) => boolean = () => true,
): Promise<Step[]> {
  const theirs = (await unreadOf(ctx, from)).filter(({ teamId }) => leaves(teamId));
  const teams = [...groupBy(theirs, ({ teamId }) => teamId).keys()];
  const candidates = new Map(await Promise.all(teams.map(async (teamId) => [teamId, among(await readersFor(ctx, teamId))] as const)));
  const heirs = groupBy(theirs, ({ id, teamId }) => readerOf(id, candidates.get(teamId) ?? [], ctx.now) ?? '');
  return [...heirs].flatMap(([heir, rows]) => {
    const ids = rows.map(({ id }) => id);
    return heir ? [mustWorkHere(ctx, heir), giveTo(ctx, from, heir, ids), planLook(ctx, heir)] : [giveTo(ctx, from, null, ids)];
  });
}

export { MOST_COUNTED, readWhatIsNobodys, waitingFor } from './store-reading.ts';
