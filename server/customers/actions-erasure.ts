import type { PersonActor } from '../core/actor.ts';
import { again, commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { refuse } from '../core/refusal.ts';
import { toRfc3339 } from '../core/time.ts';
import { type Customer, customerById } from './plans.ts';
import { planErasure } from './plans-erasure.ts';
import { startRetention } from './plans-retention.ts';
import type { ErasureReason } from './rules.ts';
import { hold as keepHold } from './store-erasure.ts';

/**
 * Erases a person: names, addresses, numbers and everybody's words about them go in one commit; what was counted stays, under a
 * pseudonym. For managers and administrators. Refuses under a legal hold. Asked again, nothing more happens.
 */
export const erase = (ctx: Ctx, id: string, because: ErasureReason): Promise<{ erasedAt: number }> =>
  again(async () => {
    const customer = await managed(ctx, id);
    if (customer.erasedAt !== null) return { erasedAt: customer.erasedAt };
    if (customer.heldAt !== null) {
      refuse('wrong_state', `There is a legal hold since ${toRfc3339(customer.heldAt)}: ${customer.heldBecause}`, {
        next: 'Release the hold first, if it is over.',
        also: { hold: { since: toRfc3339(customer.heldAt), because: customer.heldBecause } },
      });
    }
    await commit(ctx, await planErasure(ctx, customer, because));
    return { erasedAt: ctx.now };
  });

/**
 * Erases again somebody whom a restored backup brought back: it is older than their erasure. Says whether there was anybody to erase. It
 * was decided then, so a hold that the backup knows of does not keep them.
 */
export const eraseAgain = (ctx: Ctx, id: string): Promise<boolean> =>
  again(async () => {
    const customer = await customerById(ctx, id);
    if (!customer || customer.erasedAt !== null) return false;
    await commit(ctx, await planErasure(ctx, customer, 'erased_before'));
    return true;
  });

/** Nothing of this person is erased from now on, whoever asks. For managers and administrators. */
export const hold = (ctx: Ctx, id: string, because: string): Promise<void> =>
  again(async () => {
    const seq = await nextSeq(ctx, id);
    const customer = await managed(ctx, id);
    if (customer.erasedAt !== null) refuse('wrong_state', 'This customer was erased: there is nothing left to hold.');
    if (customer.heldAt !== null) refuse('wrong_state', 'There is a legal hold already.');
    await commit(ctx, [keepHold(ctx, id, because), entry(ctx, id, seq, { kind: 'held' })]);
  });

/** The hold is over. What has grown too old meanwhile goes with the next round of retention, which begins at once. */
export const releaseHold = (ctx: Ctx, id: string): Promise<void> =>
  again(async () => {
    const seq = await nextSeq(ctx, id);
    const customer = await managed(ctx, id);
    if (customer.heldAt === null) refuse('wrong_state', 'There is no legal hold.');
    await commit(ctx, [keepHold(ctx, id, null), entry(ctx, id, seq, { kind: 'released' }), startRetention(ctx)]);
  });

/** The customer, for somebody who may decide about their data. */
export async function managed(ctx: Ctx, id: string): Promise<Customer> {
  const { actor } = ctx;
  const may = actor.kind === 'clock' || (actor.kind === 'person' && mayManage(actor));
  if (!may) refuse('forbidden', 'Only a manager or an administrator can do that.');
  return (await customerById(ctx, id)) ?? refuse('not_found', 'There is no such customer.');
}

const mayManage = ({ role }: PersonActor): boolean => role === 'manager' || role === 'administrator';
