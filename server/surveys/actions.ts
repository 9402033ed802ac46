import { again, commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { cancelLater, isPlanned } from '../core/later.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { reminderKey } from './plans.ts';
import type { Invitation } from './store.ts';

/** The customer does not want to answer now: they are not reminded, and may still answer. Said again, it stays said. */
export const notNow = (ctx: Ctx, { id, interactionId }: Invitation): Promise<void> =>
  again(async () => {
    if (!(await isPlanned(ctx, reminderKey(id)))) return;
    await commit(ctx, [
      cancelLater(ctx, reminderKey(id)),
      entry(ctx, interactionId, await nextSeq(ctx, interactionId), { kind: 'not_now' }),
    ]);
  });
