/** @jsxImportSource hono/jsx */
import type { Ctx, Settings, Step } from '../core/context.ts';
import { Button, Mail, Paragraph } from '../core/mail.tsx';
import { type EmailContent, post } from '../core/outbox.ts';
import { DAY } from '../core/time.ts';
import type { Customer } from '../customers/plans.ts';
import type { Consents } from '../customers/plans-consent.ts';
import { type Way, waysTo } from '../customers/plans-ways.ts';
import type { WrittenChannel } from '../customers/rules.ts';
import { planLink } from '../links/plans.ts';
import { type Team, teamById } from '../people/plans.ts';
import { quietFor } from '../texts/plans.ts';
import { withName } from '../texts/rules-name.ts';
import { directionOf, momentIn, zoneNameIn } from '../words/languages.ts';
import { type Spoken, spokenIn } from '../words/words.ts';
import { type Callback, firstName, type Offer } from './rules.ts';

/** How long a customer can look at their case, and contest it, after the last we wrote. */
export const CASE_LINK_LIFE = 180 * DAY;

/** "A supervisor will call you": sent when a callback is opened. */
export function openedMail(ctx: Ctx, callback: Callback, opened: Opened): Promise<Step[]> {
  const { customer } = opened;
  const zone = customer.zone ?? ctx.deps.settings.zone;
  return caseMessage(ctx, callback, customer, {
    kind: 'callback_opened',
    mail: (spoken) => openedContent(spoken, callback.dueAt, zone),
    text: (spoken, company) => spoken.words.text.opened(company, momentIn(spoken, callback.dueAt, zone)),
    opened,
  });
}

/** What one of these says, as a mail and as a text: the same when it is shown beforehand and when it is sent. */
export type Letter = { mail: (spoken: Spoken) => CaseContent; text: (spoken: Spoken, company: string) => string };

/** "Is it fixed?": sent when the supervisor says so. Only the customer's word closes the case. */
export const isItFixedMail = (ctx: Ctx, callback: Callback, customer: Customer): Promise<Step[]> =>
  caseMessage(ctx, callback, customer, { kind: 'is_it_fixed', ...isItFixedLetter(callback, callback.detail.fix?.done ?? '') });

export const isItFixedLetter = ({ ownerName }: Callback, done: string): Letter => ({
  mail: (spoken) => isItFixedContent(spoken, ownerName, done),
  text: ({ words }, company) => words.text.isItFixed(company, firstName(ownerName) ?? words.company.supervisor),
});

/** "You were handed to …": the customer is told the name of the next person before it counts. */
export const handedOverMail = (ctx: Ctx, callback: Callback, offer: Offer, customer: Customer): Promise<Step[]> =>
  caseMessage(ctx, callback, customer, { kind: 'handed_over', ...handedOverLetter(offer) });

export const handedOverLetter = ({ toName, byName }: Pick<Offer, 'toName' | 'byName'>): Letter => ({
  mail: (spoken) => handedOverContent(spoken, toName, byName),
  text: ({ words }, company) => words.text.handedOver(company, firstName(toName) ?? words.company.supervisor),
});

/** "We cannot do what you asked": with the reason, and what is offered instead. They can disagree on their page. */
export const letGoMail = (ctx: Ctx, callback: Callback, customer: Customer): Promise<Step[]> =>
  caseMessage(ctx, callback, customer, {
    kind: 'let_go',
    ...letGoLetter(callback.detail.no?.reason ?? '', callback.detail.no?.alternatives ?? []),
  });

export const letGoLetter = (reason: string, alternatives: readonly string[]): Letter => ({
  mail: (spoken) => letGoContent(spoken, reason, alternatives),
  text: ({ words }, company) => words.text.letGo(company),
});

/** "We will not call you about this": who was told of a call is told that none comes, and how they get one all the same. */
export const dismissedMail = (ctx: Ctx, callback: Callback, customer: Customer): Promise<Step[]> =>
  caseMessage(ctx, callback, customer, { kind: 'dismissed', ...DISMISSED });

export const DISMISSED: Letter = {
  mail: dismissedContent,
  text: (
    {
      words: {
        case: { titles, callMe },
      },
    },
    company,
  ) => `${company}: ${titles.dismissed} ${callMe}:`,
};

/** "Ines will call you": just before the call. */
export const beforeCallMail = (ctx: Ctx, callback: Callback, customer: Customer): Promise<Step[]> =>
  caseMessage(ctx, callback, customer, { kind: 'before_call', ...beforeCallLetter(ctx, callback) });

export const beforeCallLetter = ({ deps }: Ctx, { ownerName }: Callback): Letter => ({
  mail: (spoken) => beforeCallContent(spoken, ownerName, deps.settings.company),
  text: ({ words }, company) => words.text.beforeCall(firstName(ownerName) ?? words.company.supervisor, company),
});

/** "We tried to reach you": to somebody whom no call reaches, the one way that the supervisor chose. */
export const triedMail = (ctx: Ctx, callback: Callback, customer: Customer, channel: WrittenChannel): Promise<Step[]> =>
  caseMessage(ctx, callback, customer, { kind: 'tried_to_reach', channel, ...triedLetter(ctx, callback) });

export const triedLetter = ({ deps }: Ctx, { ownerName, detail }: Callback): Letter => ({
  mail: (spoken) => triedContent(spoken, ownerName, deps.settings.company, detail.tries.failed),
  text: ({ words: { text } }, company) => (detail.tries.failed ? text.triedToReach(company, detail.tries.failed) : text.wouldCall(company)),
});

