import { again, commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { suppress, suppressedAmong } from '../core/suppression.ts';
import { customerById, emailsOf, speak } from './plans.ts';

/** The customer does not want to be asked again: no survey goes to any address of theirs. Said again, it stays said. */
export const optOut = (ctx: Ctx, customerId: string, source: 'one_click' | 'page'): Promise<void> =>
  again(async () => {
    const addresses = await emailsOf(ctx, customerId);
    const already = await suppressedAmong(ctx, addresses);
    // An address that bounced may work again one day: the person's own word is kept beside it.
    const open = addresses.filter((address) => (already.get(address) ?? 'bounced') === 'bounced');
    if (open.length === 0) return;
    await commit(ctx, [
      ...open.map((address) => suppress(ctx, address, 'survey', 'opted_out', source)),
      entry(ctx, customerId, await nextSeq(ctx, customerId), { kind: 'opted_out', source }),
    ]);
  });

/** The customer wants to be spoken to in this language, from now on. Nothing changes when they are already, or chose none. */
export const chooseLanguage = (ctx: Ctx, customerId: string, language: string | null): Promise<void> =>
  again(async () => {
    const customer = language === null ? undefined : await customerById(ctx, customerId);
    if (!customer || language === null || customer.locale?.split(/[-_]/)[0] === language) return;
    const seq = await nextSeq(ctx, customerId);
    await commit(ctx, [speak(ctx, customerId, language), entry(ctx, customerId, seq, { kind: 'language_chosen', language })]);
  });
