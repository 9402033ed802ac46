/** @jsxImportSource hono/jsx */

import type { Settings } from '../core/context.ts';
import { Mail, Paragraph } from '../core/mail.tsx';
import type { EmailContent } from '../core/outbox.ts';
import { directionOf } from '../words/languages.ts';
import type { Spoken } from '../words/words.ts';
import { type ScaleQuestion, wordingOf } from './rules.ts';

export type Asking = {
  /** The way to the survey. */
  url: string;
  rating: ScaleQuestion;
  /** What the contact was about, in its source's words. */
  about: string | null;
  /** Whether it is a reminder. */
  again: boolean;
};

/** What an invitation says, as mail: why we ask, who reads it, what happens next, and one tap for an answer. */
export function invitationMail({ company }: Settings, spoken: Spoken, { url, rating, about, again }: Asking): EmailContent {
  const words = spoken.words.mail.invitation;
  const asked = wordingOf(rating, spoken);
  const subject = again ? words.reminder(company) : words.subject(company);
  const why = `${about ? words.whyAbout(company, about) : words.why(company)} ${words.next}`;
  const scores = Array.from({ length: rating.max - rating.min + 1 }, (_, i) => rating.min + i);
  const because = words.because(company);
  const frame = { company, lang: spoken.language, dir: directionOf(spoken.language) };
  const html = (
    <Mail
      {...frame}
      footer={
        <>
          {because} <a href={`${url}/unsubscribe`}>{words.never}</a>
        </>
      }
    >
      <Paragraph>{why}</Paragraph>
      <Paragraph>
        <strong>{asked.text}</strong>
      </Paragraph>
      <table role="presentation" cellpadding="0" cellspacing="4" border={0} width="100%">
        <tr>
          {scores.map((score) => (
            <td align="center" bgcolor="#0b5cad" style={CELL}>
              <a href={`${url}?score=${score}`} aria-label={words.of(score, rating.max)} style={SCORE}>
                {score}
              </a>
            </td>
          ))}
        </tr>
      </table>
      <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border={0} style="font-size:14px;padding-top:6px">
        <tr>
          <td>{asked.low}</td>
          <td align={frame.dir === 'rtl' ? 'left' : 'right'}>{asked.high}</td>
        </tr>
      </table>
      <p style="margin:24px 0 0">
        {words.talk} <a href={`${url}?call=1`}>{words.askHere}</a>
      </p>
    </Mail>
  );
  const lines = scores.map((score) => {
    const end = score === rating.min ? ` (${asked.low})` : score === rating.max ? ` (${asked.high})` : '';
    return `${score}${end}: ${url}?score=${score}`;
  });
  const ends = [`${words.talk} ${url}?call=1`, '', because, `${words.never}: ${url}/unsubscribe`];
  const text = [why, '', asked.text, ...lines, '', ...ends].join('\n');
  return { subject, html: `<!doctype html>${html}`, text, headers: surveyHeaders(url) };
}

// Outlook draws a cell, not a link, and reads its own padding; elsewhere the whole link can be tapped. The border is what is left
// of a button where a mail program paints its background over in the dark.
const CELL = 'background:#0b5cad;border-radius:8px;mso-padding-alt:16px 0';
const SCORE =
  'display:block;background:#0b5cad;color:#ffffff;border:1px solid #0b5cad;text-decoration:none;padding:16px 0;border-radius:8px;font-size:20px;font-weight:700';

/** A survey is subscribed mail: one click ends it (RFC 8058), and no machine need answer it (RFC 3834). */
const surveyHeaders = (url: string): Record<string, string> => ({
  'List-Unsubscribe': `<${url}/unsubscribe>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  'Auto-Submitted': 'auto-generated',
});
