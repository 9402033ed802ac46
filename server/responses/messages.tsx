/** @jsxImportSource hono/jsx */
import type { Ctx, Step } from '../core/context.ts';
import { Mail, Paragraph } from '../core/mail.tsx';
import { type EmailContent, post } from '../core/outbox.ts';

/** What praise is made of: the customer by first name only, their words as they wrote them, and a line of whoever passes them on. */
export type Praise = {
  agent: string;
  customer: string | null;
  team: string;
  score: { given: number; most: number };
  words: readonly { question: string; answer: string }[];
  line: string;
  by: string;
};

/** The mail to whoever handled the contact, in the language of the dashboard. */
export function thanksContent(company: string, { agent, customer, team, score, words, line, by }: Praise): EmailContent {
  const who = customer ?? 'A customer';
  const says = `Hello ${agent}, ${who} had contact with you at ${company} (${team}) and gave it ${score.given} of ${score.most}.`;
  const quoted = words.length ? 'In their own words:' : 'They wrote nothing beside it.';
  const footer = `${by} reads what customers of ${team} answer, and sent you this. Nothing was added to the customer’s words.`;
  const html = (
    <Mail company={company} lang="en" dir="ltr" footer={footer}>
      <Paragraph>{says}</Paragraph>
      <Paragraph>{quoted}</Paragraph>
      {words.map(({ question, answer }) => (
        <blockquote dir="auto" style="margin:0 0 16px;padding:0 0 0 14px;border-left:3px solid #0b5cad">
          <span style="font-size:14px;opacity:.75">{question}</span>
          <br />
          <span style="white-space:pre-wrap">{answer}</span>
        </blockquote>
      ))}
      <Paragraph>
        <span style="white-space:pre-wrap">{line}</span>
        <br />
        {by}
      </Paragraph>
    </Mail>
  );
  const text = [
    says,
    quoted,
    ...words.map(({ question, answer }) => `${question}\n> ${answer.replaceAll('\n', '\n> ')}`),
    `${line}\n${by}`,
    footer,
  ];
  return {
    subject: `${who} has something kind to say about you`,
    html: `<!doctype html>${html}`,
    text: text.join('\n\n'),
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

/** Written about the response, so that it goes with it when its customer is erased. */
export const thanksMail = (ctx: Ctx, response: string, to: string, content: EmailContent): Step[] =>
  post(ctx, { kind: 'thanks', purpose: 'account', about: response, address: to.toLowerCase(), email: { to, ...content } });
