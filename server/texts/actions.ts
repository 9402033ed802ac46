import type { ArrivedText } from '../channels/channel.ts';
import { again, Conflict, commit } from '../core/commit.ts';
import type { Ctx, Step } from '../core/context.ts';
import { later } from '../core/later.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { post } from '../core/outbox.ts';
import { end } from '../core/settling.ts';
import { lift, suppress, suppressedSince } from '../core/suppression.ts';
import { DAY } from '../core/time.ts';
import { customerById } from '../customers/plans.ts';
import { planSaid } from '../customers/plans-consent.ts';
import { customerWithNumber } from '../customers/plans-ways.ts';
import { CONSENT_PURPOSES } from '../customers/rules.ts';
import { type Spoken, spokenIn } from '../words/words.ts';
import { helpText } from './messages.ts';
import { quietFor } from './plans.ts';
import { type Reading, readText } from './rules.ts';
import { MOST_SAID_A_DAY } from './rules-conversation.ts';
import { keepText, moveText, queuedFor, readSince, type Text, textById } from './store.ts';

/**
 * Takes in one text: it is stored, and read by a job. The provider waits 15 seconds for us and does not come again, so nothing
 * else happens here. One that is known already, told twice or found in a list, changes nothing.
 */
export async function receiveText(ctx: Ctx, arrived: ArrivedText, found: Text['found']): Promise<'stored' | 'repeated'> {
  const { sid, from, to, body, optOutType } = arrived;
  const id = ctx.deps.ids.next('txt', ctx.now);
  const at = Math.min(arrived.at ?? ctx.now, ctx.now);
  const text: Text = { id, sid, from, to, body, optOutType, at, receivedAt: ctx.now, found, state: 'new', readAs: null };
  try {
    await commit(ctx, [
      keepText(ctx, text),
      entry(ctx, id, 1, { kind: 'text_arrived', found }),
      later(ctx, { kind: 'texts.read', text: id }, ctx.now),
    ]);
    return 'stored';
  } catch (error) {
    if (error instanceof Conflict && error.columns.includes('texts.sid')) return 'repeated';
    throw error;
  }
}

/** What the clock does with a text that has arrived: it is read once. */
export async function readLater(ctx: Ctx, id: string): Promise<void> {
  const text = await textById(ctx, id);
  if (text?.state === 'new') await readInbound(ctx, text);
}

/**
 * Reads one text and does what it asks for. Here everything that a customer can say by text begins: STOP, START and HELP are
 * understood; the rest waits for a person, unanswered.
 */
export const readInbound = (ctx: Ctx, text: Text): Promise<void> =>
  again(async () => {
    const id = await customerWithNumber(ctx, text.from);
    const customer = id === undefined ? undefined : await customerById(ctx, id);
    const theirs: Ctx = customer ? { ...ctx, actor: { kind: 'customer', id: customer.id } } : ctx;
    const spoken = spokenIn(customer?.locale);
    const { optOutType } = text;
    const { kind } = readText(text.body, {
      language: customer?.locale ?? spoken.language,
      scale: ANY,
      asked: 'nothing',
      optOutType: optOutType ?? undefined,
    });
    const { as, steps } = await consequences(theirs, text, kind, customer?.id, spoken);
    await commit(theirs, [
      moveText(theirs, text.id, as ? 'done' : 'unmatched', as),
      entry(theirs, text.id, await nextSeq(theirs, text.id), { kind: 'text_read', as }),
      ...steps,
    ]);
  });

/** No question of ours is open here, so no number in a text is a score. */
const ANY = { min: 0, max: 0 };

type Consequences = { as: string | null; steps: Step[] };

async function consequences(
  ctx: Ctx,
  text: Text,
  kind: Reading['kind'],
  customer: string | undefined,
  spoken: Spoken,
): Promise<Consequences> {
  if (kind === 'stop') return { as: 'opted_out', steps: await stop(ctx, text, customer) };
  if (kind === 'start') return start(ctx, text, customer);
  if (kind === 'help') return { as: 'help', steps: await help(ctx, text, spoken) };
  return { as: null, steps: [] };
}

/** No text goes to this number any more, not even one that waits. An open callback stays: it is a call. The provider has answered them. */
async function stop(ctx: Ctx, { from }: Text, customer: string | undefined): Promise<Step[]> {
  const queued = await queuedFor(ctx, from);
  return [
    suppress(ctx, from, 'all', 'opted_out', 'text'),
    ...queued.flatMap((message) => end(ctx, message, 'suppressed', 'opted_out')),
    ...(await saidByText(ctx, customer, false)),
  ];
}

/** The no is taken back, unless it is newer than this yes: one that we learn of late must not undo it. Nothing old is sent. */
async function start(ctx: Ctx, { from, at }: Text, customer: string | undefined): Promise<Consequences> {
  const since = await suppressedSince(ctx, from, 'opted_out');
  if (since === undefined || since > at) return { as: since === undefined ? 'nothing_to_lift' : 'older_than_the_no', steps: [] };
  return {
    as: 'opted_in',
    steps: [...lift(ctx, from, CONSENT_PURPOSES), ...(await saidByText(ctx, customer, true))],
  };
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

async function help(ctx: Ctx, { id, from, optOutType, at }: Text, spoken: Spoken): Promise<Step[]> {
  const { channels, settings } = ctx.deps;
  if (optOutType || !channels.text || (await readSince(ctx, from, 'help', at - DAY)) >= MOST_SAID_A_DAY) return [];
  const quiet = await quietFor(ctx, from, HELP_QUIET, settings.zone);
  const text = { to: from, ...helpText(settings.company, spoken) };
  return post(ctx, { kind: 'help', purpose: 'case', about: id, address: from, quiet: quiet ?? null, notAfter: ctx.now + DAY, text });
}

/** Of somebody who may be nobody's customer no other hours are known. */
const HELP_QUIET = { from: '21:00', to: '08:00' };
