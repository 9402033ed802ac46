import type { SignOn, SignOnKept, SignOnTrouble, Vouched } from '../channels/channel.ts';
import { systemClock } from '../core/clock.ts';
import { again, commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { type RefusalDetail, refuse } from '../core/refusal.ts';
import { hashOf, randomText, sameText } from '../core/secrets.ts';
import { type Entered, type From, newSession, TOKEN_BYTES } from './actions-sign-in.ts';
import { SIGN_ON_LIFE } from './rules-sign-in.ts';
import { type Person, personByEmail, personById } from './store.ts';
import { claimBegun, identityOf, keepBegun, keepIdentity } from './store-sign-in.ts';

/**
 * Begins a sign-in at the company's own sign-on. Gives where the browser has to go, and `tie`, which it brings back: nobody else can
 * end what it began. Refuses where there is no such sign-on, and when it does not answer.
 */
export async function beginSignOn(ctx: Ctx, next: string): Promise<{ to: string; tie: string }> {
  const signOn = signOnOf(ctx);
  const [tie, now] = [randomText(TOKEN_BYTES), systemClock.now()];
  const hash = await hashOf(tie);
  const to = await signOn.begin(await keptOf(ctx, hash));
  if (typeof to !== 'string') return inTrouble(ctx, signOn, to);
  await commit(ctx, keepBegun(ctx, { hash, way: 'sso', personId: null, next, expiresAt: now + SIGN_ON_LIFE }, now));
  return { to, tie };
}

/**
 * Ends it with what the browser came back with, once, within ten minutes. Lets in whom the provider vouches for and who was made
 * known here beforehand: at first by their verified address, from then on by the provider's own name for them, so that whoever
 * gets somebody's address later does not get their account.
 */
export async function finishSignOn(ctx: Ctx, tie: string | undefined, answer: string, from: From): Promise<Entered> {
  const signOn = signOnOf(ctx);
  const hash = await hashOf(tie ?? '');
  const kept = await keptOf(ctx, hash);
  // Compared before anything is used up: somebody else's answer does no harm to a sign-in that was begun here.
  const state = new URLSearchParams(answer).get('state') ?? '';
  if (tie === undefined || !sameText(state, kept.state)) return refuse('link_expired', 'This sign-in was not begun here.', AGAIN);
  // Used up before the provider is asked, so that of two at once only one asks: its codes work once.
  const begun = await claimBegun(ctx, hash, systemClock.now());
  if (!begun) return refuse('link_expired', 'This sign-in was used already, or took longer than ten minutes.', AGAIN);
  const vouched = await signOn.finish(answer, kept);
  if ('trouble' in vouched) return inTrouble(ctx, signOn, vouched);
  return { token: await enter(ctx, vouched, from), next: begun.next };
}

const enter = (ctx: Ctx, vouched: Vouched, from: From): Promise<string> =>
  again(async () => {
    const { issuer, subject } = vouched;
    const pinned = await identityOf(ctx, { issuer, subject });
    const found = pinned ? await personById(ctx, pinned.personId) : await personVouchedFor(ctx, vouched);
    const seq = found ? await nextSeq(ctx, found.id) : 1;
    // Read once more after the number: whoever closes their account in between has written it.
    const person = found && (await personById(ctx, found.id));
    if (!person) return turnAway(ctx, vouched.email !== undefined && vouched.verified ? 'stranger' : 'unverified', vouched);
    if (!person.active) return turnAway(ctx, 'closed', vouched, person, seq);
    if (!pinned && (await identityOf(ctx, { issuer, personId: person.id }))) return turnAway(ctx, 'somebody_else', vouched, person, seq);
    const session = await newSession(ctx, person, seq, 'sso', from);
    await commit(ctx, [...session.steps, ...(pinned ? [] : [keepIdentity(ctx, { issuer, subject, personId: person.id })])]);
    return session.token;
  });

const personVouchedFor = async (ctx: Ctx, { email, verified }: Vouched): Promise<Person | undefined> =>
  email !== undefined && verified ? personByEmail(ctx, email) : undefined;

type Why = 'stranger' | 'unverified' | 'closed' | 'somebody_else';

/** Says why nobody was let in: to them, to the operator, and in the ledger of the person, where there is one. */
async function turnAway(ctx: Ctx, why: Why, { email }: Vouched, person?: Person, seq = 1): Promise<never> {
  if (person) await commit(ctx, [entry(ctx, person.id, seq, { kind: 'sign_on_refused', why })]);
  ctx.deps.log('sign_on_refused', { why });
  const [message, next] = WHY[why];
  return refuse('forbidden', message, { next: next.replace('%', email ?? 'your address at work') });
}

const WHY: Record<Why, [message: string, next: string]> = {
  stranger: ['You are signed on at your company, but nobody has made you known here.', 'Ask an administrator of Ringback to invite %.'],
  unverified: [
    'Your company account does not say that its email address is verified.',
    'Ask whoever looks after these accounts, or use a link in your mail.',
  ],
  closed: ['Your account here is closed.', 'Ask an administrator of Ringback to open it again.'],
  somebody_else: [
    'This address was used here by another company account.',
    'Ask an administrator of Ringback to close your account here and open it again; then it goes with this one.',
  ],
};

function inTrouble(ctx: Ctx, { name }: SignOn, { trouble, detail }: SignOnTrouble): never {
  ctx.deps.log('sign_on_failed', { trouble, detail: detail.slice(0, 200) });
  if (trouble === 'declined') return refuse('forbidden', `You did not sign in at ${name}.`, AGAIN);
  if (trouble === 'not_genuine')
    return refuse('forbidden', `What ${name} answered could not be verified, so you are not signed in.`, AGAIN);
  return refuse('busy', `${name} does not answer as it should.`, {
    next: 'Try again in a minute, or use a link in your mail.',
    retryAfter: 60,
  });
}

const AGAIN: RefusalDetail = { next: 'Begin again, or use a link in your mail.' };

const signOnOf = (ctx: Ctx): SignOn => ctx.deps.channels.signOn ?? refuse('not_found', 'There is no company sign-on here.');

/** What belongs to one sign-in, made from our secret: nothing of it has to be kept. */
async function keptOf(ctx: Ctx, hash: string): Promise<SignOnKept> {
  const [state, nonce, one, two] = await Promise.all(
    ['state', 'nonce', 'one', 'two'].map((what) => ctx.deps.secrets.token(`sign-on ${what}`, hash)),
  );
  // At least 43 characters (RFC 7636, section 4.1).
  return { state: state!, nonce: nonce!, verifier: one! + two! };
}
