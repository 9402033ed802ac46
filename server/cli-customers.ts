import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Ctx } from './core/context.ts';
import { refuse } from './core/refusal.ts';
import { toRfc3339 } from './core/time.ts';
import { erase, eraseAgain } from './customers/actions-erasure.ts';
import { exportCustomer } from './customers/actions-looking.ts';
import { erasures } from './customers/reading-export.ts';
import { erasure, erasureLine } from './customers/schema.ts';
import { checked } from './http/body.ts';
import { inspectJson } from './http/json.ts';

/** What is asked, or ordered, about a customer's own data. */
export function customerCommands(program: Command, act: (command: (ctx: Ctx) => Promise<string>) => Promise<void>): void {
  program
    .command('export')
    .argument('<customer>', 'the id of the customer, cus_…')
    .description('everything about a customer, as JSON')
    .action((customer: string) => act(async (ctx) => JSON.stringify(await exportCustomer(ctx, customer), null, 2)));

  program
    .command('erase')
    .argument('[customer]', 'the id of the customer, cus_…')
    .option('--reason <reason>', 'asked_by_customer, no_longer_needed, law or mistake', 'asked_by_customer')
    .option(
      '--list <file>',
      'erase again everybody on a list that `erasures` wrote: after a backup was restored, before the server is started',
    )
    .description('erase a customer: who they are and everybody’s words go, what was counted stays')
    .action((customer: string | undefined, { reason, list }: { reason: string; list?: string }) =>
      act(async (ctx) => {
        if (list !== undefined) return eraseListed(ctx, readFileSync(list, 'utf8'));
        if (customer === undefined) return refuse('invalid', 'Name a customer, or a list.', { field: 'customer' });
        await erase(ctx, customer, checked(erasure, { reason }).reason);
        return `${customer} is erased.`;
      }),
    );

  program
    .command('erasures')
    .description('who was erased, a line each: keep it apart from your backups. It holds no names')
    .action(() =>
      act(async (ctx) => {
        const all = await erasures(ctx);
        return all.map(({ id, at }) => JSON.stringify({ customer: id, at: toRfc3339(at) })).join('\n');
      }),
    );
}

async function eraseListed(ctx: Ctx, text: string): Promise<string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  // All of it is read before anything is erased: a list that broke off must not be half done.
  const listed = lines.map((line) => checked(erasureLine, inspectJson(line)).customer);
  let erased = 0;
  for (const customer of listed) if (await eraseAgain(ctx, customer)) erased += 1;
  return `${erased} of ${listed.length} were erased; the others are not here, or were erased already.`;
}
