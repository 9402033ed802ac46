import { commit } from '../core/commit.ts';
import type { Ctx, Step } from '../core/context.ts';
import { cancelLater, later } from '../core/later.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { messageById, post } from '../core/outbox.ts';
import { type Handler, NotYet } from '../core/runner.ts';
import { suppressedAmong } from '../core/suppression.ts';
import { HOUR } from '../core/time.ts';
import { addressOf, customerById } from '../customers/plans.ts';
import { consentsOf, mayUse } from '../customers/plans-consent.ts';
import { type Way, waysTo } from '../customers/plans-ways.ts';
import { contactOf } from '../interactions/plans.ts';
import { planLink } from '../links/plans.ts';
import { teamById } from '../people/plans.ts';
import { spokenIn } from '../words/words.ts';
import { invitationMail } from './messages.tsx';
import { invitationText } from './messages-text.ts';
import { expiryKey, reminderKey } from './plans.ts';
import { type NotAsked, reminderAt, scoreQuestion } from './rules.ts';
import { askBefore, type Invitation, invitationById, moveInvitation, openTextTo, questionsOf } from './store.ts';

export const surveyHandlers: Record<'surveys.ask' | 'surveys.remind' | 'surveys.expire' | 'surveys.undelivered', Handler> = {
  'surveys.ask': { each: (ctx, data: { invitation: string }) => ask(ctx, data.invitation) },
  'surveys.remind': { each: (ctx, data: { invitation: string }) => remind(ctx, data.invitation) },
  'surveys.expire': { each: (ctx, data: { invitation: string }) => expire(ctx, data.invitation) },
  'surveys.undelivered': { each: (ctx, data: { message: string }) => undelivered(ctx, data.message) },
};

/** The survey leaves, unless something has come between deciding and asking. */
async function ask(ctx: Ctx, id: string): Promise<void> {
  const decided = await invitationById(ctx, id);
  if (decided?.state !== 'scheduled' || decided.expiresAt === null) return;
  const team = await teamById(ctx, decided.teamId);
  const because = (await barred(ctx, decided)) ?? ((await isCapped(ctx, decided, team.policy.capDays)) ? 'capped' : undefined);
  if (because) return leaveAlone(ctx, decided, because);
  const way = await conversationIn(ctx, decided);
  if (way === 'busy') {
    if (ctx.now + HOUR >= decided.expiresAt) return leaveAlone(ctx, decided, 'capped');
    throw new NotYet(ctx.now + HOUR);
  }
  const invitation = { ...decided, ...way };
  const remindAt = reminderAt(ctx.now, decided.expiresAt, team.policy);
  await commit(ctx, [
    ...(await surveyMessage(ctx, invitation, false)),
    moveInvitation(ctx, id, { state: 'asked', ...way }),
    entry(ctx, invitation.interactionId, await nextSeq(ctx, invitation.interactionId), { kind: 'asked' }),
    ...(remindAt === null ? [] : [later(ctx, { kind: 'surveys.remind', invitation: id }, remindAt, reminderKey(id))]),
    later(ctx, { kind: 'surveys.expire', invitation: id }, decided.expiresAt, expiryKey(id)),
  ]);
}

/** Whether another survey to the same address goes first. Whoever tries Ringback out is asked all the same. */
const isCapped = async (ctx: Ctx, invitation: Invitation, days: number): Promise<boolean> =>
  invitation.trial === null && (await askBefore(ctx, invitation, days)) !== undefined;

async function leaveAlone(ctx: Ctx, { id, interactionId }: Invitation, because: NotAsked): Promise<void> {
  await commit(ctx, [
    moveInvitation(ctx, id, { state: 'not_asked', notAsked: because, detail: 'between deciding and sending' }),
    entry(ctx, interactionId, await nextSeq(ctx, interactionId), { kind: 'not_asked', because }),
  ]);
}

/**
 * The way as it was decided; but with one number there is one conversation at a time, or nobody could tell what an answer is
 * about. Then it is asked by mail, or waits. Two at the same moment break the index of the invitations, and the second looks again.
 */
async function conversationIn(ctx: Ctx, invitation: Invitation): Promise<Pick<Invitation, 'channel' | 'address' | 'insteadOf'> | 'busy'> {
  const { channel, address, insteadOf } = invitation;
  if (channel !== 'text' || address === null || !(await openTextTo(ctx, address))) return { channel, address, insteadOf };
  const other = await otherWay(ctx, invitation, false);
  return other ? { channel: other.channel, address: other.address, insteadOf: 'text' } : 'busy';
}

/** Why the way that was decided must not be used any more. Read as late as can be: what was said since we decided counts. */
async function barred(ctx: Ctx, { customerId, channel, address }: Invitation): Promise<NotAsked | undefined> {
  const [suppressed, permissions] = await Promise.all([
    suppressedAmong(ctx, [address ?? '']),
    mayUse(ctx, [customerId], channel ?? 'email', 'survey'),
  ]);
  const reason = suppressed.get(address ?? '');
  const may = permissions.get(customerId);
  if (reason === 'not_textable') return 'bad_address';
  if (reason) return reason === 'bounced' ? 'suppressed' : 'opted_out';
  return may && !may.may ? may.because : undefined;
}

