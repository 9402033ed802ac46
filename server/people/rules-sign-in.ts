import { DAY, HOUR, type Instant, MINUTE } from '../core/time.ts';

/** How somebody signed in: by a link in their mail, or where their company signs them on. */
export type Way = 'link' | 'sso';

/** How long the link in a sign-in mail lets somebody in. */
export const LINK_LIFE = 15 * MINUTE;

/** How long somebody may take at the company's sign-on. */
export const SIGN_ON_LIFE = 10 * MINUTE;

/** How long a session lasts, whatever happens; and how long it lasts unused (ASVS 5 V7.3.1, V7.3.2). */
export const SESSION_LIFE = 30 * DAY;
export const SESSION_IDLE = 14 * DAY;

/** How exactly we know when a session was last used: what is newer than this is not written again. */
export const SEEN_EVERY = HOUR;

/** For how long a link that is over is still known, so that whoever opens it late is in the ledger. */
export const KNOWN_AFTER = DAY;

/** Whether a session has ended by itself. */
export const isOver = (session: { seenAt: Instant; expiresAt: Instant }, now: Instant): boolean =>
  session.expiresAt <= now || session.seenAt + SESSION_IDLE <= now;

/** Why a sign-in that was begun lets nobody in; nothing when it does. */
export function whyNot(
  begun: { usedAt: Instant | null; expiresAt: Instant },
  active: boolean,
  now: Instant,
): 'used' | 'too_late' | 'closed' | undefined {
  if (begun.usedAt !== null) return 'used';
  if (begun.expiresAt <= now) return 'too_late';
  return active ? undefined : 'closed';
}

const OURS = 'https://ringback.invalid';
/** Below these is no page of the dashboard: opened after a sign-in they would do something else, or ask to sign in again. */
const NO_PAGE = /^\/(?:api|hooks|dev|s|c|sign-in|signed-on|healthz|readyz|openapi\.json|assets)(?:\/|$)/i;

/**
 * Where to go after a sign-in: the path on our own site that was asked for, or the list of callbacks for whatever leads elsewhere,
 * now or after somebody has decoded it once more (reliability.md L12; CWE-601).
 */
export function placeOf(asked: string | undefined): string {
  if (asked === undefined || asked.length > 1_000 || !/^\/[\x21-\x7e]*$/.test(asked)) return '/';
  const url = URL.canParse(asked, OURS) ? new URL(asked, OURS) : undefined;
  const { origin, pathname, search, hash } = url ?? new URL(OURS);
  if (origin !== OURS || decodings(pathname).some((path) => path === undefined || leadsAway(path))) return '/';
  return pathname + search + hash;
}

const leadsAway = (path: string): boolean =>
  path.startsWith('//') || /[\\\p{Cc}]/u.test(path) || /\/\.{1,2}(?:\/|$)/.test(path) || NO_PAGE.test(path);

/** A path, and what it becomes each time it is decoded; `undefined` at the end of one that cannot be. */
function decodings(path: string): (string | undefined)[] {
  const next = decoded(path);
  return next === path ? [path] : [path, ...(next === undefined ? [undefined] : decodings(next))];
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
