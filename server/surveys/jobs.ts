import { commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { cancelLater, later } from '../core/later.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { messageById, post } from '../core/outbox.ts';
import type { Handler } from '../core/runner.ts';
import { suppressedAmong } from '../core/suppression.ts';
import { addressOf, customerById } from '../customers/plans.ts';
import { mayUse } from '../customers/plans-consent.ts';
import { subjectOf } from '../interactions/plans.ts';
import { planLink } from '../links/plans.ts';
import { teamById } from '../people/plans.ts';
import { spokenIn } from '../words/words.ts';
import { invitationMail } from './messages.tsx';
import { expiryKey, reminderKey } from './plans.ts';
import { reminderAt, scoreQuestion } from './rules.ts';
import { askBefore, type Invitation, invitationById, moveInvitation, questionsOf } from './store.ts';

export const surveyHandlers: Record<'surveys.ask' | 'surveys.remind' | 'surveys.expire' | 'surveys.undelivered', Handler> = {
  'surveys.ask': { each: (ctx, data: { invitation: string }) => ask(ctx, data.invitation) },
  'surveys.remind': { each: (ctx, data: { invitation: string }) => remind(ctx, data.invitation) },
  'surveys.expire': { each: (ctx, data: { invitation: string }) => expire(ctx, data.invitation) },
  'surveys.undelivered': { each: (ctx, data: { message: string }) => undelivered(ctx, data.message) },
};

/** The survey leaves, unless something has come between deciding and asking. */
async function ask(ctx: Ctx, id: string): Promise<void> {
  const invitation = await invitationById(ctx, id);
  if (invitation?.state !== 'scheduled' || invitation.expiresAt === null) return;
  const team = await teamById(ctx, invitation.teamId);
  const because = (await barred(ctx, invitation)) ?? ((await askBefore(ctx, invitation, team.policy.capDays)) ? 'capped' : undefined);
  const seq = await nextSeq(ctx, invitation.interactionId);
  if (because) {
    return commit(ctx, [
      moveInvitation(ctx, id, { state: 'not_asked', notAsked: because, detail: 'between deciding and sending' }),
      entry(ctx, invitation.interactionId, seq, { kind: 'not_asked', because }),
    ]);
  }
  const remindAt = reminderAt(ctx.now, invitation.expiresAt, team.policy);
  await commit(ctx, [
    ...(await surveyMail(ctx, invitation, false)),
    moveInvitation(ctx, id, { state: 'asked' }),
    entry(ctx, invitation.interactionId, seq, { kind: 'asked' }),
    ...(remindAt === null ? [] : [later(ctx, { kind: 'surveys.remind', invitation: id }, remindAt, reminderKey(id))]),
    later(ctx, { kind: 'surveys.expire', invitation: id }, invitation.expiresAt, expiryKey(id)),
  ]);
}

/** Read as late as can be: what the customer, or the source of a later contact, said since we decided. */
async function barred(
  ctx: Ctx,
  { address, customerId, channel }: Invitation,
): Promise<'opted_out' | 'no_consent' | 'suppressed' | undefined> {
  const [suppressed, permissions] = await Promise.all([
    suppressedAmong(ctx, [address ?? '']),
    mayUse(ctx, [customerId], channel ?? 'email', 'survey'),
  ]);
  const reason = suppressed.get(address ?? '');
  const may = permissions.get(customerId);
  if (reason) return reason === 'bounced' ? 'suppressed' : 'opted_out';
  return may && !may.may ? may.because : undefined;
}

/** Once, unless they answered or asked not to be written to. */
async function remind(ctx: Ctx, id: string): Promise<void> {
  const invitation = await invitationById(ctx, id);
  if (invitation?.state !== 'asked' || (await barred(ctx, invitation))) return;
  const seq = await nextSeq(ctx, invitation.interactionId);
  await commit(ctx, [...(await surveyMail(ctx, invitation, true)), entry(ctx, invitation.interactionId, seq, { kind: 'reminded' })]);
}

async function expire(ctx: Ctx, id: string): Promise<void> {
  const invitation = await invitationById(ctx, id);
  if (invitation?.state !== 'asked') return;
  const seq = await nextSeq(ctx, invitation.interactionId);
  await commit(ctx, [moveInvitation(ctx, id, { state: 'expired' }), entry(ctx, invitation.interactionId, seq, { kind: 'expired' })]);
}

/** The survey never reached its customer. A reminder that did not says nothing about the survey itself. */
async function undelivered(ctx: Ctx, messageId: string): Promise<void> {
  const message = await messageById(ctx, messageId);
  if (message?.kind !== 'invitation') return;
  const invitation = await invitationById(ctx, message.about);
  if (invitation?.state !== 'asked') return;
  const detail = `${message.state}: ${message.reason ?? 'no reason given'}`;
  const seq = await nextSeq(ctx, invitation.interactionId);
  await commit(ctx, [
    moveInvitation(ctx, invitation.id, { state: 'undelivered', detail }),
    entry(ctx, invitation.interactionId, seq, { kind: 'undelivered', detail }),
    cancelLater(ctx, reminderKey(invitation.id)),
    cancelLater(ctx, expiryKey(invitation.id)),
  ]);
}

async function surveyMail(ctx: Ctx, invitation: Invitation, again: boolean) {
  const [team, customer, questions, about] = await Promise.all([
    teamById(ctx, invitation.teamId),
    customerById(ctx, invitation.customerId),
    questionsOf(ctx, invitation),
    subjectOf(ctx, invitation.interactionId),
  ]);
  const receiver = customer && addressOf(customer);
  if (!receiver || invitation.expiresAt === null) throw new Error(`${invitation.id} has nobody to write to.`);
  const link = await planLink(ctx, 'survey', invitation.id, invitation.expiresAt);
  const quiet = team.policy.quiet && { ...team.policy.quiet, zone: customer.zone ?? team.hours.zone };
  const asking = { url: link.url, rating: scoreQuestion(questions), about, again };
  const content = invitationMail(ctx.deps.settings, spokenIn(customer.locale), asking);
  const message = {
    kind: again ? 'reminder' : 'invitation',
    purpose: 'survey' as const,
    about: invitation.id,
    quiet,
    notAfter: invitation.expiresAt,
  };
  return [link.step, ...post(ctx, { ...message, address: receiver.address, email: { ...content, to: receiver.to } })];
}
