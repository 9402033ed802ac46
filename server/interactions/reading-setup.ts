import { callbackById, callbacksAbout } from '../callbacks/plans.ts';
import type { Ctx } from '../core/context.ts';
import { setupMarks } from '../people/plans-setup.ts';
import { mustAdminister } from '../people/rules.ts';
import { responseTo } from '../responses/plans.ts';
import { invitationFor } from '../surveys/plans.ts';
import { loopStage, SETUP_SOURCE } from './rules-setup.ts';
import { contactsFrom } from './store.ts';

/** How far the setup is, and the loop of the administrator's own. */
export async function setupShown(ctx: Ctx) {
  mustAdminister(ctx.actor);
  const [marks, contacts] = await Promise.all([setupMarks(ctx), contactsFrom(ctx, SETUP_SOURCE)]);
  const loops = contacts.filter(({ trial }) => trial === 'loop');
  const newest = loops.reduce<(typeof contacts)[number] | undefined>((a, b) => (a && a.receivedAt > b.receivedAt ? a : b), undefined);
  return { marks, loop: newest ? await loopOf(ctx, newest.id) : null };
}

async function loopOf(ctx: Ctx, interactionId: string) {
  const invitation = (await invitationFor(ctx, [interactionId])).get(interactionId)!;
  const response = await responseTo(ctx, invitation.id);
  const id = response && (await callbacksAbout(ctx, [response.id])).get(response.id);
  const callback = id === undefined ? undefined : await callbackById(ctx, id);
  const loop = { invitation: invitation.state, answered: response !== undefined, callback: callback?.state ?? null };
  return {
    stage: loopStage(loop),
    address: invitation.address,
    because: invitation.notAsked,
    score: response?.score ?? null,
    callback: callback ? { id: callback.id, owner: callback.ownerName, attempts: callback.detail.attempts } : null,
  };
}
