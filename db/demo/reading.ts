import { markRead as markAlertsRead } from '../../server/alerts/actions.ts';
import { alertList } from '../../server/alerts/reading.ts';
import type { PersonActor } from '../../server/core/actor.ts';
import { theClock } from '../../server/core/actor.ts';
import { DAY, HOUR, MINUTE } from '../../server/core/time.ts';
import { colleague } from '../../server/people/plans.ts';
import { markRead } from '../../server/responses/actions-reading.ts';
import { previewThanks, thank } from '../../server/responses/actions-thanks.ts';
import { type CastName, COLLEAGUES, TEAMS, type TeamName } from './cast.ts';
import { atWork, type Stage } from './month.ts';
import { lastAtWork } from './present.ts';
import { CONTINUES, LINES } from './words.ts';

/** What a content customer adds now and then: what to go on with, and that it was easier than they had thought. */
export const praiseIn = ({ reading }: Stage, score: number): Record<string, string> => ({
  ...(score === 5 && reading.happens(0.3) ? { continue: reading.oneOf(CONTINUES) } : {}),
  ...(score > 3 && reading.happens(0.15) ? { expected: '4', actual: '1' } : {}),
});

type Answer = { id: string; teamId: string; readerId: string | null; score: number };

/** Whoever an answer is for reads it within some working hours, and thanks the agent for some of the best; the newest still wait. */
export function readLater(stage: Stage, { id, teamId, readerId, score }: Answer, team: TeamName): void {
  const { reading, people, end } = stage;
  const who = (Object.keys(COLLEAGUES) as CastName[]).find((name) => people[name] === readerId);
  if (!who) return;
  const when = atWork(team, stage.as({ kind: 'clock' }).now + reading.between(20 * MINUTE, 6 * HOUR));
  const thanks = score === 5 && reading.happens(0.25);
  const line = reading.oneOf(LINES);
  // Of the last two days some are left, so that there is something to read.
  if (when > end - 2 * DAY && reading.happens(0.7)) return;
  const { name, role } = COLLEAGUES[who];
  const actor: PersonActor = { kind: 'person', id: people[who], name, role, teams: [teamId] };
  stage.at(when, async () => {
    const ctx = { ...stage.as(actor), actor };
    await markRead(ctx, id);
    // Where nobody has said yet how to reach the agent, praise waits.
    if (thanks && (await previewThanks(ctx, id, line)).to) await thank(ctx, id, line, undefined);
  });
}

/** Everybody went through their alerts when they were last at work, and a few have come since. */
export function glanceAtAlerts(stage: Stage): void {
  for (const who of Object.keys(COLLEAGUES) as CastName[]) {
    const [team = 'Billing'] = COLLEAGUES[who].teams;
    stage.at(lastAtWork(TEAMS[team].hours, stage.end - 3 * HOUR), async () => {
      const actor = await colleague(stage.as(theClock), stage.people[who]);
      const ctx = { ...stage.as(actor), actor };
      const { body } = await alertList(ctx, []);
      if (body) await markAlertsRead(ctx, { upTo: body.newest });
    });
  }
}
