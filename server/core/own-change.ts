import type { Ctx } from './context.ts';
import { historyOf } from './ledger.ts';
import { refuse } from './refusal.ts';

/** How somebody wants something, how they saw it when they began, if they say so, and how it is by now. */
type Change<T> = { wanted: Partial<T>; was: Partial<T> | undefined; now: T };

/**
 * Of what somebody wants, what is a change of theirs: what they left as they saw it stays as it is by now. Two who change different things
 * both get them; of two who change the same one the second is refused, with the name of the first. Nobody is refused who does not say
 * what they saw. `kind`: of the entries in the ledger of `subject` that tell of such changes.
 */
export async function ownChange<T extends object>(ctx: Ctx, subject: string, kind: string, change: Change<T>): Promise<Partial<T>> {
  const { wanted, was, now } = change;
  if (!was) return wanted;
  const names = (Object.keys(wanted) as (keyof T & string)[]).filter((name) => !(name in was) || !alike(wanted[name], was[name]));
  const lost = names.filter((name) => name in was && !alike(now[name], was[name]) && !alike(now[name], wanted[name]));
  if (lost.length > 0) {
    const by = (await historyOf(ctx, subject)).findLast((entry) => entry.kind === kind);
    refuse('conflict', `${whoOf(ctx, by)} since you looked.`, {
      field: lost[0]!,
      next: 'Look at what it is now, then save again.',
      also: { now: Object.fromEntries(lost.map((name) => [name, now[name]])) },
    });
  }
  return Object.fromEntries(names.filter((name) => !alike(now[name], wanted[name])).map((name) => [name, wanted[name]])) as Partial<T>;
}

function whoOf({ actor }: Ctx, by: { actorId: string | null; actorName: string | null } | undefined): string {
  if (by?.actorId && actor.kind === 'person' && actor.id === by.actorId) return 'You have changed this in another place';
  return `${by?.actorName ?? 'Somebody'} has changed this`;
}

/** Whether two settings say the same: lists of them have no order. */
const alike = (a: unknown, b: unknown): boolean => written(a) === written(b);

function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).sort().join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const parts = Object.entries(value).filter(([, part]) => part !== undefined);
  return `{${parts
    .map(([name, part]) => `${JSON.stringify(name)}:${written(part)}`)
    .sort()
    .join()}}`;
}
