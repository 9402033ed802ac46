import type { Ctx } from '../core/context.ts';
import { agentNamed } from '../people/plans-agents.ts';
import { interactionById } from './store.ts';

export { type Interaction, interactionsOf } from './store.ts';

/** What a contact was about, in its source's words. */
export const subjectOf = async (ctx: Ctx, id: string): Promise<string | null> => (await interactionById(ctx, id))?.subject ?? null;

/** A contact as a supervisor sees it: with who handled it, as it was then, and where it can be heard or read again. */
export async function contactOf(ctx: Ctx, id: string) {
  const row = await interactionById(ctx, id);
  if (!row) return undefined;
  const { source, channel, outcome, unanswered, subject, agentName, recordingUrl, endedAt } = row;
  const agent = agentName === null ? undefined : await agentNamed(ctx, source, row.agentRef ?? agentName);
  const handledBy = agent?.removedAt ? agent.name : agentName;
  return { id, trial: row.trial !== null, channel, outcome, unanswered, subject, handledBy, recordingUrl, endedAt };
}

/** Whose contact this is, if it can be heard or read again. */
export async function recordedIn(ctx: Ctx, id: string): Promise<string | undefined> {
  const row = await interactionById(ctx, id);
  return row && row.recordingUrl !== null ? row.customerId : undefined;
}

/** Who handled a contact, if anybody did. */
export async function handlerOf(ctx: Ctx, id: string) {
  const row = await interactionById(ctx, id);
  return row && row.agentName !== null ? agentNamed(ctx, row.source, row.agentRef ?? row.agentName) : undefined;
}
