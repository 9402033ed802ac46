import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { migrate } from '../db/migrate.ts';
import { migrations } from '../db/migrations.ts';
import { mailboxChannel } from './channels/mailbox.ts';
import { customerCommands } from './cli-customers.ts';
import { readConfig } from './config.ts';
import { theClock } from './core/actor.ts';
import { systemClock } from './core/clock.ts';
import { contextOf } from './core/context.ts';
import { Refusal } from './core/refusal.ts';
import { withSavedSettings } from './core/saved-settings.ts';
import { assemble, limitsFrom } from './deps.ts';
import { checked } from './http/body.ts';
import { inspectJson } from './http/json.ts';
import { fault } from './log.ts';
import { openDatabase } from './node.ts';
import { addPerson, endKey, makeKey, setUpTeam } from './people/actions.ts';
import { SCOPES, type Scope } from './people/rules.ts';
import { newPerson, teamSettings } from './people/schema.ts';
import { DEFAULT_SURVEY } from './surveys/rules.ts';

const program = new Command('ringback').description('What is done from the command line rather than on a screen.');

program
  .command('key')
  .argument('<name>', 'what will use it, like helpdesk: contacts are told apart by it')
  .option('--scope <scopes...>', `what it may do: ${SCOPES.join(', ')}`, ['interactions:write'])
  .description('make an API key; it is shown once')
  .action((name: string, { scope }: { scope: string[] }) =>
    act(async (ctx) => {
      const unknown = scope.filter((one) => !(SCOPES as readonly string[]).includes(one));
      if (unknown.length) throw new Error(`There is no scope ${unknown.join(', ')}. There are ${SCOPES.join(', ')}.`);
      const { secret } = await makeKey(ctx, name, scope as Scope[]);
      return secret;
    }),
  );

program
  .command('end-key')
  .argument('<beginning>', 'the first 14 characters of the key')
  .description('end an API key: from now on it opens nothing')
  .action((beginning: string) => act(async (ctx) => `The key of ${await endKey(ctx, beginning.slice(0, 14))} has ended.`));

program
  .command('person')
  .argument('<email>')
  .argument('<name>')
  .option('--role <role>', 'supervisor, manager or administrator', 'supervisor')
  .option('--team <teams...>', 'the teams whose callbacks they see; managers and administrators see all', [])
  .option('--may <powers...>', 'what they may say yes to: refund:20000 (in minor units), exception', [])
  .description('make a colleague known, so that they can sign in')
  .action((email: string, name: string, { role, team, may }: { role: string; team: string[]; may: string[] }) =>
    act(async (ctx) => {
      const person = checked(newPerson, { email, name, role, teams: team, powers: may });
      const teams = await Promise.all(person.teams.map((one) => setUpTeam(ctx, one, DEFAULT_SURVEY, {})));
      const { folded } = person.email;
      await addPerson(ctx, { name, email: folded, role: person.role, teams: teams.map((one) => one.id), authorities: person.powers });
      return `${name} can sign in with ${folded}.`;
    }),
  );

program
  .command('team')
  .argument('<name>')
  .argument('[settings]', 'a JSON file: { "hours": { "zone", "week", "holidays" }, "policy": { … } }')
  .description('make a team or change its rules; without a file, show them')
  .action((name: string, file: string | undefined) =>
    act(async (ctx) => {
      const settings = file === undefined ? {} : checked(teamSettings(ctx.now), inspectJson(readFileSync(file, 'utf8')));
      const { hours, policy } = await setUpTeam(ctx, name, DEFAULT_SURVEY, settings);
      return JSON.stringify({ hours, policy }, null, 2);
    }),
  );

customerCommands(program, act);

program
  .command('migrate')
  .description('bring the database to the schema of this version; the Node server does it by itself')
  .action(() => act(async () => 'The database is up to date.'));

await program.parseAsync();

/** Runs one command against the configured database, and prints what came of it. */
async function act(command: (ctx: ReturnType<typeof contextOf>) => Promise<string>): Promise<void> {
  const read = readConfig(process.env);
  if ('problems' in read) return fail(read.problems.join('\n'));
  const { config } = read;
  const opened = openDatabase(config);
  try {
    await migrate(opened.client, migrations);
    const { deps } = await assemble({
      config,
      opened,
      channels: { email: mailboxChannel() },
      clock: systemClock,
      report: fault,
      limits: limitsFrom(config),
    });
    process.stdout.write(`${await command(contextOf(await withSavedSettings(deps), theClock))}\n`);
  } catch (error) {
    const field = error instanceof Refusal && error.detail.field ? `${error.detail.field}: ` : '';
    fail(field + (error instanceof Error ? error.message : String(error)));
  } finally {
    opened.close();
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
