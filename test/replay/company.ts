import { migrate } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations.ts';
import { mailboxChannel } from '../../server/channels/mailbox.ts';
import { readConfig } from '../../server/config.ts';
import { theClock } from '../../server/core/actor.ts';
import { stillClock, systemClock } from '../../server/core/clock.ts';
import { contextOf } from '../../server/core/context.ts';
import { fromRfc3339 } from '../../server/core/time.ts';
import { assemble, limitsFrom } from '../../server/deps.ts';
import { openDatabase } from '../../server/node.ts';
import { addPerson, makeKey, setUpTeam } from '../../server/people/actions.ts';
import type { Policy } from '../../server/people/policy.ts';
import { DEFAULT_SURVEY } from '../../server/surveys/rules.ts';

export type Company = { key: string; supervisors: string[] };

// More could not sign in: the door lets so many try at once, and while the clock stands still it forgets none of them.
const MOST_SUPERVISORS = 8;

/** Sets up what must be there before the first contact, in the database of the server to come: a key, and supervisors who share the teams. */
export async function setUp(env: Record<string, string>, teams: readonly string[], policy: Partial<Policy> = {}): Promise<Company> {
  const read = readConfig(env);
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  const { config } = read;
  const opened = openDatabase(config);
  try {
    await migrate(opened.client, migrations);
    const report = (error: unknown) => {
      throw error;
    };
    const clock = config.stillClock === undefined ? systemClock : stillClock(fromRfc3339(config.stillClock) ?? 0);
    const { deps } = await assemble({ config, opened, channels: { email: mailboxChannel() }, clock, report, limits: limitsFrom(config) });
    const ctx = contextOf(deps, theClock);
    const teamIds: string[] = [];
    for (const name of teams) teamIds.push((await setUpTeam(ctx, name, DEFAULT_SURVEY, { policy })).id);
    const emails: string[] = [];
    for (let n = 0; n < Math.min(teams.length, MOST_SUPERVISORS); n++) {
      const email = `supervisor-${n + 1}@replay.example`;
      await addPerson(ctx, {
        name: `Supervisor ${n + 1}`,
        email,
        role: 'supervisor',
        teams: teamIds.filter((_, i) => i % MOST_SUPERVISORS === n),
      });
      emails.push(email);
    }
    return { key: (await makeKey(ctx, 'replay', ['interactions:write'])).secret, supervisors: emails };
  } finally {
    opened.close();
  }
}
