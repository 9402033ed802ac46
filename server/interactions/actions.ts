import { callbacksAbout, planCalls } from '../callbacks/plans.ts';
import { again, commit } from '../core/commit.ts';
import type { Ctx, Step } from '../core/context.ts';
import { groupBy } from '../core/group.ts';
import { entries } from '../core/ledger.ts';
import { refuse } from '../core/refusal.ts';
import { type RequestKey, rememberKey } from '../core/request-keys.ts';
import { recognise } from '../customers/plans.ts';
import { ERASED } from '../customers/rules-words.ts';
import { teamsNamed } from '../people/plans.ts';
import { learnAgents } from '../people/plans-agents.ts';
import { foldName } from '../people/rules.ts';
import { type Contact, firstSurvey, type Invitation, invitationFor, planInvitations } from '../surveys/plans.ts';
import { DEFAULT_SURVEY } from '../surveys/rules.ts';
import { type Arrival, differences, fingerprintOf, isInTheFuture } from './rules.ts';
import { type Interaction, keepInteractions, knownAmong, nameOf } from './store.ts';

/** A contact that is in, with its invitation, and the callback it became when nobody had answered. */
export type Taken = { id: string; invitation: Invitation; callback: string | null };

/** What became of one contact that was handed in. */
export type Verdict =
  | ({ status: 'stored' | 'replayed' } & Taken)
  | { status: 'idempotency_mismatch'; id: string; differs: string[] }
  | { status: 'invalid'; field: string; message: string };

/**
 * Takes in contacts, in the order given, as one commit: each gets its invitation, asked or not asked, and one that nobody
 * answered gets a supervisor. A contact told again is the same contact; told differently, it is refused and stays as it was.
 */
export const receive = (ctx: Ctx, arrivals: readonly Arrival[], requestKey?: RequestKey): Promise<Verdict[]> =>
  again(async () => {
    const known = await knownAmong(ctx, arrivals);
    const problemWith = (arrival: Arrival) => (known.has(nameOf(arrival)) ? undefined : problemWithNew(ctx, arrival));
    const unknown = arrivals.filter((arrival) => !known.has(nameOf(arrival)) && !problemWith(arrival));
    const fresh = [...groupBy(unknown, nameOf).values()].map(([first]) => first!);
    const [stored, before, remembered] = await Promise.all([
      plan(ctx, fresh),
      retold(ctx, [...known.values()]),
      requestKey ? rememberKey(ctx, requestKey) : [],
    ]);
    const told = new Map<string, Telling>([...before, ...stored.tellings]);
    const verdicts = arrivals.map((arrival) => problemWith(arrival) ?? verdictOn(told, arrival));
    // A request of which nothing is taken leaves no trace: not even its key.
    const isTaken = verdicts.some((verdict) => 'invitation' in verdict);
    await commit(ctx, [...(isTaken ? remembered : []), ...stored.steps]);
    return verdicts;
  });

/** A contact as it was first told (nothing, when its customer was erased since), and what became of it. */
type Telling = { said: Arrival | null; taken: Taken; repeated: boolean };

/** The first time it is told, a contact is stored; after that it is either the same or another one. */
function verdictOn(told: Map<string, Telling>, arrival: Arrival): Verdict {
  const telling = told.get(nameOf(arrival))!;
  const { said, taken, repeated } = telling;
  telling.repeated = true;
  if (said && fingerprintOf(said) !== fingerprintOf(arrival))
    return { status: 'idempotency_mismatch', id: taken.id, differs: differences(said, arrival) };
  return { status: repeated ? 'replayed' : 'stored', ...taken };
}

async function retold(ctx: Ctx, known: readonly Interaction[]): Promise<[string, Telling][]> {
  const ids = known.map((row) => row.id);
  const [invitations, callbacks] = await Promise.all([invitationFor(ctx, ids), callbacksAbout(ctx, ids)]);
  return known.map((row) => {
    const taken = { id: row.id, invitation: invitations.get(row.id)!, callback: callbacks.get(row.id) ?? null };
    return [nameOf(row), { said: row.said === ERASED ? null : (JSON.parse(row.said) as Arrival), taken, repeated: true }];
  });
}

