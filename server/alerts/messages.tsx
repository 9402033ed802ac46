/** @jsxImportSource hono/jsx */
import { localTime } from '../core/calendar.ts';
import type { Ctx, Step } from '../core/context.ts';
import { Button, Mail, Paragraph } from '../core/mail.tsx';
import { post } from '../core/outbox.ts';
import { HOUR, type Instant } from '../core/time.ts';
import type { OnDuty } from '../people/plans-duty.ts';
import { ALERT_WORDS } from './rules.ts';
import { gathered } from './rules-told.ts';
import type { Alert } from './store.ts';

// Nothing of a customer stands in these mails: they lie in mailboxes that no erasure reaches. Who it is about, the page says.

/** After so long what a mail tells of has been seen, or is in the mail of the next morning. */
const GOOD_FOR = 12 * HOUR;

/** "Not fixed after all": what happened, where, by when, and one link. Several are told as numbers. */
export function alertMail(
  ctx: Ctx,
  person: OnDuty,
  alerts: readonly Alert[],
  { teams, dueAt }: { teams: ReadonlyMap<string, string>; dueAt: Instant | undefined },
): Step[] {
  const [only, another] = alerts;
  if (!only) return [];
  const says = gathered(alerts, teams);
  if (another) return letter(ctx, person, 'alert', `${alerts.length} alerts`, says.map(sentence), { path: '/alerts', does: 'See them' });
  const zone = person.hours[0]!.zone;
  const by = dueAt === undefined ? [] : [`It is due by ${localTime(dueAt, zone)} (${zone}).`];
  const team = teams.get(only.teamId) ?? 'a team';
  return letter(
    ctx,
    person,
    'alert',
    `${ALERT_WORDS[only.kind]}, in ${team}`,
    [`A callback in ${team}: ${lower(ALERT_WORDS[only.kind])}.`, ...by],
    {
      path: `/callbacks/${only.subject}`,
      does: 'Open the callback',
    },
  );
}

/** What waits for somebody this morning. */
export const morningMail = (ctx: Ctx, person: OnDuty, lines: readonly string[]): Step[] =>
  letter(ctx, person, 'morning', 'what waits for you today', lines, { path: '/', does: 'Open your list' });

function letter(
  ctx: Ctx,
  { id, name, email }: OnDuty,
  kind: string,
  subject: string,
  lines: readonly string[],
  { path, does }: { path: string; does: string },
): Step[] {
  const { company, baseUrl } = ctx.deps.settings;
  const hello = `Hello ${name},`;
  const why = 'You get this mail because you work with Ringback. What you are told of, and how:';
  const settings = `${baseUrl}/settings/own`;
  const html = (
    <Mail
      company={company}
      lang="en"
      dir="ltr"
      footer={
        <>
          {why} <a href={settings}>your settings</a>.
        </>
      }
    >
      {[hello, ...lines].map((line) => (
        <Paragraph>{line}</Paragraph>
      ))}
      <Button href={baseUrl + path}>{does}</Button>
    </Mail>
  );
  return post(ctx, {
    kind,
    purpose: 'account',
    about: id,
    address: email.toLowerCase(),
    notAfter: ctx.now + GOOD_FOR,
    email: {
      to: email,
      subject: `Ringback: ${subject}`,
      html: `<!doctype html>${html}`,
      text: [hello, lines.join('\n'), `${does}: ${baseUrl}${path}`, `${why} ${settings}`].join('\n\n'),
      headers: { 'Auto-Submitted': 'auto-generated' },
    },
  });
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
const lower = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);
