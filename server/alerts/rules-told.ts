import type { Callback } from '../callbacks/rules.ts';
import { type AlertKind, type Choices, inShort, type Way, wants } from './rules.ts';
import { type Duty, worksAt } from './rules-hours.ts';

type Tellable = { id: number; kind: AlertKind; receiver: string; subject: string; teamId: string };

/** Whether an alert still says something: what has been seen to since is not told. */
export function stillTrue({ kind }: { kind: AlertKind }, personId: string, now: Callback | undefined): boolean {
  if (!now?.open) return false;
  if (kind === 'new') return now.state === 'open';
  if (kind === 'offered') return now.offeredTo === personId;
  if (kind === 'due_soon' || kind === 'overdue' || kind === 'escalated') return now.state !== 'fixed';
  return true;
}

/** What of these leaves by this way now, and whether the rest waits until they work again. */
export function tellNow<T extends Tellable>(
  alerts: readonly T[],
  choices: Choices,
  duty: Duty,
  now: number,
): { told: Record<Way, T[]>; rest: boolean } {
  const atWork = worksAt(duty, now);
  const wanted = (way: Way) => alerts.filter(({ kind }) => wants(choices, kind, way));
  const leaves = ({ kind }: T) => atWork || (kind === 'escalated' && choices.outside === true);
  const [mail, push] = [wanted('mail'), wanted('push')];
  return { told: { mail: mail.filter(leaves), push: push.filter(leaves) }, rest: [...mail, ...push].some((alert) => !leaves(alert)) };
}

/** Alerts gathered by what happened and where, in words: `3 new callbacks in Billing`. */
export function gathered(alerts: readonly { kind: AlertKind; teamId: string }[], teams: ReadonlyMap<string, string>): string[] {
  const groups = new Map<string, { kind: AlertKind; teamId: string; many: number }>();
  for (const { kind, teamId } of alerts) {
    const name = `${kind} ${teamId}`;
    groups.set(name, { kind, teamId, many: (groups.get(name)?.many ?? 0) + 1 });
  }
  return [...groups.values()].map(({ kind, teamId, many }) => inShort(kind, many, teams.get(teamId) ?? 'a team'));
}
