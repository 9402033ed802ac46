import { sql } from 'drizzle-orm';
import { mailboxChannel } from '../../server/channels/mailbox.ts';
import { cannotStart, readConfig } from '../../server/config.ts';
import { stillClock, systemClock } from '../../server/core/clock.ts';
import { assemble, limitsFrom } from '../../server/deps.ts';
import { fault } from '../../server/log.ts';
import { openDatabase } from '../../server/node.ts';
import { migrate } from '../migrate.ts';
import { migrations } from '../migrations.ts';
import { interactions } from '../schema/interactions.ts';
import { COLLEAGUES } from './cast.ts';
import { setUpCompany } from './company.ts';
import { MONTH, playMonth } from './month.ts';

// Fills an empty database with a month at Acme that ends now.
const read = readConfig(process.env);
if ('problems' in read) fail(cannotStart(read.problems));
else await demo(read.config);

async function demo(config: Parameters<typeof openDatabase>[0]): Promise<void> {
  // The server goes on with the story: its reminders would leave the house.
  if (config.mail.kind !== 'mailbox') return fail('The demo is for an installation that sends no mail: unset RESEND_API_KEY and SMTP_URL.');
  const opened = openDatabase(config);
  try {
    await migrate(opened.client, migrations);
    const [there] = await opened.db.select({ id: interactions.id }).from(interactions).limit(1);
    if (there)
      return fail(
        `There is a history in ${config.database.url} already. The demo only fills an empty database; choose another with RINGBACK_DATABASE.`,
      );
    const end = systemClock.now();
    const clock = stillClock(end - MONTH);
    const { deps } = await assemble({
      config,
      opened,
      channels: { email: mailboxChannel() },
      clock,
      report: fault,
      limits: limitsFrom(config),
    });
    await playMonth(deps, clock, await setUpCompany(deps), end, showProgress());
    const made = await opened.db.all<{ what: string; count: number }>(sql`
      select 'contacts' as what, count(*) as count from interactions
      union all select 'answers', count(*) from responses
      union all select 'callbacks, ' || state, count(*) from callbacks group by state`);
    process.stdout.write(`\nA month at Acme:\n${made.map(({ what, count }) => `  ${String(count).padStart(5)}  ${what}`).join('\n')}\n\n`);
    const who = Object.values(COLLEAGUES).map(({ email, role }) => `${email} (${role})`);
    process.stdout.write(
      `Start it with \`npm start\` and sign in at ${config.settings.baseUrl} as ${who.join(', ')}.\nThe link arrives at ${config.settings.baseUrl}/dev/mailbox.\n`,
    );
  } finally {
    opened.close();
  }
}

/** One line that is written anew on a terminal; elsewhere a line every quarter. */
function showProgress(): (part: number) => void {
  let shown = -1;
  return (part) => {
    const percent = Math.floor(part * 100);
    if (percent === shown || (!process.stdout.isTTY && percent % 25 !== 0)) return;
    shown = percent;
    process.stdout.write(process.stdout.isTTY ? `\rPlaying a month at Acme: ${percent} %` : `Playing a month at Acme: ${percent} %\n`);
  };
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
