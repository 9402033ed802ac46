/** @jsxImportSource hono/jsx */
import type { Ctx, Step } from '../core/context.ts';
import { Button, Mail, Paragraph } from '../core/mail.tsx';
import { type EmailContent, post } from '../core/outbox.ts';
import { DAY, MINUTE } from '../core/time.ts';
import { directionOf } from '../words/languages.ts';
import { type Spoken, spokenIn } from '../words/words.ts';
import { LINK_LIFE } from './rules-sign-in.ts';

const LIFE_MINUTES = LINK_LIFE / MINUTE;

/** The mail that lets a colleague in, in the language of the dashboard. */
export function signInMail(ctx: Ctx, person: { id: string; name: string; email: string }, url: string): Step[] {
  const email = { ...signInContent(ctx.deps.settings.company, spokenIn('en'), person.name, url), to: person.email };
  return post(ctx, {
    kind: 'sign_in',
    purpose: 'account',
    about: person.id,
    address: person.email.toLowerCase(),
    notAfter: ctx.now + LINK_LIFE,
    email,
  });
}

/** The mail that tells a new colleague that they can sign in, and lets them in. */
export function invitationMail(ctx: Ctx, person: { id: string; name: string; email: string }, url: string, days: number): Step[] {
  const { company } = ctx.deps.settings;
  const [first, then] = [
    `Hello ${person.name}, you have an account at Ringback, where ${company} calls back customers who were let down.`,
    `This link signs you in. It works once, for ${days} days; after that, ask for a new one with this address.`,
  ];
  const html = (
    <Mail company={company} lang="en" dir="ltr" footer={LEAVE}>
      <Paragraph>{first}</Paragraph>
      <Paragraph>{then}</Paragraph>
      <Button href={url}>Sign in</Button>
    </Mail>
  );
  return post(ctx, {
    kind: 'invited',
    purpose: 'account',
    about: person.id,
    address: person.email.toLowerCase(),
    notAfter: ctx.now + days * DAY,
    email: {
      to: person.email,
      subject: `Your account at Ringback, ${company}`,
      html: `<!doctype html>${html}`,
      text: [first, then, url, LEAVE].join('\n\n'),
      headers: { 'Auto-Submitted': 'auto-generated' },
    },
  });
}

/** The mail that shows an administrator how mail of the company arrives. */
export function testMail(ctx: Ctx, person: { id: string; name: string; email: string }): Step[] {
  const { company, sender } = ctx.deps.settings;
  const says = [
    `Hello ${person.name}, this is how mail of ${company} arrives: from ${sender}.`,
    'Does it lie among the junk? Then verify the domain of this address at your provider of mail, with its SPF and DKIM records.',
  ];
  const html = (
    <Mail company={company} lang="en" dir="ltr" footer="You asked for this mail in the settings of Ringback.">
      {says.map((text) => (
        <Paragraph>{text}</Paragraph>
      ))}
    </Mail>
  );
  return post(ctx, {
    kind: 'test',
    purpose: 'account',
    about: person.id,
    address: person.email.toLowerCase(),
    notAfter: ctx.now + DAY,
    email: {
      to: person.email,
      subject: `A test of the mail of ${company}`,
      html: `<!doctype html>${html}`,
      text: says.join('\n\n'),
      headers: { 'Auto-Submitted': 'auto-generated' },
    },
  });
}

const LEAVE = 'If you do not know what this is, leave it: nothing happens without this mail.';

export function signInContent(company: string, spoken: Spoken, name: string, url: string): EmailContent {
  const words = spoken.words.mail.signIn;
  const says = words.says(name, LIFE_MINUTES);
  const html = (
    <Mail company={company} lang={spoken.language} dir={directionOf(spoken.language)} footer={words.leave}>
      <Paragraph>{says}</Paragraph>
      <Button href={url}>{words.does}</Button>
    </Mail>
  );
  return {
    subject: words.subject(company),
    html: `<!doctype html>${html}`,
    text: [says, url, words.leave].join('\n\n'),
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}
