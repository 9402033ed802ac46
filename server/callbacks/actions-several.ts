import { type PersonActor, seesEveryTeam } from '../core/actor.ts';
import { refusalIn } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { type RefusalCode, refuse } from '../core/refusal.ts';
import { colleague } from '../people/plans.ts';
import { act, type Wanted } from './actions.ts';
import { type CallbackLine, linesOf } from './reading-lines.ts';
import type { Callback } from './rules.ts';

/** What came of one of several: the callback as it is now, or why it was not done. */
export type Verdict =
  | { id: string; done: true; callback: CallbackLine }
  | { id: string; done: false; code: RefusalCode; detail: string; next?: string };

/** Takes several. Each stands alone: that somebody else was first with one costs no other. */
export const claimAll = (ctx: Ctx, ids: readonly string[]): Promise<Verdict[]> => each(ctx, ids, () => ({ move: 'claim' }));

/** What is given to whom; `owners`: whose each was when the manager looked. */
type Giving = { ids: readonly string[]; to: string; owners?: Record<string, string | null> | undefined };

/** A manager gives several to somebody of their team. Refuses all of them for who is nobody, or for who is no manager. */
export async function assignAll(ctx: Ctx & { actor: PersonActor }, { ids, to, owners }: Giving): Promise<Verdict[]> {
  if (!seesEveryTeam(ctx.actor))
    refuse('forbidden', 'Only a manager can assign callbacks.', { next: 'Take them yourself, or ask a manager.' });
  const receiver = await colleague(ctx, to);
  return each(ctx, ids, (id) => {
    let tries = 0;
    // Read once for all; whoever has left, or gone away, since then breaks the write, and is read again for the next try.
    return async () => ({ move: 'assign', to: tries++ ? await colleague(ctx, to) : receiver, from: owners?.[id] });
  });
}

async function each(ctx: Ctx, ids: readonly string[], commandFor: (id: string) => Wanted): Promise<Verdict[]> {
  const results = await Promise.all(
    ids.map((id) => act(ctx, id, commandFor(id)).catch((error: unknown) => refusalIn(error) ?? Promise.reject(error))),
  );
  const done = results.filter((result): result is Callback => 'seq' in result);
  const lines = new Map((await linesOf(ctx, done)).map((line) => [line.id, line]));
  return ids.map((id, i) => {
    const result = results[i]!;
    if ('seq' in result) return { id, done: true, callback: lines.get(id)! };
    const { code, message, detail } = result;
    return { id, done: false, code, detail: message, ...(detail.next === undefined ? {} : { next: detail.next }) };
  });
}
