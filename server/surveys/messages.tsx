/** @jsxImportSource hono/jsx */

import type { Settings } from '../core/context.ts';
import { Mail, Paragraph } from '../core/mail.tsx';
import type { EmailContent } from '../core/outbox.ts';
import type { Question } from './rules.ts';

type Rating = Extract<Question, { kind: 'rating' }>;

/** What an invitation says, as mail: why we ask, who reads it, what happens next, and one tap for an answer. */
export function invitationMail(settings: Settings, url: string, rating: Rating, about: string | null, again: boolean): EmailContent {
  const { company } = settings;
  const subject = again ? `${company}: still interested in how it went` : `${company}: how was your contact with us?`;
  const contact = about ? `about “${about}”` : 'with our customer service';
  const why = `You had contact ${contact}. Tell us how it went: a supervisor reads every answer, and calls you if we let you down.`;
  const scores = Array.from({ length: rating.max - rating.min + 1 }, (_, i) => rating.min + i);
  const footer = `You get this because you were in contact with ${company}.`;
  const html = (
    <Mail
      company={company}
      footer={
        <>
          {footer} <a href={`${url}/unsubscribe`}>Don’t ask me again</a>
        </>
      }
    >
      <Paragraph>{why}</Paragraph>
      <Paragraph>
        <strong>{rating.text}</strong>
      </Paragraph>
      <table role="presentation" cellpadding="0" cellspacing="0" border={0} width="100%">
        <tr>
          {scores.map((score) => (
            <td align="center" style="padding:0 4px 0 0">
              <a
                href={`${url}?score=${score}`}
                aria-label={`${score} of ${rating.max}`}
                style="display:block;background:#0b5cad;color:#ffffff;text-decoration:none;padding:16px 0;border-radius:8px;font-size:20px;font-weight:700"
              >
                {score}
              </a>
            </td>
          ))}
        </tr>
      </table>
      <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border={0} style="font-size:14px;padding-top:6px">
        <tr>
          <td>{rating.low}</td>
          <td align="right">{rating.high}</td>
        </tr>
      </table>
      <p style="margin:24px 0 0">
        Want to talk to a supervisor? <a href={`${url}?call=1`}>Ask here</a>.
      </p>
    </Mail>
  );
  const lines = scores.map(
    (score) =>
      `${score}${score === rating.min ? ` (${rating.low})` : score === rating.max ? ` (${rating.high})` : ''}: ${url}?score=${score}`,
  );
  const text = [
    why,
    '',
    rating.text,
    ...lines,
    '',
    `Want to talk to a supervisor? ${url}?call=1`,
    '',
    footer,
    `Don't ask me again: ${url}/unsubscribe`,
  ].join('\n');
  return { subject, html: `<!doctype html>${html}`, text, headers: surveyHeaders(url) };
}

/** A survey is subscribed mail: one click ends it (RFC 8058), and no machine need answer it (RFC 3834). */
const surveyHeaders = (url: string): Record<string, string> => ({
  'List-Unsubscribe': `<${url}/unsubscribe>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  'Auto-Submitted': 'auto-generated',
});