const problemWithNew = (ctx: Ctx, arrival: Arrival): Verdict | undefined =>
  isInTheFuture(arrival.endedAt, ctx.now)
    ? { status: 'invalid', field: 'endedAt', message: 'This contact ends in the future.' }
    : undefined;

async function plan(ctx: Ctx, arrivals: readonly Arrival[]): Promise<{ steps: Step[]; tellings: [string, Telling][] }> {
  if (arrivals.length === 0) return { steps: [], tellings: [] };
  const [{ teams, steps: teamSteps }, people] = await Promise.all([
    teamsNamed(
      ctx,
      arrivals.map((arrival) => arrival.team),
      DEFAULT_SURVEY,
    ),
    recognise(
      ctx,
      arrivals.map((arrival) => arrival.customer),
    ),
  ]);
  const contacts = arrivals.map(
    (arrival, i): Contact => ({
      interactionId: ctx.deps.ids.next('int', ctx.now),
      arrival,
      customer: people.customers[i]!,
      team: teams.get(foldName(arrival.team))!,
    }),
  );
  const asked = await planInvitations(ctx, contacts);
  const unanswered = contacts.filter((_, i) => asked.invitations[i]!.notAsked === 'unanswered');
  const calls = await planCalls(
    ctx,
    unanswered.map((contact) => ({ ...contact, consents: asked.consents, reason: unansweredReason(contact) })),
  );
  const callOf = new Map(unanswered.map((contact, i) => [contact.interactionId, calls.callbacks[i]!.id]));
  const invitationOf = new Map(asked.invitations.map((invitation) => [invitation.interactionId, invitation]));
  return {
    steps: [
      ...(teamSteps.length ? [firstSurvey(ctx), ...teamSteps] : []),
      ...people.steps,
      ...learnAgents(ctx, contacts.flatMap(handlerIn)),
      ...keepInteractions(
        ctx,
        contacts.map((contact) => rowOf(ctx, contact)),
      ),
      ...asked.steps,
      ...entries(
        ctx,
        contacts.map(({ interactionId }) => ({ subject: interactionId, seq: 1, event: arrived(invitationOf.get(interactionId)!) })),
      ),
      ...calls.steps,
    ],
    tellings: contacts.map(({ arrival, interactionId: id }) => [
      nameOf(arrival),
      { said: arrival, taken: { id, invitation: invitationOf.get(id)!, callback: callOf.get(id) ?? null }, repeated: false },
    ]),
  };
}

const handlerIn = ({ arrival: { source, handledBy }, team }: Contact) =>
  handledBy
    ? [{ source, ref: handledBy.ref ?? handledBy.name, name: handledBy.name, email: handledBy.email ?? null, teamId: team.id }]
    : [];

const unansweredReason = ({ interactionId, arrival }: Contact) => ({
  cause: 'unanswered_contact' as const,
  about: interactionId,
  score: null,
  firstWords: arrival.subject,
  interactionId,
});

const arrived = ({ state, channel, askAt, notAsked, detail }: Invitation) => ({ kind: 'arrived', state, channel, askAt, notAsked, detail });

const rowOf = (ctx: Ctx, { interactionId: id, arrival, customer, team }: Contact): Interaction => ({
  id,
  source: arrival.source,
  externalId: arrival.externalId,
  said: JSON.stringify(arrival),
  customerId: customer.id,
  teamId: team.id,
  outcome: arrival.outcome,
  unanswered: arrival.unanswered,
  channel: arrival.channel,
  subject: arrival.subject,
  agentRef: arrival.handledBy?.ref ?? null,
  agentName: arrival.handledBy?.name ?? null,
  recordingUrl: arrival.recordingUrl,
  endedAt: arrival.endedAt,
  receivedAt: ctx.now,
  trial: arrival.trial ?? null,
});

/** Refuses a single contact that could not be taken; hands back the good verdict. */
export function mustBeTaken(verdict: Verdict): { status: 'stored' | 'replayed' } & Taken {
  if ('invitation' in verdict) return verdict;
  if (verdict.status === 'invalid') return refuse('invalid', verdict.message, { field: verdict.field });
  return refuse('idempotency_mismatch', 'This contact was told differently before.', {
    next: 'A contact does not change. Send a new one under its own id.',
    also: { id: verdict.id, differs: verdict.differs },
  });
}
