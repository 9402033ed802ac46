import { again, commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { ownChange } from '../core/own-change.ts';
import { refuse } from '../core/refusal.ts';
import { type Agent, changeAgent } from './plans-agents.ts';
import { mustManage } from './rules.ts';
import { agentById, removeAgent } from './store-agents.ts';

export type AgentChange = Partial<Pick<Agent, 'name' | 'email' | 'praise'>>;

/**
 * Puts right what the sources say of somebody who handles contacts. The ledger says who changed what, not what it was. With `seen` it
 * refuses to overwrite what somebody else has changed since.
 */
export const editAgent = (ctx: Ctx, id: string, wanted: AgentChange, seen?: AgentChange): Promise<void> =>
  again(async () => {
    const seq = await nextSeq(ctx, id);
    const { name, email, praise } = await find(ctx, id);
    const change = await ownChange(ctx, id, 'changed', { wanted, was: seen, now: { name, email, praise } });
    if (Object.keys(change).length === 0) return;
    await commit(ctx, [entry(ctx, id, seq, { kind: 'changed', what: Object.keys(change) }), changeAgent(ctx, id, change)]);
  });

/** Forgets the name and the address of somebody who handled contacts. What they handled stays, under a pseudonym. */
export const forgetAgent = (ctx: Ctx, id: string): Promise<void> =>
  again(async () => {
    const seq = await nextSeq(ctx, id);
    await find(ctx, id);
    await commit(ctx, [entry(ctx, id, seq, { kind: 'removed' }), removeAgent(ctx, id, `A former colleague (${id.slice(-4)})`)]);
  });

async function find(ctx: Ctx, id: string): Promise<Agent> {
  mustManage(ctx.actor);
  const agent = await agentById(ctx, id);
  if (!agent) return refuse('not_found', 'There is no such agent.');
  return agent.removedAt === null ? agent : refuse('wrong_state', 'Their name and address were removed.');
}
