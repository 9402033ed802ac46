import { planErased as planErasedCallbacks } from '../callbacks/plans.ts';
import type { Ctx, Step } from '../core/context.ts';
import { entries } from '../core/ledger.ts';
import { takeBack } from '../core/outbox.ts';
import { forget } from '../core/suppression.ts';
import { planErased as planErasedAnswers } from '../responses/plans.ts';
import { planErased as planErasedSurveys } from '../surveys/plans.ts';
import { addressesOf, type Customer } from './plans.ts';
import type { ErasureReason } from './rules.ts';
import { PERSONAL_TABLES } from './rules-columns.ts';
import { about, forgetIn, markErased, newestEntries, subjectsOf } from './store-erasure.ts';

/**
 * Everything that takes a person out of the database and leaves the figures as they are, for one commit. What is
 * written about them at the same moment breaks it, or is broken by the entry that each of their histories gets.
 */
export async function planErasure(ctx: Ctx, { id }: Pick<Customer, 'id'>, because: ErasureReason): Promise<Step[]> {
  const { newest, mustBeAll } = await newestEntries(ctx, id);
  const addresses = await addressesOf(ctx, id);
  const [forgotten, suppressed, callbacks, surveys] = await Promise.all([
    Promise.all(PERSONAL_TABLES.map((table) => forgetIn(ctx, table, about(table, id)))),
    Promise.all(addresses.map(({ address }) => forget(ctx, address))),
    planErasedCallbacks(ctx, id, because),
    planErasedSurveys(ctx, id),
  ]);
  // Callbacks tell of it themselves.
  const subjects = [id, ...newest.keys()].filter((subject, i, all) => !subject.startsWith('cbk_') && all.indexOf(subject) === i);
  return [
    mustBeAll,
    ...forgotten.flat(),
    ...suppressed.flat(),
    takeBack(ctx, subjectsOf(id)),
    ...callbacks,
    ...surveys,
    ...planErasedAnswers(ctx, id),
    ...entries(
      ctx,
      subjects.map((subject) => ({ subject, seq: (newest.get(subject) ?? 0) + 1, event: { kind: 'erased', because } })),
    ),
    markErased(ctx, id),
  ];
}
