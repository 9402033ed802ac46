import { Conflict, commit } from './commit.ts';
import { aside, type Ctx } from './context.ts';
import { factOf, keepFact } from './facts.ts';
import { entry, nextSeq } from './ledger.ts';
import { DAY } from './time.ts';

/**
 * Something about a channel that only a person can mend: an entry in its history and a line in the log, once a day at most
 * however often it happens. Says whether it was said now. `detail` must hold nothing of a customer.
 */
export async function alarm(ctx: Ctx, channel: string, what: string, detail: string): Promise<boolean> {
  const name = `alarm:${channel}:${what}`;
  const last = await factOf(ctx.deps.db, name);
  if (last !== undefined && ctx.now - Number(last) < DAY) return false;
  const subject = `channel:${channel}`;
  try {
    await commit(aside(ctx), [
      entry(ctx, subject, await nextSeq(ctx, subject), { kind: 'alarm', what, detail }),
      keepFact(ctx.deps.db, name, String(ctx.now)),
    ]);
  } catch (error) {
    if (error instanceof Conflict) return false; // Another runner says it at this moment.
    throw error;
  }
  ctx.deps.log('alarm', { channel, what, detail });
  return true;
}
