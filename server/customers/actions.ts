import { again, commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { lift, suppress, suppressionsOf } from '../core/suppression.ts';
import { addressesOf, customerById, speak } from './plans.ts';
import { consentsOf, planSaid } from './plans-consent.ts';
import { CONSENT_PURPOSES, type ConsentPurpose, type ConsentSource, WRITTEN_CHANNELS, type WrittenChannel } from './rules.ts';

/** Who can speak for a customer. */
export type Speaker = Exclude<ConsentSource, 'relationship' | 'api' | 'provider' | 'complaint'>;

/** What a customer wants, or does not want, to be written to about, and by which channel; left out: surveys, by every channel. */
export type Wish = { purpose?: ConsentPurpose | 'all' | undefined; channel?: WrittenChannel | undefined };

/** The customer does not want to be written to any more: nothing of that goes to any address of theirs, known now or later. Said again, it stays said. */
export const optOut = (ctx: Ctx, customerId: string, source: Speaker, wish: Wish = {}): Promise<void> =>
  again(async () => {
    const { purposes, channels } = meant(wish);
    // Read first: whoever says something at the same moment breaks the key of the ledger.
    const seq = await nextSeq(ctx, customerId);
    const [addresses, held] = await Promise.all([reachedBy(ctx, customerId, channels), consentsOf(ctx, [customerId])]);
    const already = await suppressionsOf(ctx, addresses);
    // An address that bounced may work again one day: the person's own word is kept beside it.
    const stops = addresses.flatMap((address) =>
      purposes
        .filter(
          (purpose) =>
            !already.some((row) => row.address === address && [purpose, 'all'].includes(row.purpose) && row.reason !== 'bounced'),
        )
        .map((purpose) => suppress(ctx, address, purpose, 'opted_out', source)),
    );
    const said = places(purposes, channels).filter(({ channel, purpose }) => {
      const before = held.of(customerId, channel, purpose);
      return !before || before.given || before.source === 'api';
    });
    if (stops.length + said.length === 0) return;
    await commit(ctx, [
      ...stops,
      ...(said.length
        ? [
            planSaid(
              ctx,
              said.map((one) => ({ customerId, ...one, given: false, source })),
            ),
          ]
        : []),
      entry(ctx, customerId, seq, { kind: 'opted_out', source, purpose: wish.purpose ?? 'survey', channels }),
    ]);
  });

/** The customer wants to be spoken to in this language, from now on. Nothing changes when they are already, or chose none. */
export const chooseLanguage = (ctx: Ctx, customerId: string, language: string | null): Promise<void> =>
  again(async () => {
    const seq = await nextSeq(ctx, customerId);
    const customer = language === null ? undefined : await customerById(ctx, customerId);
    if (!customer || language === null || customer.locale?.split(/[-_]/)[0] === language) return;
    await commit(ctx, [speak(ctx, customerId, language), entry(ctx, customerId, seq, { kind: 'language_chosen', language })]);
  });

/**
 * The customer wants to be written to again. What was said before stays in their history; an address that does not work still does
 * not. Texts begin again only where they are named, or were agreed to before: a yes on a page is no yes to texts.
 */
export const optIn = (ctx: Ctx, customerId: string, source: Speaker, wish: Wish = {}): Promise<void> =>
  again(async () => {
    const { purposes, channels } = meant(wish);
    // Read first: whoever says something at the same moment breaks the key of the ledger.
    const seq = await nextSeq(ctx, customerId);
    const [addresses, held] = await Promise.all([reachedBy(ctx, customerId, channels), consentsOf(ctx, [customerId])]);
    const barred = places(purposes, channels).filter(({ channel, purpose }) => !held.may(customerId, channel, purpose).may);
    const said = barred.filter(
      ({ channel, purpose }) => channel === 'email' || wish.channel || held.everGiven(customerId, channel, purpose),
    );
    if (said.length === 0) return;
    await commit(ctx, [
      ...addresses.flatMap((address) => lift(ctx, address, purposes)),
      planSaid(
        ctx,
        said.map((one) => ({ customerId, ...one, given: true, source })),
      ),
      entry(ctx, customerId, seq, { kind: 'opted_in', source, purpose: wish.purpose ?? 'survey', channels }),
    ]);
  });

const meant = ({ purpose = 'survey', channel }: Wish) => ({
  purposes: purpose === 'all' ? CONSENT_PURPOSES : [purpose],
  channels: channel ? [channel] : WRITTEN_CHANNELS,
});

const places = (purposes: readonly ConsentPurpose[], channels: readonly WrittenChannel[]) =>
  channels.flatMap((channel) => purposes.map((purpose) => ({ channel, purpose })));

const reachedBy = async (ctx: Ctx, customerId: string, channels: readonly WrittenChannel[]): Promise<string[]> =>
  (await addressesOf(ctx, customerId)).filter(({ channel }) => channels.includes(channel)).map(({ address }) => address);
