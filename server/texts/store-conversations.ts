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

/** A question of ours that went to a number: about which survey or case, which, and in what words. */
export type Question = { id: string; kind: string; about: string; body: string | null };

/** What we asked this number about these surveys and cases, in the order in which it was asked. */
export const questionsTo = (ctx: Ctx, number: string, abouts: readonly string[]): Promise<Question[]> =>
  abouts.length ? asked(ctx.deps.db).all({ number, abouts: JSON.stringify(abouts) }) : Promise.resolve([]);

const asked = prepared((db) =>
  db
    .select({ id: messages.id, kind: messages.kind, about: messages.about, body: sql<string | null>`json_extract(request, '$.body')` })
    .from(messages)
    .where(sql`${oneOf(messages.about, 'abouts')} and channel = 'text' and address = ${sql.placeholder('number')}`)
    .orderBy(asc(messages.id))
    .prepare(),
);
