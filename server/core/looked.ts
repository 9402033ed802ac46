import type { Ctx } from './context.ts';

/**
 * Somebody of ours was shown what we know of a customer. Whoever only looks writes nothing, and so this is a line for the operator: by ids
 * alone, whose prefix says what they are. Who takes all of it along, or hears a recording, stands in the ledger.
 */
export function tellLooked({ actor, deps }: Ctx, subject: string): void {
  if (actor.kind === 'person') deps.log('looked_at', { person: actor.id, subject });
}
