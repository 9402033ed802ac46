/** @jsxImportSource hono/jsx */
import type { Ctx, Step } from '../core/context.ts';
import { Button, Mail, Paragraph } from '../core/mail.tsx';
import { post } from '../core/outbox.ts';
import { MINUTE } from '../core/time.ts';

/** The mail that lets a colleague in. */
export function signInMail(ctx: Ctx, person: { id: string; name: string; email: string }, url: string): Step[] {
  const { company } = ctx.deps.settings;
  const says = `Hello ${person.name}, this link signs you in to Ringback. It works once, for 15 minutes.`;
  const footer = 'If you did not ask for it, leave it: nothing happens without this mail.';
  const html = (
    <Mail company={company} footer={footer}>
      <Paragraph>{says}</Paragraph>
      <Button href={url}>Sign in</Button>
    </Mail>
  );
  const email = {
    to: person.email,
    subject: `Sign in to Ringback at ${company}`,
    html: `<!doctype html>${html}`,
    text: [says, '', url, '', footer].join('\n'),
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
  return post(ctx, {
    kind: 'sign_in',
    purpose: 'account',
    about: person.id,
    address: person.email.toLowerCase(),
    notAfter: ctx.now + 15 * MINUTE,
    email,
  });
}
