/** @jsxImportSource hono/jsx */
import { localTime } from '../core/calendar.ts';
import type { Ctx, Step } from '../core/context.ts';
import { Mail, Paragraph } from '../core/mail.tsx';
import { type EmailContent, post } from '../core/outbox.ts';
import { addressOfPerson, teamById } from '../people/plans.ts';
import type { Callback } from './rules.ts';
import type { Request } from './rules-help.ts';

/** What another department is asked, by when, and who reads its answer; nothing where no address is known. Of the customer it says nothing. */
export async function requestMail(ctx: Ctx, callback: Callback, request: Request): Promise<Step[]> {
  const { email: to } = request;
  if (!to) return [];
  const [team, replyTo] = await Promise.all([teamById(ctx, callback.teamId), addressOfPerson(ctx, callback.ownerId ?? '')]);
  const by = `${localTime(request.at, team.hours.zone)} (${team.hours.zone})`;
  const asks = {
    owner: callback.ownerName ?? '',
    team: team.name,
    case: callback.id,
    department: request.department,
    what: request.what,
    by,
  };
  return post(ctx, {
    kind: 'request',
    // Of the case, so that it loses its words when the case does; no opt-out of a customer's keeps it back.
    ...{ purpose: 'account', about: callback.id, address: to.toLowerCase(), team: callback.teamId },
    ...(replyTo === undefined ? {} : { replyTo }),
    email: { ...requestContent(ctx.deps.settings.company, asks), to },
  });
}

export type Asks = { owner: string; team: string; case: string; department: string; what: string; by: string };

export function requestContent(company: string, { owner, team, case: number, department, what, by }: Asks): EmailContent {
  const first = `Hello ${department}, ${owner} of ${team} needs your help with a customer who was let down:`;
  const then = [
    `Please answer by ${by}. Reply to this mail: it reaches ${owner}.`,
    `The case is ${number}. Write this number, and no name.`,
  ];
  const because = `${company} calls back customers who were let down, with Ringback. ${owner} wrote your address there.`;
  const html = (
    <Mail company={company} lang="en" dir="ltr" footer={because}>
      <Paragraph>{first}</Paragraph>
      {what.split('\n').map((line) => (
        <Paragraph>
          <strong>{line}</strong>
        </Paragraph>
      ))}
      {then.map((text) => (
        <Paragraph>{text}</Paragraph>
      ))}
    </Mail>
  );
  return {
    subject: `${company}: ${owner} asks you for an answer by ${by}`,
    html: `<!doctype html>${html}`,
    text: [first, what, ...then, because].join('\n\n'),
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}