/** A callback that is opened in this commit: of what is not written yet, the caller tells us. */
export type Opened = { customer: Customer; team: Team; consents?: Consents };

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
  const { subject, says, again } = words.mail.handedOver;
  const [name, giver] = [firstName(to) ?? words.company.supervisor, firstName(from) ?? words.company.supervisor];
  return { subject: subject(name), says: [says(name, giver), again], does: words.mail.letGo.does };
}

export function letGoContent({ words }: Spoken, reason: string, alternatives: readonly string[]): CaseContent {
  const { subject, says, instead, disagree, does } = words.mail.letGo;
  return { subject, says: [says(reason), ...(alternatives.length ? [instead(alternatives.join(' · '))] : []), disagree], does };
}

export function dismissedContent({
  words: {
    case: { titles, callMe },
  },
}: Spoken): CaseContent {
  return { subject: titles.dismissed, says: [titles.dismissed], does: callMe };
}

export function beforeCallContent({ words }: Spoken, owner: string | null, company: string): CaseContent {
  const { subject, says, number, does } = words.mail.beforeCall;
  const name = firstName(owner) ?? words.company.supervisor;
  return { subject: subject(name), says: [says(name, company), number], does };
}

export function triedContent({ words }: Spoken, owner: string | null, company: string, tries: number): CaseContent {
  const { subject, says, wish, ask, does } = words.mail.triedToReach;
  const name = firstName(owner) ?? words.company.supervisor;
  return { subject, says: [tries ? says(name, company, tries) : wish(name, company), ask], does };
}

/** "You said, we did": what a customer once asked for was done. */
export function saidAndDoneContent({ words }: Spoken, said: string, done: string): CaseContent {
  const { subject, said: sayBack, did, disagree, does } = words.mail.saidAndDone;
  return { subject, says: [sayBack(said), did(done), disagree], does };
}

/** The whole mail about a case, with the way to its page. */
export function caseEmail({ company }: Settings, spoken: Spoken, url: string, { subject, says, does }: CaseContent): EmailContent {
  const because = spoken.words.mail.case.because(company);
  const { onlyCall } = spoken.words.stop;
  const stop = `${url}#only-call`;
  const footer = (
    <>
      {because} <a href={stop}>{onlyCall}</a>
    </>
  );
  const html = (
    <Mail company={company} lang={spoken.language} dir={directionOf(spoken.language)} footer={footer}>
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
    text: [says.join('\n\n'), `${does}: ${url}`, `${because}\n${onlyCall}: ${stop}`].join('\n\n'),
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

/** The same in both ways; a text is followed by the link. */
type CaseMessage = Letter & {
  kind: string;
  opened?: Opened | undefined;
  /** The only way that it may go. */
  channel?: WrittenChannel | undefined;
};

async function caseMessage(
  ctx: Ctx,
  callback: Callback,
  customer: Customer,
  { kind, mail, text, opened, channel }: CaseMessage,
): Promise<Step[]> {
  const way = await wayFor(ctx, callback, customer, { opened, channel });
  if (!way) return [];
  const { settings } = ctx.deps;
  const spoken = spokenIn(customer.locale, settings.language);
  const link = await planLink(ctx, 'case', callback.id, ctx.now + CASE_LINK_LIFE);
  const message = { kind, purpose: 'case' as const, about: callback.id, address: way.address, team: callback.teamId };
  if (way.channel === 'text') {
    const body = bodyOf(settings, spoken, link.url, text);
    return [link.step, ...post(ctx, { ...message, quiet: way.quiet ?? null, text: { to: way.to, body } })];
  }
  const email = { ...caseEmail(settings, spoken, link.url, mail(spoken)), to: way.to };
  return [link.step, ...post(ctx, { ...message, email })];
}

/** A text with the way to their case. The name of the company is cut where that makes one part of all of it. */
const bodyOf = ({ company }: Settings, spoken: Spoken, url: string, text: Letter['text']): string =>
  withName(company, (name) => `${text(spoken, name)} ${url}`);

/** What such a text says before the link, which is for its customer's eyes alone. */
export async function textShown(ctx: Ctx, { id }: Callback, spoken: Spoken, text: Letter['text']): Promise<string> {
  const { url } = await planLink(ctx, 'case', id, ctx.now + CASE_LINK_LIFE);
  return bodyOf(ctx.deps.settings, spoken, url, text).slice(0, -url.length - 1);
}

/** How this person is reached about their case; nothing for whoever does not want to be written to: they are called. */
export async function wayFor(
  ctx: Ctx,
  callback: Callback,
  customer: Customer,
  { opened, channel }: Pick<CaseMessage, 'opened' | 'channel'> = {},
) {
  const [team, waysOf] = await Promise.all([
    opened?.team ?? teamById(ctx, callback.teamId),
    waysTo(ctx, [customer], 'case', opened?.consents),
  ]);
  // Whoever does not answer calls reads a text before the next one sooner than a mail.
  const first = callback.detail.tries.tactic === 'text_first' ? 'text' : team.policy.firstChannel;
  const ways = waysOf(customer, first).filter((one) => one.may.may && (!channel || one.channel === channel));
  const works = ({ barred }: Way): boolean => barred === null;
  const way = ways.find(works) ?? ways.find(({ channel }) => channel === 'email');
  if (way?.channel !== 'text') return way && { ...way, quiet: null };
  return { ...way, quiet: await quietFor(ctx, way.address, team.policy.quiet, customer.zone ?? team.hours.zone) };
}
