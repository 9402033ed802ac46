import { asc, eq, sql } from 'drizzle-orm';
import { oneOf, prepared, rowBy } from '../../db/queries.ts';
import { messages } from '../../db/schema/core.ts';
import { textConversations } from '../../db/schema/texts.ts';
import type { Ctx, Step } from '../core/context.ts';

export type ConversationRow = typeof textConversations.$inferSelect;

/** What was said with this number so far. */
export const conversationWith = (ctx: Ctx, number: string): Promise<ConversationRow | undefined> => byNumber(ctx.deps.db, number);

const byNumber = rowBy(textConversations, textConversations.number);

export function keepConversation(ctx: Ctx, row: ConversationRow): Step {
  const { id, ...rest } = row;
  return ctx.deps.db.insert(textConversations).values(row).onConflictDoUpdate({ target: textConversations.id, set: rest });
}

export const dropConversation = (ctx: Ctx, number: string): Step =>
  ctx.deps.db.delete(textConversations).where(eq(textConversations.number, number));

/** A question of ours that went to a number: about which survey or case, and which. */
export type Question = { id: string; kind: string; about: string };

/** What we asked this number about these surveys and cases, after the question with this id, in the order in which it was asked. */
export const questionsTo = (ctx: Ctx, number: string, abouts: readonly string[], after: string): Promise<Question[]> =>
  abouts.length ? asked(ctx.deps.db).all({ number, abouts: JSON.stringify(abouts), after }) : Promise.resolve([]);

const asked = prepared((db) =>
  db
    .select({ id: messages.id, kind: messages.kind, about: messages.about })
    .from(messages)
    .where(
      sql`${oneOf(messages.about, 'abouts')} and channel = 'text' and address = ${sql.placeholder('number')} and id > ${sql.placeholder('after')}`,
    )
    .orderBy(asc(messages.id))
    .prepare(),
);
