/** @jsxImportSource hono/jsx */
import type { Ctx, Step } from '../core/context.ts';
import { Button, Mail, Paragraph } from '../core/mail.tsx';
import { type EmailContent, post } from '../core/outbox.ts';
import { MINUTE } from '../core/time.ts';
import { directionOf } from '../words/languages.ts';
import { type Spoken, spokenIn } from '../words/words.ts';

/** How long a link lets somebody in, in minutes. */
const LIFE_MINUTES = 15;

/** The mail that lets a colleague in, in the language of the dashboard. */
export function signInMail(ctx: Ctx, person: { id: string; name: string; email: string }, url: string): Step[] {
  const email = { ...signInContent(ctx.deps.settings.company, spokenIn('en'), person.name, url), to: person.email };
  return post(ctx, {
    kind: 'sign_in',
    purpose: 'account',
    about: person.id,
    address: person.email.toLowerCase(),
    notAfter: ctx.now + LIFE_MINUTES * MINUTE,
    email,
  });
}

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