/** Once, unless they answered or asked not to be written to. */
async function remind(ctx: Ctx, id: string): Promise<void> {
  const invitation = await invitationById(ctx, id);
  if (invitation?.state !== 'asked' || (await barred(ctx, invitation))) return;
  const seq = await nextSeq(ctx, invitation.interactionId);
  await commit(ctx, [...(await surveyMessage(ctx, invitation, true)), entry(ctx, invitation.interactionId, seq, { kind: 'reminded' })]);
}

async function expire(ctx: Ctx, id: string): Promise<void> {
  const invitation = await invitationById(ctx, id);
  if (invitation?.state !== 'asked') return;
  const seq = await nextSeq(ctx, invitation.interactionId);
  await commit(ctx, [moveInvitation(ctx, id, { state: 'expired' }), entry(ctx, invitation.interactionId, seq, { kind: 'expired' })]);
}

/**
 * The survey never reached its customer: it is tried the other way, once, where they agreed to that. A reminder that did not says
 * nothing about the survey itself; nor does a text of which nobody knows whether it left.
 */
async function undelivered(ctx: Ctx, messageId: string): Promise<void> {
  const message = await messageById(ctx, messageId);
  if (message?.kind !== 'invitation' || (message.channel === 'text' && message.state === 'unknown')) return;
  const invitation = await invitationById(ctx, message.about);
  if (invitation?.state !== 'asked' || invitation.channel !== message.channel) return;
  const no = (await suppressedAmong(ctx, [message.address])).get(message.address);
  const named = no === 'not_textable' ? 'bad_address' : no === 'opted_out' && message.channel === 'text' ? 'opted_out' : message.state;
  const detail = `${named}: ${message.reason ?? 'no reason given'}`;
  const other = message.reason === 'too_old' ? undefined : await otherWay(ctx, invitation, no === 'opted_out');
  const seq = await nextSeq(ctx, invitation.interactionId);
  if (other) {
    const again = { channel: other.channel, address: other.address, insteadOf: invitation.channel };
    return commit(ctx, [
      ...(await surveyMessage(ctx, { ...invitation, ...again }, false)),
      moveInvitation(ctx, invitation.id, { state: 'asked', ...again, detail }),
      entry(ctx, invitation.interactionId, seq, { kind: 'asked_otherwise', channel: other.channel, detail }),
    ]);
  }
  await commit(ctx, [
    moveInvitation(ctx, invitation.id, { state: 'undelivered', detail }),
    entry(ctx, invitation.interactionId, seq, { kind: 'undelivered', detail }),
    cancelLater(ctx, reminderKey(invitation.id)),
    cancelLater(ctx, expiryKey(invitation.id)),
  ]);
}

/**
 * The other way to ask, where it was not tried yet and may be used: texts by consent only, mail unless they refused it; after a no
 * to texts (`afterNo`) mail too by consent only.
 */
async function otherWay(ctx: Ctx, invitation: Invitation, afterNo: boolean): Promise<Way | undefined> {
  // What is tried out is tried out by mail.
  if (invitation.insteadOf !== null || invitation.trial) return undefined;
  const { customerId } = invitation;
  const [customer, consents, team] = await Promise.all([
    customerById(ctx, customerId),
    consentsOf(ctx, [customerId]),
    teamById(ctx, invitation.teamId),
  ]);
  if (!customer) return undefined;
  const way = (await waysTo(ctx, [customer], 'survey', consents))(customer).find((one) => one.channel !== invitation.channel);
  const said = way && consents.of(customerId, way.channel, 'survey');
  const agreed = way?.may.may && (!afterNo || (said?.given === true && said.source !== 'relationship'));
  if (!way || way.barred || !agreed || (way.channel === 'text' && (await openTextTo(ctx, way.address)))) return undefined;
  return (await askBefore(ctx, { ...invitation, address: way.address }, team.policy.capDays)) ? undefined : way;
}

async function surveyMessage(ctx: Ctx, invitation: Invitation, again: boolean): Promise<Step[]> {
  const [team, customer, questions, contact] = await Promise.all([
    teamById(ctx, invitation.teamId),
    customerById(ctx, invitation.customerId),
    questionsOf(ctx, invitation),
    contactOf(ctx, invitation.interactionId),
  ]);
  if (!customer || invitation.expiresAt === null) throw new Error(`${invitation.id} has nobody to write to.`);
  const { settings } = ctx.deps;
  const spoken = spokenIn(customer.locale, settings.language);
  const message = {
    kind: again ? 'reminder' : 'invitation',
    purpose: 'survey' as const,
    about: invitation.id,
    team: team.id,
    quiet: invitation.trial || !team.policy.quiet ? null : { ...team.policy.quiet, zone: customer.zone ?? team.hours.zone },
    notAfter: invitation.expiresAt,
  };
  const rating = scoreQuestion(questions);
  if (invitation.channel === 'text') {
    const to = invitation.address ?? '';
    return post(ctx, { ...message, address: to, text: { to, ...invitationText(settings, spoken, rating, again) } });
  }
  const receiver = addressOf(customer);
  if (!receiver) throw new Error(`${invitation.id} has nobody to write to.`);
  const link = await planLink(ctx, 'survey', invitation.id, invitation.expiresAt);
  const content = invitationMail(settings, spoken, { url: link.url, rating, about: contact?.subject ?? null, again });
  return [link.step, ...post(ctx, { ...message, address: receiver.address, email: { ...content, to: receiver.to } })];
}
