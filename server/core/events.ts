import { eq, sql } from 'drizzle-orm';
import { messages, providerEvents } from '../../db/schema/core.ts';
import type { NumberBar } from '../channels/channel.ts';
import { alarm } from './alarm.ts';
import { again, Conflict, commit } from './commit.ts';
import type { Ctx, Step } from './context.ts';
import { type DeliveryState, higher } from './ladder.ts';
import { type Message, messageById, postAgain } from './outbox.ts';
import { end, pauseUntil, raise } from './settling.ts';
import { suppress, suppressIfAgain } from './suppression.ts';
import type { Instant, Millis } from './time.ts';

/** What a provider reports about a message. Its id is the provider's own, the same on every repeat. */
export type ProviderEvent = {
  provider: string;
  eventId: string;
  type: string;
  state: DeliveryState;
  messageId: string | null;
  providerId: string;
  detail: string | null;
  /** What a bounce says of the address: it does not exist, or nobody knows. */
  bounce: 'permanent' | 'undetermined' | null;
  at: Instant | null;
  /** What a failure says of a number. */
  bars?: NumberBar;
  /** The failure may pass: the message is sent once more, so much later. */
  againAfter?: Millis;
  /** Every message of this provider would fail: none leaves for so long. */
  pausesFor?: Millis;
};

/**
 * Takes in one report: the message moves up its ladder, never down; an address that bounced for good gets no more mail, one
 * that complained no more surveys. A repeat, and a report about a message that is not ours, change nothing else.
 */
export const report = (ctx: Ctx, event: ProviderEvent): Promise<'recorded' | 'repeated' | 'orphan'> =>
  again(async () => {
    const message = await messageOf(ctx, event);
    const { provider, eventId, type, providerId, detail, at } = event;
    const row = { provider, eventId, type, providerId, detail, at: at ?? ctx.now, messageId: message?.id ?? null, receivedAt: ctx.now };
    const record = ctx.deps.db.insert(providerEvents).values(row);
    try {
      await commit(ctx, [record, ...(message ? consequences(ctx, message, event) : [])]);
    } catch (error) {
      if (error instanceof Conflict && error.columns.includes('provider_events.event_id')) return 'repeated';
      throw error;
    }
    if (message && event.pausesFor) await alarm(ctx, event.provider, 'paused', event.detail ?? event.type);
    return message ? 'recorded' : 'orphan';
  });

/** Our id travels with the mail as a tag, so that even a report that overtakes our own commit finds its message. */
async function messageOf(ctx: Ctx, { messageId, providerId }: ProviderEvent): Promise<Message | undefined> {
  if (messageId) return messageById(ctx, messageId);
  const [row] = await ctx.deps.db.select().from(messages).where(eq(messages.providerId, providerId));
  return row;
}

function consequences(ctx: Ctx, message: Message, event: ProviderEvent): Step[] {
  const { state, detail, providerId } = event;
  const isNews = higher(message.state, state) !== message.state;
  const isBad = state === 'bounced' || state === 'complained' || state === 'failed' || state === 'suppressed';
  // The survey has not failed yet when its text has a second try before it.
  const retries = isNews && event.againAfter !== undefined && message.retryOf === null;
  return [
    ...(retries ? [raise(ctx, message, state, detail), ...postAgain(ctx, message, ctx.now + event.againAfter!)] : []),
    ...(isNews && isBad && !retries ? end(ctx, message, state, detail ?? state) : []),
    ...(isNews && !isBad ? [raise(ctx, message, state, detail)] : []),
    ctx.deps.db
      .update(messages)
      .set({ providerId: sql`coalesce(provider_id, ${providerId})` })
      .where(eq(messages.id, message.id)),
    ...barring(ctx, message, event),
    ...(event.pausesFor ? [pauseUntil(ctx, event.provider, ctx.now + event.pausesFor, detail ?? state)] : []),
  ];
}

/** What a report says of the address counts whatever else was reported before it. */
function barring(ctx: Ctx, { id, address }: Message, { state, bounce, bars }: ProviderEvent): Step[] {
  if (bars) return [suppress(ctx, address, 'all', bars, 'provider')];
  if (state === 'complained') return [suppress(ctx, address, 'survey', 'complained', 'provider')];
  if (state === 'suppressed' || (state === 'bounced' && bounce === 'permanent'))
    return [suppress(ctx, address, 'all', 'bounced', 'provider')];
  return state === 'bounced' && bounce === 'undetermined' ? suppressIfAgain(ctx, address, id) : [];
}
