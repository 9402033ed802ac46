import { expect } from 'vitest';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { answer } from '../../server/responses/actions.ts';
import { answerFromPage } from '../../server/responses/actions-held.ts';
import { responseIdOf } from '../../server/responses/rules.ts';
import { invitationFor } from '../../server/surveys/plans.ts';
import { receiveText } from '../../server/texts/actions.ts';
import { rowsOf } from '../support/hash.ts';
import type { World } from '../world.ts';

// What is behind the doors that are tried.

/** The survey of a new customer. */
async function surveyOf(world: World, name: string) {
  const customer = { id: name, email: `${name}@customer.example` };
  const handledBy = { id: `a-${name}`, name: 'Leo Marsh' };
  const contact = { externalId: name, team: 'Billing', endedAt: new Date(world.clock.now()).toISOString(), handledBy, customer };
  const taken = (await (await world.visitor().handIn(contact)).json()) as { id: string };
  const ctx = contextOf(world.deps, theClock);
  return { ctx, invitation: (await invitationFor(ctx, [taken.id])).get(taken.id)! };
}

/** An answer of a new customer who is content. */
export async function readableAnswer(world: World, name: string): Promise<string> {
  const { ctx, invitation } = await surveyOf(world, name);
  expect((await answer(ctx, invitation, { score: '5', continue: 'Leo was kind.' })).outcome).toBe('recorded');
  return responseIdOf(invitation.id);
}

/** Whoever handled the last contact, whom nobody knew before. */
export async function agentOfThis(world: World): Promise<string> {
  const [row] = await rowsOf<{ id: string }>(world.client, 'select id from agents order by id desc limit 1');
  return row!.id;
}

/** An answer that may come from a machine, to the survey of a new customer. */
export async function heldAnswer(world: World, name: string): Promise<string> {
  const { ctx, invitation } = await surveyOf(world, name);
  const sent = { drawnAt: ctx.now, hand: 'still', agent: '', second: false } as const;
  expect((await answerFromPage(ctx, invitation, { score: '1' }, sent)).outcome).toBe('held');
  return responseIdOf(invitation.id);
}

/** A text of somebody whom nobody knows. */
export async function strangersText(world: World, sid: string): Promise<string> {
  const ctx = contextOf(world.deps, theClock);
  const arrived = { sid, from: '+4930901899', to: '+14155550100', body: 'Hello?', optOutType: null, at: null };
  expect(await receiveText(ctx, arrived, 'told')).toBe('stored');
  await world.tick();
  const [row] = await rowsOf<{ id: string }>(world.client, 'select id from texts where sid = ?', sid);
  return row!.id;
}
