import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { prepared } from '../../db/queries.ts';
import { ledger } from '../../db/schema/core.ts';
import type { Actor } from './actor.ts';
import type { Ctx, Step } from './context.ts';

/** Something that happened: its name, and what is needed to tell it again. */
export type Event = { kind: string } & Record<string, unknown>;

export type LedgerRow = typeof ledger.$inferSelect;

type LedgerKey = { subject: string; seq: number; id: string };

const keys = new WeakMap<Step, LedgerKey>();

/** The place and id of the ledger entry that a step writes, if it is one. */
export const ledgerKeyOf = (step: Step): LedgerKey | undefined => keys.get(step);

/**
 * One entry in the history of `subject`. The pair (subject, seq) is unique: whoever decides from an old state breaks it,
 * and everything that was to be written with it is not.
 */
export function entry(ctx: Ctx, subject: string, seq: number, event: Event): Step {
  const { kind, ...data } = event;
  const id = ctx.deps.ids.next('evt', ctx.now);
  const step = ctx.deps.db.insert(ledger).values({ subject, seq, id, at: ctx.now, kind, ...who(ctx.actor), data });
  keys.set(step, { subject, seq, id });
  return step;
}

/** Several first or later entries at once, for a batch that concerns many subjects. */
export function entries(ctx: Ctx, rows: readonly { subject: string; seq: number; event: Event }[]): Step[] {
  const [first, ...others] = rows.map(({ subject, seq, event: { kind, ...data } }) => ({
    subject,
    seq,
    id: ctx.deps.ids.next('evt', ctx.now),
    at: ctx.now,
    kind,
    ...who(ctx.actor),
    data,
  }));
  if (!first) return [];
  const step = ctx.deps.db.insert(ledger).values([first, ...others]);
  keys.set(step, first); // They are all there, or none is.
  return [step];
}

/** The number that the next entry of `subject` gets. */
export async function nextSeq(ctx: Ctx, subject: string): Promise<number> {
  const [row] = await lastSeq(ctx.deps.db).all({ subject });
  return (row?.last ?? 0) + 1;
}

const lastSeq = prepared((db) =>
  db
    .select({ last: sql<number | null>`max(${ledger.seq})` })
    .from(ledger)
    .where(eq(ledger.subject, sql.placeholder('subject')))
    .prepare(),
);

/** The history of `subject`, oldest first, after entry `after`. */
export const historyOf = (ctx: Ctx, subject: string, after = 0): Promise<LedgerRow[]> => entriesAfter(ctx.deps.db).all({ subject, after });

const entriesAfter = prepared((db) =>
  db
    .select()
    .from(ledger)
    .where(and(eq(ledger.subject, sql.placeholder('subject')), gt(ledger.seq, sql.placeholder('after'))))
    .orderBy(asc(ledger.seq))
    .prepare(),
);

const who = (actor: Actor) => ({
  actorKind: actor.kind,
  actorId: actor.kind === 'clock' ? null : actor.id,
  actorName: actor.kind === 'person' || actor.kind === 'source' ? actor.name : null,
});
