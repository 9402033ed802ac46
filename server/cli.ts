import { Command } from 'commander';
import { migrate } from '../db/migrate.ts';
import { migrations } from '../db/migrations.ts';
import { parseEmail } from './channels/addresses.ts';
import { mailboxChannel } from './channels/mailbox.ts';
import { readConfig } from './config.ts';
import type { Role } from './core/actor.ts';
import { theClock } from './core/actor.ts';
import { systemClock } from './core/clock.ts';
import { contextOf } from './core/context.ts';
import { Refusal } from './core/refusal.ts';
import { assemble, limitsFrom } from './deps.ts';
import { fault } from './log.ts';
import { openDatabase } from './node.ts';
import { addPerson, endKey, makeKey } from './people/actions.ts';
import { SCOPES, type Scope } from './people/rules.ts';

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
  .description('make a colleague known, so that they can sign in')
  .action((email: string, name: string, { role }: { role: string }) =>
    act(async (ctx) => {
      const address = parseEmail(email);
      if ('problem' in address) throw new Error(address.problem);
      if (!['supervisor', 'manager', 'administrator'].includes(role)) throw new Error('The role is supervisor, manager or administrator.');
      await addPerson(ctx, { name, email: address.folded, role: role as Role });
      return `${name} can sign in with ${address.folded}.`;
    }),
  );

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
      email: mailboxChannel(),
      clock: systemClock,
      report: fault,
      limits: limitsFrom(config),
    });
    process.stdout.write(`${await command(contextOf(deps, theClock))}\n`);
  } catch (error) {
    fail(error instanceof Refusal || error instanceof Error ? error.message : String(error));
  } finally {
    opened.close();
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
