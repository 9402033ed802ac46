import type { Ctx, Step } from '../core/context.ts';
import { cancelLater, later } from '../core/later.ts';
import { suppressedAmong } from '../core/suppression.ts';
import { addressOf, type Customer } from '../customers/plans.ts';
import { planConsents } from '../customers/plans-consent.ts';
import { type Arrival, isTooOld } from '../interactions/rules.ts';
import type { Team } from '../people/plans.ts';
import { decideInvitation, type Situation } from './rules.ts';
import {
  askedOf,
  forgetToAsk,
  type Invitation,
  keepDefaultSurvey,
  keepInvitations,
  type LastAsk,
  lastAskAt,
  lastAskOf,
  moveInvitation,
} from './store.ts';

/** A contact that wants its invitation. */
export type Contact = { interactionId: string; arrival: Arrival; customer: Customer; team: Team };

/**
 * Decides for each contact whether its customer is asked, in the order given: asked at T by C, or not asked because. The
 * unique number of a person's survey guards the cap: of two decisions at once, one breaks it and decides again.
 */
export async function planInvitations(ctx: Ctx, contacts: readonly Contact[]): Promise<{ invitations: Invitation[]; steps: Step[] }> {
  const addresses = [...new Set(contacts.flatMap(({ customer }) => addressOf(customer)?.address ?? []))];
  const people = [...new Set(contacts.map(({ customer }) => customer.id))];
  const [asks, addressAsks, suppressed, consents] = await Promise.all([
    lastAskOf(ctx, people),
    lastAskAt(ctx, addresses),
    suppressedAmong(ctx, addresses),
    planConsents(
      ctx,
      contacts.map(({ customer, arrival }) => ({ customerId: customer.id, consent: arrival.consent })),
    ),
  ]);
  const steps: Step[] = [];
  const invitations = contacts.map((contact): Invitation => {
    const { customer, team, arrival } = contact;
    const receiver = addressOf(customer);
    const last = asks.get(customer.id);
    const barred = receiver && suppressed.get(receiver.address);
    const may = consents.may(customer.id, 'email', 'survey');
    const situation: Situation = {
      unanswered: arrival.outcome === 'unanswered',
      tooOld: isTooOld(arrival.endedAt, ctx.now, team.policy.tooOldDays),
      consent: arrival.consent,
      address: receiver ? { sendable: true, internal: isInternal(ctx, receiver.address), bounced: barred === 'bounced' } : null,
      optedOut: (!may.may && may.because === 'opted_out') || barred === 'opted_out' || barred === 'complained',
      lastAsk: latest(last, receiver && addressAsks.get(receiver.address)),
      roll: rollOf(`${arrival.source}:${arrival.externalId}`),
      endedAt: arrival.endedAt,
      zone: customer.zone ?? team.hours.zone,
    };
    const decision = decideInvitation(situation, team.policy, ctx.now);
    const row = {
      id: ctx.deps.ids.next('inv', ctx.now),
      interactionId: contact.interactionId,
      customerId: customer.id,
      teamId: team.id,
      surveyId: team.surveyId,
      surveyVersion: team.surveyVersion,
      detail: decision.detail,
    };
    if (!decision.ask)
      return {
        ...row,
        state: 'not_asked',
        notAsked: decision.because,
        channel: null,
        address: null,
        askAt: null,
        expiresAt: null,
        nth: null,
      };
    const nth = (last?.nth ?? 0) + 1;
    const address = receiver?.address ?? null;
    const ask = { id: row.id, at: decision.at };
    asks.set(customer.id, { nth, ...ask });
    if (address) addressAsks.set(address, ask);
    steps.push(later(ctx, { kind: 'surveys.ask', invitation: row.id }, decision.at));
    return {
      ...row,
      state: 'scheduled',
      notAsked: null,
      channel: 'email',
      address,
      askAt: decision.at,
      expiresAt: decision.expiresAt,
      nth,
    };
  });
  return { invitations, steps: [...consents.steps, ...keepInvitations(ctx, invitations), ...steps] };
}

/** What the survey of a new team is, and the step that makes sure it is there. */
export const firstSurvey = (ctx: Ctx): Step => keepDefaultSurvey(ctx);

const latest = (a: LastAsk | undefined, b: LastAsk | undefined): LastAsk | null => (a && b ? (a.at > b.at ? a : b) : (a ?? b ?? null));

const isInternal = (ctx: Ctx, address: string): boolean =>
  ctx.deps.settings.internalDomains.some((domain) => address.endsWith(`@${domain}`));

/** A die that falls the same for the same contact: 0 up to, but not including, 100 (FNV-1a, 32 bits). */
export function rollOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return ((hash >>> 0) / 2 ** 32) * 100;
}

export { type Invitation, invitationById, invitationFor, questionsOf } from './store.ts';

/** The invitation was answered: what was to remind of it, or to end it, is taken back. */
export const planAnswered = (ctx: Ctx, id: string): Step[] => [
  moveInvitation(ctx, id, { state: 'answered' }),
  cancelLater(ctx, reminderKey(id)),
  cancelLater(ctx, expiryKey(id)),
];

/** Its customer is erased: what was to be asked is not, and nobody is reminded. What was asked stays counted. */
export async function planErased(ctx: Ctx, customerId: string): Promise<Step[]> {
  const asked = await askedOf(ctx, customerId);
  return [forgetToAsk(ctx, customerId), ...asked.map((id) => cancelLater(ctx, reminderKey(id)))];
}

/** The names under which an invitation's reminder and its end wait, so that an answer can take them back. */
export const reminderKey = (invitation: string): string => `${invitation}:remind`;
export const expiryKey = (invitation: string): string => `${invitation}:expire`;
