/** @jsxImportSource hono/jsx */
import { localTime } from '../core/calendar.ts';
import type { Ctx, Step } from '../core/context.ts';
import { Button, Mail, Paragraph } from '../core/mail.tsx';
import { post } from '../core/outbox.ts';
import { DAY } from '../core/time.ts';
import { addressOf, type Customer } from '../customers/plans.ts';
import { planLink } from '../links/plans.ts';
import type { Callback, Offer } from './rules.ts';

/** How long a customer can look at their case, and contest it, after the last we wrote. */
const CASE_LINK_LIFE = 180 * DAY;

/** "A supervisor will call you": sent when a callback is opened. */
export function openedMail(ctx: Ctx, callback: Callback, customer: Customer): Promise<Step[]> {
  const by = localTime(callback.dueAt, customer.zone ?? ctx.deps.settings.zone);
  const zone = customer.zone ?? ctx.deps.settings.zone;
  return caseMail(ctx, callback, customer, 'callback_opened', 'A supervisor will call you', {
    says: ['We are sorry that this went wrong. A supervisor will call you.', `You will hear from us by ${by} (${zone}).`],
    does: 'See what happens with your case',
  });
}

/** "Is it fixed?": sent when the supervisor says so. Only the customer's word closes the case. */
export function isItFixedMail(ctx: Ctx, callback: Callback, customer: Customer): Promise<Step[]> {
  return caseMail(ctx, callback, customer, 'is_it_fixed', 'Is it fixed?', {
    says: [
      `${firstName(callback.ownerName)} says that your problem is fixed. What was done: ${callback.detail.fix?.done ?? ''}`,
      'You decide whether that is so. If it is still broken, your case goes straight back to the person who owns it.',
    ],
    does: 'Say whether it is fixed',
  });
}

/** "You were handed to …": the customer is told the name of the next person before it counts. */
export function handedOverMail(ctx: Ctx, callback: Callback, offer: Offer, customer: Customer): Promise<Step[]> {
  return caseMail(ctx, callback, customer, 'handed_over', `${firstName(offer.toName)} looks after you now`, {
    says: [
      `${firstName(offer.toName)} has taken over your case from ${firstName(offer.byName)}, because they may decide what is needed.`,
      'You do not have to explain anything again: everything you told us was handed over too.',
    ],
    does: 'See your case',
  });
}

type Content = { says: string[]; does: string };

async function caseMail(
  ctx: Ctx,
  callback: Callback,
  customer: Customer,
  kind: string,
  subject: string,
  { says, does }: Content,
): Promise<Step[]> {
  const receiver = addressOf(customer);
  if (!receiver) return [];
  const { company } = ctx.deps.settings;
  const link = await planLink(ctx, 'case', callback.id, ctx.now + CASE_LINK_LIFE);
  const footer = `You get this because you told ${company} that something went wrong. It is about your case only.`;
  const html = (
    <Mail company={company} footer={footer}>
      {says.map((text) => (
        <Paragraph>{text}</Paragraph>
      ))}
      <Button href={link.url}>{does}</Button>
    </Mail>
  );
  const text = [...says, '', `${does}: ${link.url}`, '', footer].join('\n');
  const email = {
    to: receiver.to,
    subject: `${company}: ${subject}`,
    html: `<!doctype html>${html}`,
    text,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
  return [link.step, ...post(ctx, { kind, purpose: 'case', about: callback.id, address: receiver.address, email })];
}

/** Customers are told first names only. */
export const firstName = (name: string | null): string => name?.trim().split(/\s+/)[0] ?? 'A supervisor';
