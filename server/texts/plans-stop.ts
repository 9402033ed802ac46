import type { Ctx, Step } from '../core/context.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { end } from '../core/settling.ts';
import { lift, suppress, suppressedSince } from '../core/suppression.ts';
import { planSaid } from '../customers/plans-consent.ts';
import { CONSENT_PURPOSES } from '../customers/rules.ts';
import { queuedFor, type Text } from './store.ts';

/** No text goes to this number any more, not even one that waits. */
export async function planSilence(ctx: Ctx, number: string): Promise<Step[]> {
  const queued = await queuedFor(ctx, number);
  return [suppress(ctx, number, 'all', 'opted_out', 'text'), ...queued.flatMap((message) => end(ctx, message, 'suppressed', 'opted_out'))];
}

/** STOP: an open callback stays, it is a call. The provider has answered them. */
export const planStop = async (ctx: Ctx, { from }: Text, customer: string | undefined): Promise<Step[]> => [
  ...(await planSilence(ctx, from)),
  ...(await saidByText(ctx, customer, false)),
];

/** START takes the no back, unless it is newer than this yes: one that we learn of late must not undo it. Nothing old is sent. */
export async function planStart(ctx: Ctx, { from, at }: Text, customer: string | undefined): Promise<{ as: string; steps: Step[] }> {
  const since = await suppressedSince(ctx, from, 'opted_out');
  if (since === undefined || since > at) return { as: since === undefined ? 'nothing_to_lift' : 'older_than_the_no', steps: [] };
  return { as: 'opted_in', steps: [...lift(ctx, from, CONSENT_PURPOSES), ...(await saidByText(ctx, customer, true))] };
}

/** Their own word on texts, where we know whose it is. */
async function saidByText(ctx: Ctx, customerId: string | undefined, given: boolean): Promise<Step[]> {
  if (customerId === undefined) return [];
  const said = CONSENT_PURPOSES.map((purpose) => ({ customerId, channel: 'text' as const, purpose, given, source: 'text' as const }));
  const kind = given ? 'opted_in' : 'opted_out';
  return [
    planSaid(ctx, said),
    entry(ctx, customerId, await nextSeq(ctx, customerId), { kind, source: 'text', purpose: 'all', channels: ['text'] }),
  ];
}
