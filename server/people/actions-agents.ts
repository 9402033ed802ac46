import { again, commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { refuse } from '../core/refusal.ts';
import { type Agent, changeAgent } from './plans-agents.ts';
import { mustManage } from './rules.ts';
import { agentById, removeAgent } from './store-agents.ts';

export type AgentChange = { name?: string | undefined; email?: string | null | undefined; praise?: boolean | undefined };

/** Puts right what the sources say of somebody who handles contacts. The ledger says who changed what, not what it was. */
export const editAgent = (ctx: Ctx, id: string, { name, email, praise }: AgentChange): Promise<void> =>
  again(async () => {
    await find(ctx, id);
    const change = {
      ...(name === undefined ? {} : { name }),
      ...(email === undefined ? {} : { email }),
      ...(praise === undefined ? {} : { praise }),
    };
    await commit(ctx, [
      entry(ctx, id, await nextSeq(ctx, id), { kind: 'changed', what: Object.keys(change) }),
      changeAgent(ctx, id, change),
    ]);
  });

/** Forgets the name and the address of somebody who handled contacts. What they handled stays, under a pseudonym. */
export const forgetAgent = (ctx: Ctx, id: string): Promise<void> =>
  again(async () => {
    await find(ctx, id);
    await commit(ctx, [
      entry(ctx, id, await nextSeq(ctx, id), { kind: 'removed' }),
      removeAgent(ctx, id, `A former colleague (${id.slice(-4)})`),
    ]);
  });

async function find(ctx: Ctx, id: string): Promise<Agent> {
  mustManage(ctx.actor);
  const agent = await agentById(ctx, id);
  if (!agent) return refuse('not_found', 'There is no such agent.');
  return agent.removedAt === null ? agent : refuse('wrong_state', 'Their name and address were removed.');
}
