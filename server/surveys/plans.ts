import type { Ctx, Step } from '../core/context.ts';
import { cancelLater, later } from '../core/later.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { addressOf, type Customer } from '../customers/plans.ts';
import { type Consents, planConsents } from '../customers/plans-consent.ts';
import { type Way, waysTo } from '../customers/plans-ways.ts';
import { type Arrival, isTooOld } from '../interactions/rules.ts';
import { atOnce } from '../interactions/rules-setup.ts';
import type { Team } from '../people/plans.ts';
import { DEFAULT_SURVEY, type Decision, decideInvitation, type Question, type Situation } from './rules.ts';
import {
  askedOf,
  forgetToAsk,
  type Invitation,
  keepDefaultSurvey,
  keepInvitations,
  keepSurvey,
  type LastAsk,
  lastAskAt,
  lastAskOf,
  moveInvitation,
} from './store.ts';

/** A contact that wants its invitation. */
export type Contact = { interactionId: string; arrival: Arrival; customer: Customer; team: Team };

/**
 * Decides for each contact whether its customer is asked, in the order given: asked at T by C, or not asked because. C is the
 * first way, in the team's order, by which they may be. The
 * unique number of a person's survey guards the cap: of two decisions at once, one breaks it and decides again.
 */
export async function planInvitations(
  ctx: Ctx,
  contacts: readonly Contact[],
): Promise<{ invitations: Invitation[]; consents: Consents; steps: Step[] }> {
  const people = [...new Set(contacts.map(({ customer }) => customer.id))];
  const numbersAndAddresses = [
    ...new Set(contacts.flatMap(({ customer }) => [addressOf(customer)?.address ?? [], customer.phone ?? []].flat())),
  ];
  const [asks, addressAsks, consents] = await Promise.all([
    lastAskOf(ctx, people),
    lastAskAt(ctx, numbersAndAddresses),
    planConsents(
      ctx,
      contacts.map(({ customer, arrival }) => ({
        customerId: customer.id,
        consent: arrival.consent,
        agreed: arrival.customer.consent ?? null,
      })),
    ),
  ]);
  const ways = await waysTo(
    ctx,
    contacts.map(({ customer }) => customer),
    'survey',
    consents,
  );
  const steps: Step[] = [];
  const invitations = contacts.map((contact): Invitation => {
    const { customer, team, arrival } = contact;
    const { trial = null } = arrival;
    const policy = trial ? atOnce(team.policy) : team.policy;
    const last = asks.get(customer.id);
    // A conversation by text is about real cases: a survey is tried out by mail.
    const open = ways(customer, team.policy.firstChannel).filter(({ channel }) => !trial || channel === 'email');
    const { way, decision } = firstOf(open.length ? open : [null], (one) => {
      const may = one?.may ?? consents.may(customer.id, 'email', 'survey');
      const situation: Situation = {
        unanswered: arrival.outcome === 'unanswered',
        tooOld: isTooOld(arrival.endedAt, ctx.now, team.policy.tooOldDays),
        consent: !may.may && may.because === 'no_consent' ? false : one?.channel === 'text' ? true : arrival.consent,
        needsConsent: one?.channel === 'text',
        address: one && {
          sendable: one.barred !== 'not_textable',
          internal: !trial && isInternal(ctx, one.address),
          bounced: one.barred === 'bounced',
        },
        optedOut: (!may.may && may.because === 'opted_out') || one?.barred === 'opted_out' || one?.barred === 'complained',
        lastAsk: latest(
          last,
          open.reduce<LastAsk | undefined>((found, { address }) => latest(found, addressAsks.get(address)) ?? undefined, undefined),
        ),
        roll: rollOf(`${arrival.source}:${arrival.externalId}`),
        endedAt: arrival.endedAt,
        zone: customer.zone ?? team.hours.zone,
      };
      return decideInvitation(situation, policy, ctx.now);
    });
    const row = {
      id: ctx.deps.ids.next('inv', ctx.now),
      interactionId: contact.interactionId,
      customerId: customer.id,
      teamId: team.id,
      surveyId: team.surveyId,
      surveyVersion: team.surveyVersion,
      detail: decision.detail,
      trial,
    };
    if (!decision.ask)
      return {
        ...row,
        state: 'not_asked',
        notAsked: decision.because,
        channel: null,
        insteadOf: null,
        address: null,
        askAt: null,
        expiresAt: null,
        nth: null,
      };
    const nth = (last?.nth ?? 0) + 1;
    const address = way?.address ?? null;
    const ask = { id: row.id, at: decision.at };
    asks.set(customer.id, { nth, ...ask });
    if (address) addressAsks.set(address, ask);
    steps.push(later(ctx, { kind: 'surveys.ask', invitation: row.id }, decision.at));
    return {
      ...row,
      state: 'scheduled',
      notAsked: null,
      channel: way?.channel ?? null,
      insteadOf: null,
      address,
      askAt: decision.at,
      expiresAt: decision.expiresAt,
      nth,
    };
  });
  return { invitations, consents, steps: [...consents.steps, ...keepInvitations(ctx, invitations), ...steps] };
}

/** What the survey of a new team is, and the step that makes sure it is there. */
export const firstSurvey = (ctx: Ctx): Step => keepDefaultSurvey(ctx);

/** The first way by which they are asked; if by none, what the preferred one says. */
function firstOf(ways: readonly (Way | null)[], decide: (way: Way | null) => Decision): { way: Way | null; decision: Decision } {
  const decided = ways.map((way) => ({ way, decision: decide(way) }));
  return decided.find(({ decision }) => decision.ask) ?? decided[0]!;
}

/** Other questions in place of a version: the next one of a survey of the team's own. The standard one is everybody's, and stays. */
export function newVersion(
  ctx: Ctx,
  of: { id: string; version: number },
  questions: readonly Question[],
): { survey: { id: string; version: number }; steps: Step[] } {
  const survey =
    of.id === DEFAULT_SURVEY.id ? { id: ctx.deps.ids.next('srv', ctx.now), version: 1 } : { id: of.id, version: of.version + 1 };
  return { survey, steps: [keepSurvey(ctx, { ...survey, questions: [...questions] })] };
}

const latest = (a: LastAsk | undefined, b: LastAsk | undefined): LastAsk | null => (a && b ? (a.at > b.at ? a : b) : (a ?? b ?? null));

const isInternal = (ctx: Ctx, address: string): boolean =>
  ctx.deps.settings.internalDomains.some((domain) => address.endsWith(`@${domain}`));

/** A die that falls the same for the same contact: 0 up to, but not including, 100 (FNV-1a, 32 bits). */
export function rollOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return ((hash >>> 0) / 2 ** 32) * 100;
}

export { type Invitation, invitationById, invitationFor, openTextTo, questionsOf } from './store.ts';

/** Somebody else has the number to which the survey went: it has ended, and they are not reminded. */
export const planWrongPerson = async (ctx: Ctx, { id, interactionId }: Invitation): Promise<Step[]> => [
  moveInvitation(ctx, id, { state: 'wrong_person' }),
  cancelLater(ctx, reminderKey(id)),
  cancelLater(ctx, expiryKey(id)),
  entry(ctx, interactionId, await nextSeq(ctx, interactionId), { kind: 'wrong_person' }),
];

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
