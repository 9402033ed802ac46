import type { Ctx } from './context.ts';

/**
 * Somebody of ours was shown what we know of a customer, or took all of it along. Whoever looks writes nothing, and so this is a line for
 * the operator: by ids alone, whose prefix says what they are.
 */
export function tellLooked({ actor, deps }: Ctx, subject: string, what: 'looked_at' | 'exported' = 'looked_at'): void {
  if (actor.kind === 'person') deps.log(what, { person: actor.id, subject });
}
