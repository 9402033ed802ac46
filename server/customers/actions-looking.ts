import { again, commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { refuse } from '../core/refusal.ts';
import { recordedIn } from '../interactions/plans.ts';
import { managed } from './actions-erasure.ts';
import { lookedAt } from './reading.ts';
import { everythingAbout } from './reading-export.ts';

/** Somebody opens the recording or transcript of a contact: who and when is in the history of its customer. */
export const noteOpened = (ctx: Ctx, contact: string): Promise<void> =>
  again(async () => {
    const customerId = (await recordedIn(ctx, contact)) ?? refuse('not_found', 'There is no such recording.');
    const seq = await nextSeq(ctx, customerId);
    await lookedAt(ctx, customerId);
    await commit(ctx, [entry(ctx, customerId, seq, { kind: 'recording_opened', contact })]);
  });

/** Everything about a customer, for managers and administrators. Who asked for it, and when, is in their history, and so in what they get. */
export const exportCustomer = (ctx: Ctx, id: string): Promise<Awaited<ReturnType<typeof everythingAbout>>> =>
  again(async () => {
    const seq = await nextSeq(ctx, id);
    await managed(ctx, id);
    await commit(ctx, [entry(ctx, id, seq, { kind: 'exported' })]);
    return everythingAbout(ctx, id);
  });
