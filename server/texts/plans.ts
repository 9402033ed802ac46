import type { Ctx } from '../core/context.ts';
import type { NewMessage } from '../core/outbox.ts';
import type { QuietHours } from '../core/quiet.ts';
import { ANSWER_WITHIN } from './rules-conversation.ts';
import { lastTextFrom } from './store.ts';

/** The hours in which a number is left in peace, for what answers its owner; for anything else they hold as they are. */
export async function quietFor(ctx: Ctx, number: string, quiet: QuietHours | null, zone: string): Promise<NewMessage['quiet']> {
  if (!quiet) return null;
  const last = await lastTextFrom(ctx, number);
  return { ...quiet, zone, ...(last === undefined ? {} : { freeUntil: last + ANSWER_WITHIN }) };
}
