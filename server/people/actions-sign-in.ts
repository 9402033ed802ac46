import type { PersonActor } from '../core/actor.ts';
import { systemClock } from '../core/clock.ts';
import { again, commit } from '../core/commit.ts';
import type { Ctx, Step } from '../core/context.ts';
import { entry } from '../core/ledger.ts';
import { refuse } from '../core/refusal.ts';
import { hashOf, randomText } from '../core/secrets.ts';
import type { Millis } from '../core/time.ts';
import { signInMail } from './messages.tsx';
import { LINK_LIFE, SESSION_LIFE, type Way, whyNot } from './rules-sign-in.ts';
import { type Person, personByEmail } from './store.ts';
import { begunByHash, forgetOver, keepBegun, keepSession, keepUsed } from './store-sign-in.ts';

// Links and sessions live by the system's clock: the clock of a development installation is put weeks ahead, and nobody wants to be
// signed out by that.

/** 160 bits, as in the links of customers. */
export const TOKEN_BYTES = 20;

/** The browser that signs in, as its session tells it to its owner later. */
export type From = { address: string; agent: string | undefined };

/** What the browser gets: the token of its session, of which only a hash is kept, and where to go. */
export type Entered = { token: string; next: string };

/**
 * Writes a mail with a link to whoever works here. A stranger's address gets a link that leads nowhere and is in no mail: who
 * works here is told neither by the answer nor by the time it takes.
 */
export async function askForLink(ctx: Ctx, email: string, next: string): Promise<void> {
  const found = await personByEmail(ctx, email);
  const person = found?.active ? found : undefined;
  const link = await makeLink(ctx, person?.id ?? null, LINK_LIFE, next);
  const mail = signInMail(ctx, person ?? { id: 'nobody', name: 'Nobody', email }, link.url);
  await commit(ctx, [...link.steps, ...(person ? mail : [])]);
}

/** A link that signs this person in once, for so long, and the writes that make it good. */
export async function makeLink(ctx: Ctx, personId: string | null, life: Millis, next = '/'): Promise<{ url: string; steps: Step[] }> {
  const token = randomText(TOKEN_BYTES);
  const now = systemClock.now();
  const begun = { hash: await hashOf(token), way: 'link' as const, personId, next, expiresAt: now + life };
  return { url: `${ctx.deps.settings.baseUrl}/sign-in/${token}`, steps: keepBegun(ctx, begun, now) };
}

/**
 * Signs in whoever has the link from the mail: the link is used and the session opened in one commit, so of two at once one gets in.
 * Refuses a link that is used, too old or unknown; what was wrong with a real one is in its person's ledger.
 */
export const openLink = (ctx: Ctx, token: string, from: From): Promise<Entered> =>
  again(async () => {
    const found = await begunByHash(ctx, await hashOf(token));
    if (!found?.person || found.begun.way !== 'link') return refuse('link_expired', 'This link is not known.');
    const { begun, person } = found;
    const seq = (found.last ?? 0) + 1;
    const why = whyNot(begun, person.active, systemClock.now());
    if (why) {
      await commit(ctx, [entry(ctx, person.id, seq, { kind: 'link_refused', why })]);
      return refuse('link_expired', 'This link has been used, or is too old.');
    }
    const session = await newSession(ctx, person, seq, 'link', from);
    await commit(ctx, [...session.steps, keepUsed(ctx, begun.hash, systemClock.now())]);
    return { token: session.token, next: begun.next };
  });

/** A session for this person, and the writes that open it; `seq` is the next number in their ledger. */
export async function newSession(ctx: Ctx, person: Person, seq: number, way: Way, from: From) {
  const token = randomText(TOKEN_BYTES);
  const now = systemClock.now();
  const id = ctx.deps.ids.next('ses', ctx.now);
  const theirs = { ...ctx, actor: personActing(person) };
  const row = {
    id,
    hash: await hashOf(token),
    personId: person.id,
    way,
    createdAt: now,
    seenAt: now,
    expiresAt: now + SESSION_LIFE,
    ipAddress: from.address,
    userAgent: from.agent?.slice(0, 300) ?? null,
  };
  const steps = [
    entry(theirs, person.id, seq, { kind: 'signed_in', way, session: id }),
    forgetOver(ctx, person.id, now),
    keepSession(ctx, row),
  ];
  return { token, steps };
}

/** Who has just proved to be this person. Which teams they see is read when they do something. */
const personActing = ({ id, name, role }: Person): PersonActor => ({ kind: 'person', id, name, role, teams: [] });
