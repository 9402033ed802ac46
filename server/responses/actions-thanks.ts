import { firstName } from '../callbacks/rules.ts';
import type { PersonActor } from '../core/actor.ts';
import { again, commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { refuse } from '../core/refusal.ts';
import { customerById } from '../customers/plans.ts';
import { handlerOf } from '../interactions/plans.ts';
import { namesOfPeople, teamNames } from '../people/plans.ts';
import { type Agent, changeAgent } from '../people/plans-agents.ts';
import { questionsOf } from '../surveys/plans.ts';
import { type Question, scoreQuestion } from '../surveys/rules.ts';
import { findResponse } from './actions-reading.ts';
import { thanksContent, thanksMail } from './messages.tsx';
import { saidIn } from './plans.ts';
import type { Response } from './store.ts';
import { note } from './store-reading.ts';

type PersonCtx = Ctx & { actor: PersonActor };

/** What the agent would read, and where it would go: nothing where we do not know, and somebody has to say. */
export async function previewThanks(ctx: PersonCtx, id: string, line: string) {
  const { agent, content } = await praiseOf(ctx, await findResponse(ctx, id), line);
  return { agent: agent.name, to: agent.email, subject: content.subject, text: content.text };
}

/**
 * Sends the agent what their customer said, word for word, with a line of whoever read it: once for each response. Refuses where nobody
 * knows who handled the contact or where to write to them, and when they want no praise. `email` is kept for the next time.
 */
export const thank = (ctx: PersonCtx, id: string, line: string, email: string | undefined): Promise<{ agent: string; to: string }> =>
  again(async () => {
    // Before anything is read: whoever else thanks in between writes this entry.
    const seq = await nextSeq(ctx, id);
    const row = await findResponse(ctx, id);
    const { agent, content } = await praiseOf(ctx, row, line);
    const to = agent.email ?? email;
    if (to === undefined)
      return refuse('invalid', `We do not know the mail address of ${agent.name}.`, {
        field: 'email',
        next: 'Enter it: it is kept for the next time.',
      });
    const agentSeq = await nextSeq(ctx, agent.id);
    await commit(ctx, [
      entry(ctx, id, seq, { kind: 'thanked', id: agent.id, words: line }),
      ...note(ctx, id, seq, { thankedAt: ctx.now, thankedBy: ctx.actor.id }),
      ...thanksMail(ctx, id, to, content),
      ...(agent.email === null
        ? [changeAgent(ctx, agent.id, { email: to }), entry(ctx, agent.id, agentSeq, { kind: 'changed', what: ['email'] })]
        : []),
    ]);
    return { agent: agent.name, to };
  });

async function praiseOf(ctx: PersonCtx, row: Response, line: string) {
  const agent = row.interactionId === null ? undefined : await handlerOf(ctx, row.interactionId);
  if (!agent) return refuse('wrong_state', 'Nobody knows who handled this contact, so there is nobody to thank.');
  await mustWantPraise(ctx, row, agent);
  const [customer, teams, questions] = await Promise.all([
    customerById(ctx, row.customerId ?? ''),
    teamNames(ctx, [row.teamId]),
    questionsOf(ctx, row),
  ]);
  if (!customer || customer.erasedAt !== null)
    return refuse('link_erased', 'What this customer said was erased: there is nothing to pass on.');
  const content = thanksContent(ctx.deps.settings.company, {
    agent: agent.name,
    customer: firstName(customer.name),
    team: teams.get(row.teamId) ?? '',
    score: { given: row.score, most: scoreQuestion(questions).max },
    words: saidIn(questions.filter(isPraise), row.answers),
    line,
    by: ctx.actor.name,
  });
  return { agent, content };
}

/** What is passed on: what they wrote freely, and what we should go on doing. What we should stop is for those who can. */
const isPraise = (question: Question): boolean =>
  question.kind === 'text' || (question.kind === 'statement' && question.about === 'continue');

async function mustWantPraise(ctx: Ctx, { thankedAt, thankedBy }: Response, agent: Agent): Promise<void> {
  if (thankedAt !== null) {
    const names = await namesOfPeople(ctx, [thankedBy]);
    refuse('conflict', `${names.get(thankedBy ?? '') ?? 'A colleague'} has thanked ${agent.name} for this already.`);
  }
  if (agent.removedAt !== null) refuse('wrong_state', 'The name and address of this colleague were removed.');
  if (!agent.praise) refuse('wrong_state', `${agent.name} wants no praise by mail.`);
}
