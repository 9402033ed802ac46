/** @jsxImportSource hono/jsx */
import type { Ctx, Settings, Step } from '../core/context.ts';
import { Button, Mail, Paragraph } from '../core/mail.tsx';
import { type EmailContent, post } from '../core/outbox.ts';
import { DAY } from '../core/time.ts';
import { addressOf, type Customer } from '../customers/plans.ts';
import { mayUse } from '../customers/plans-consent.ts';
import { planLink } from '../links/plans.ts';
import { directionOf, momentIn, zoneNameIn } from '../words/languages.ts';
import { type Spoken, spokenIn } from '../words/words.ts';
import type { Callback, Offer } from './rules.ts';

/** How long a customer can look at their case, and contest it, after the last we wrote. */
const CASE_LINK_LIFE = 180 * DAY;

/** "A supervisor will call you": sent when a callback is opened. */
export const openedMail = (ctx: Ctx, callback: Callback, customer: Customer): Promise<Step[]> =>
  caseMail(ctx, callback, customer, 'callback_opened', (spoken) =>
    openedContent(spoken, callback.dueAt, customer.zone ?? ctx.deps.settings.zone),
  );

/** "Is it fixed?": sent when the supervisor says so. Only the customer's word closes the case. */
export const isItFixedMail = (ctx: Ctx, callback: Callback, customer: Customer): Promise<Step[]> =>
  caseMail(ctx, callback, customer, 'is_it_fixed', (spoken) =>
    isItFixedContent(spoken, callback.ownerName, callback.detail.fix?.done ?? ''),
  );

/** "You were handed to …": the customer is told the name of the next person before it counts. */
export const handedOverMail = (ctx: Ctx, callback: Callback, offer: Offer, customer: Customer): Promise<Step[]> =>
  caseMail(ctx, callback, customer, 'handed_over', (spoken) => handedOverContent(spoken, offer.toName, offer.byName));

/** "Ines will call you": just before the call. */
export const beforeCallMail = (ctx: Ctx, callback: Callback, customer: Customer): Promise<Step[]> =>
  caseMail(ctx, callback, customer, 'before_call', (spoken) => beforeCallContent(spoken, callback.ownerName, ctx.deps.settings.company));

/** What one of these mails says, and what its one button does. */
export type CaseContent = { subject: string; says: string[]; does: string };

export function openedContent(spoken: Spoken, by: number, zone: string): CaseContent {
  const { subject, says, by: sayBy, does } = spoken.words.mail.opened;
  return { subject, says: [says, sayBy(momentIn(spoken, by, zone), zoneNameIn(spoken, by, zone))], does };
}

export function isItFixedContent({ words }: Spoken, owner: string | null, done: string): CaseContent {
  const { subject, says, decide, does } = words.mail.isItFixed;
  return { subject, says: [says(firstName(owner) ?? words.company.supervisor, done), decide], does };
}

export function handedOverContent({ words }: Spoken, to: string, from: string): CaseContent {
  const { subject, says, again, does } = words.mail.handedOver;
  const [name, giver] = [firstName(to) ?? words.company.supervisor, firstName(from) ?? words.company.supervisor];
  return { subject: subject(name), says: [says(name, giver), again], does };
}

export function beforeCallContent({ words }: Spoken, owner: string | null, company: string): CaseContent {
  const { subject, says, number, does } = words.mail.beforeCall;
  const name = firstName(owner) ?? words.company.supervisor;
  return { subject: subject(name), says: [says(name, company), number], does };
}

/** "You said, we did": what a customer once asked for was done. */
export function saidAndDoneContent({ words }: Spoken, said: string, done: string): CaseContent {
  const { subject, said: sayBack, did, disagree, does } = words.mail.saidAndDone;
  return { subject, says: [sayBack(said), did(done), disagree], does };
}

/** The whole mail about a case, with the way to its page. */
export function caseEmail({ company }: Settings, spoken: Spoken, url: string, { subject, says, does }: CaseContent): EmailContent {
  const because = spoken.words.mail.case.because(company);
  const html = (
    <Mail company={company} lang={spoken.language} dir={directionOf(spoken.language)} footer={because}>
      {says.map((text) => (
        <Paragraph>{text}</Paragraph>
      ))}
      <Button href={url}>{does}</Button>
    </Mail>
  );
  return {
    // A company's name in Latin letters must not turn an Arabic subject around.
    subject: `${directionOf(spoken.language) === 'rtl' ? '\u200f' : ''}${company}: ${subject}`,
    html: `<!doctype html>${html}`,
    text: [says.join('\n\n'), `${does}: ${url}`, because].join('\n\n'),
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

async function caseMail(
  ctx: Ctx,
  callback: Callback,
  customer: Customer,
  kind: string,
  contentIn: (spoken: Spoken) => CaseContent,
): Promise<Step[]> {
  const receiver = addressOf(customer);
  const may = (await mayUse(ctx, [customer.id], 'email', 'case')).get(customer.id);
  // Whoever does not want to be written to is called.
  if (!receiver || !may?.may) return [];
  const spoken = spokenIn(customer.locale);
  const link = await planLink(ctx, 'case', callback.id, ctx.now + CASE_LINK_LIFE);
  const email = { ...caseEmail(ctx.deps.settings, spoken, link.url, contentIn(spoken)), to: receiver.to };
  return [link.step, ...post(ctx, { kind, purpose: 'case', about: callback.id, address: receiver.address, email })];
}

/** Customers are told first names only; nothing when there is none. */
export const firstName = (name: string | null): string | null => name?.trim().split(/\s+/)[0] || null;
