import type { AlertKind } from './rules.ts';
import { inShort } from './rules.ts';

/** The push services of the makers of browsers: we write to nobody else, whatever a browser says (ASVS 5 V1.3.6). */
const SERVICES = [
  /^fcm\.googleapis\.com$/,
  /^updates\.push\.services\.mozilla\.com$/,
  /\.push\.services\.mozilla\.com$/,
  /\.notify\.windows\.com$/,
  /^web\.push\.apple\.com$/,
  /\.push\.apple\.com$/,
];

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** Whether pushes may be sent there; `onLoopback` only in development. */
export function isPushService(endpoint: string, onLoopback: boolean): boolean {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (!url || url.username || url.password) return false;
  if (onLoopback && LOOPBACK.test(url.hostname)) return url.protocol === 'http:' || url.protocol === 'https:';
  return url.protocol === 'https:' && url.port === '' && SERVICES.some((service) => service.test(url.hostname));
}

/** What a locked screen may show: a first name and a team, nothing that the customer said. */
export type Shown = { title: string; body: string; url: string; tag: string };

/** One alert leads to its callback, several to the list of alerts. */
export function shownAs(
  alerts: readonly { kind: AlertKind; subject: string }[],
  said: readonly string[],
  firstName: string | null,
  team: string,
): Shown {
  const [only, another] = alerts;
  if (!only || another) return { title: `${alerts.length} alerts`, body: said.join('; '), url: '/alerts', tag: 'alerts' };
  return { title: inShort(only.kind, 1, team), body: firstName ?? 'A customer', url: `/callbacks/${only.subject}`, tag: only.subject };
}

/** What cannot wait for a battery to be charged. */
export const isUrgent = (kind: AlertKind): boolean => ['offered', 'assigned', 'contested', 'escalated', 'overdue'].includes(kind);
