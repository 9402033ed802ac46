import type { TextChannel, TextStatus } from '../channels/channel.ts';
import { alarm } from '../core/alarm.ts';
import { commit } from '../core/commit.ts';
import { aside, type Ctx } from '../core/context.ts';
import { report } from '../core/events.ts';
import { factOf, keepFact } from '../core/facts.ts';
import { later } from '../core/later.ts';
import { foundAgain, type Message } from '../core/outbox.ts';
import { DAY, HOUR, type Instant, MINUTE, type Millis } from '../core/time.ts';
import { receiveText } from './actions.ts';
import { countTexts, ensureJob, knownSids, openTexts, takenSids } from './store.ts';

const RECONCILE = 'texts.reconcile';
const RECONCILED = 'texts.reconciled';

/** A text this young may still be on its way to us. */
const ON_ITS_WAY: Millis = 5 * MINUTE;
/** After so long a text is asked about; after so much longer no more. */
const OVERDUE: Millis = 6 * HOUR;
const HOPELESS: Millis = 3 * DAY;
const AT_ONCE = 100;
/** Of a day's texts so many may be filtered by carriers before somebody has to look at what we send. */
const MOST_FILTERED = 0.02;

/** Makes sure that reconciliation goes on, from the start of a door on. Nothing where texts stay in the house. */
export async function keepReconciling(ctx: Ctx): Promise<void> {
  if (ctx.deps.channels.text?.name === 'twilio') await commit(ctx, [ensureJob(ctx, RECONCILE)]);
}

/**
 * Asks the provider, every hour, for what it may have failed to tell: texts that came in, the ends of texts that went out, and
 * whether those left of which we do not know. A provider that cannot be asked is asked again in an hour, and somebody is told.
 */
export async function reconcile(ctx: Ctx): Promise<void> {
  const channel = ctx.deps.channels.text;
  if (!channel) return;
  // Everything here is done beside the job's own commit, which ends this run and puts down the next.
  const beside = aside(ctx);
  const asked = await lookBack(beside, channel).then(
    () => true,
    async (error: unknown) => {
      await alarm(beside, channel.name, 'cannot_reconcile', error instanceof Error ? error.message : String(error));
      return false;
    },
  );
  await commit(ctx, [
    ...(asked ? [keepFact(ctx.deps.db, RECONCILED, String(ctx.now))] : []),
    later(ctx, { kind: RECONCILE }, ctx.now + HOUR, RECONCILE),
  ]);
}

async function lookBack(ctx: Ctx, channel: TextChannel): Promise<void> {
  const missed = await missedTexts(ctx, channel);
  if (missed > 0) await alarm(ctx, channel.name, 'missed_texts', `${missed} came in without being told to us`);
  for (const message of await openTexts(ctx, ctx.now - HOPELESS, ctx.now - OVERDUE, AT_ONCE)) {
    const status = message.state !== 'unknown' && message.providerId ? await channel.statusOf(message.providerId) : undefined;
    if (status) await reportText(ctx, message.id, status);
  }
  for (const message of (await openTexts(ctx, ctx.now - HOPELESS, ctx.now, AT_ONCE)).filter(({ state }) => state === 'unknown'))
    await lookFor(ctx, channel, message);
  const { all, such } = await countTexts(ctx, ctx.now - DAY, FILTERED);
  if (such > all * MOST_FILTERED) await alarm(ctx, channel.name, 'filtered', `${such} of ${all} texts in a day`);
}

/** The reasons of texts that a carrier filtered begin with its code. */
const FILTERED = '30007:';

/** Takes in what came and was not told to us; says how many there were. The first time it looks back a day. */
async function missedTexts(ctx: Ctx, channel: TextChannel): Promise<number> {
  const last = Number((await factOf(ctx.deps.db, RECONCILED)) ?? ctx.now - DAY);
  const listed = (await channel.listArrived(last - HOUR)).filter(({ at }) => at === null || at <= ctx.now - ON_ITS_WAY);
  const known = await knownSids(
    ctx,
    listed.map(({ sid }) => sid),
  );
  let missed = 0;
  for (const text of listed) if (!known.has(text.sid) && (await receiveText(ctx, text, 'listed')) === 'stored') missed += 1;
  return missed;
}

/** A text of which we do not know whether it left is matched on its number, its words and its time; without a match nothing changes. */
async function lookFor(ctx: Ctx, channel: TextChannel, message: Message): Promise<void> {
  if (message.firstTriedAt === null || !('body' in message.request)) return;
  const { to, body } = message.request;
  const found = await channel.findSent(to, body, message.firstTriedAt - MINUTE, message.firstTriedAt + ON_ITS_WAY);
  const taken = await takenSids(
    ctx,
    found.map(({ sid }) => sid),
  );
  const match = found.find(({ sid }) => !taken.has(sid));
  if (!match) return;
  await commit(ctx, foundAgain(ctx, message, match.sid));
  await reportText(ctx, message.id, match);
}

/** Takes in what the provider says of a text of ours. `queued` and its like say nothing new. */
export async function reportText(ctx: Ctx, messageId: string, status: TextStatus, at: Instant | null = null): Promise<string> {
  const { sid, word, state, reason, word: type, ...meaning } = status;
  if (state === null) return 'ignored';
  const provider = ctx.deps.channels.text?.name ?? 'twilio';
  return report(ctx, {
    ...{ provider, eventId: `${sid}:${word}`, type, state, messageId, providerId: sid, detail: reason, bounce: null, at },
    ...meaning,
  });
}
