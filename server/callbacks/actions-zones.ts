import { again, commit } from '../core/commit.ts';
import { aside, type Ctx } from '../core/context.ts';
import { factOf, keepFact } from '../core/facts.ts';
import { later } from '../core/later.ts';
import { toRfc3339 } from '../core/time.ts';
import { offsetsOf } from '../core/zone.ts';
import { everyTeam } from '../people/plans.ts';
import { planReplan } from './plans-settings.ts';

/** What this runtime last knew of the zones of our teams: from which year on, and how each is ahead of UTC in the years after it. */
const FACT = 'zone_data';
type Known = { from: number; offsets: Record<string, string> };

/**
 * A new version of the runtime can know other rules for a zone: governments change them with little notice. When one of a team's is
 * told differently than before, everything that is due is planned anew. (Node tells the version of its zone data; a Worker does not.
 * What the zones are told to do is the same question, and both can answer it.)
 */
export async function noticeZones(ctx: Ctx): Promise<void> {
  const zones = [...new Set((await everyTeam(ctx)).map(({ hours }) => hours.zone))].sort();
  const said = await factOf(ctx.deps.db, FACT);
  const before: Known | undefined = said === undefined ? undefined : JSON.parse(said);
  const toldNow = (from: number): Known => ({ from, offsets: Object.fromEntries(zones.map((zone) => [zone, offsetsOf(zone, from)])) });
  const same = before && toldNow(before.from);
  const changed = zones.some((zone) => before?.offsets[zone] !== undefined && before.offsets[zone] !== same?.offsets[zone]);
  const now = JSON.stringify(toldNow(Number(toRfc3339(ctx.now).slice(0, 4))));
  if (now === said) return;
  await commit(ctx, [
    keepFact(ctx.deps.db, FACT, now),
    ...(changed ? [later(ctx, { kind: 'callbacks.replan' }, ctx.now, 'callbacks.replan')] : []),
  ]);
}

/** Counts anew what is due in every team. Each is one commit: what somebody does meanwhile with one makes it count that team again. */
export async function replanAll(ctx: Ctx): Promise<void> {
  for (const team of await everyTeam(ctx)) await again(async () => commit(aside(ctx), (await planReplan(ctx, team)).steps));
}
