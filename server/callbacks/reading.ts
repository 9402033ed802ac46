import type { Actor, PersonActor } from '../core/actor.ts';
import type { Ctx } from '../core/context.ts';
import { historyOf, type LedgerRow } from '../core/ledger.ts';
import { tellLooked } from '../core/looked.ts';
import { toRfc3339 } from '../core/time.ts';
import { customerById, customersById } from '../customers/plans.ts';
import { mayUse } from '../customers/plans-consent.ts';
import { contactOf } from '../interactions/plans.ts';
import { ownAuthorities, teamById, teamNames } from '../people/plans.ts';
import { answersAbout } from '../responses/plans.ts';
import { maskSecrets } from '../responses/rules.ts';
import type { Words } from '../words/words.ts';
import { find } from './actions.ts';
import type { Setting } from './decide.ts';
import { proposalNow, tacticNow } from './decide-attempt.ts';
import { settingOf, settingWithWays } from './plans-reach.ts';
import { clocksOf } from './reading-clocks.ts';
import { lineOf } from './reading-lines.ts';
import { type Callback, type Cause, firstName, type Move, movesFor, type Understanding, whyNot } from './rules.ts';
import { promiseDates } from './rules-dates.ts';
import { handsOf } from './rules-hands.ts';
import { allowancesOf, confidenceTime } from './rules-help.ts';
import { daysToChoose, windowsFor } from './rules-windows.ts';
import { reasonsOf } from './store.ts';

/** One callback with everything a supervisor needs before they call, and the moves that are theirs to make. */
export async function read(ctx: Ctx & { actor: PersonActor }, id: string) {
  const callback = await find(ctx, id);
  tellLooked(ctx, id);
  return shown(ctx, callback);
}

/** The same for a callback that was found already, as after a move of one's own. */
export async function shown(ctx: Ctx & { actor: PersonActor }, callback: Callback) {
  const { id } = callback;
  const moves = movesFor(callback, ctx.actor);
  const [people, teams, contact, reasons, history, authorities, setting] = await Promise.all([
    customersById(ctx, [callback.customerId]),
    teamNames(ctx, [callback.teamId]),
    contactOf(ctx, callback.interactionId),
    reasonsOf(ctx, id),
    historyOf(ctx, id),
    ownAuthorities(ctx),
    (moves.includes('attempt') ? settingWithWays : settingOf)(ctx, callback),
  ]);
  const customer = people.get(callback.customerId);
  const { understanding, proposals, promises, offer, handOffs, fix, phone, remedies, requests, confidence, declines, noAsked, no } =
    callback.detail;
  return {
    ...lineOf(callback, customer?.name ?? customer?.email ?? customer?.phone, teams.get(callback.teamId) ?? ''),
    seq: callback.seq,
    tactic: tacticNow(callback, setting),
    /** An owner who may say yes to something without limit may say no to that, too. */
    moves: movesFor(
      callback,
      ctx.actor,
      authorities.some(({ upTo }) => upTo === null),
    ),
    /** If the next try is in vain: when the one after it would be, and how. */
    proposal: moves.includes('attempt') ? shownProposal(callback, setting) : null,
    ...clocksOf(callback, setting),
    hands: handsOf(history, callback.closedAt ?? ctx.now),
    /** The days by which people promise, each with one tap. */
    promiseDates: moves.includes('promise') ? shownDates(setting) : null,
    writtenAt: callback.detail.tries.writtenAt === null ? null : toRfc3339(callback.detail.tries.writtenAt),
    reach: {
      name: customer?.name ?? null,
      phone: phone ?? customer?.phone ?? null,
      email: customer?.email ?? null,
      zone: customer?.zone ?? null,
    },
    contact: contact && { ...contact, endedAt: toRfc3339(contact.endedAt) },
    answers: await answersAbout(ctx, reasons),
    understanding: understanding && {
      words: maskSecrets(understanding.words),
      state: understanding.state,
      ...(understanding.until === undefined ? {} : { until: toRfc3339(understanding.until) }),
    },
    proposals,
    promises: promises.map((promise) => ({ ...promise, at: toRfc3339(promise.at) })),
    offer: offer && { ...offer, until: toRfc3339(offer.until) },
    handOffs,
    declines,
    remedies: remedies.map((remedy) => ({ ...remedy, at: toRfc3339(remedy.at) })),
    /** What whoever asks may grant here. */
    allowances: allowancesOf(authorities, remedies, ctx.deps.settings.currency),
    requests: requests.map((request) => ({ ...request, at: toRfc3339(request.at) })),
    confidence,
    noAsked,
    no,
    fix: fix && { ...fix, at: toRfc3339(fix.at) },
    timeline: history.map(momentOf),
  };
}

function shownDates({ hours, now }: Setting) {
  const { week, month, year } = promiseDates(hours.zone, now);
  return { week: toRfc3339(week), month: toRfc3339(month), year: toRfc3339(year) };
}

function shownProposal(callback: Callback, setting: Setting) {
  const { plan, tactic } = proposalNow(callback, setting);
  return { tactic, plan: plan && { from: toRfc3339(plan.from), to: toRfc3339(plan.to), part: plan.part } };
}

const momentOf = ({ seq, at, kind, actorKind, actorName, data }: LedgerRow) => ({
  seq,
  at: toRfc3339(at),
  kind,
  by: actorKind === 'person' || actorKind === 'source' ? (actorName ?? '') : actorKind === 'customer' ? 'the customer' : 'the clock',
  data: Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, typeof value === 'string' ? maskSecrets(value) : value]),
  ) as Record<string, JsonValue>,
});

const masked = (understanding: Understanding | null): Understanding | null =>
  understanding && { ...understanding, words: maskSecrets(understanding.words) };

type JsonValue = string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue };

/** The case as its customer may see it: first names, no agent, their own words. Put into their language where it is shown. */
export async function caseFor(ctx: Ctx, id: string) {
  const callback = await find(ctx, id);
  const [customer, permissions, team, history] = await Promise.all([
    customerById(ctx, callback.customerId),
    mayUse(ctx, [callback.customerId], 'email', 'case'),
    teamById(ctx, callback.teamId),
    historyOf(ctx, id),
  ]);
  const actor: Actor = { kind: 'customer', id: callback.customerId };
  const may = (move: Move) => !whyNot(callback, move, actor);
  const { understanding, promises, fix, window, phone, remedies, requests, no, confidence } = callback.detail;
  const zone = customer?.zone ?? ctx.deps.settings.zone;
  const last = history.findLast((entry) => entry.actorKind === 'customer');
  return {
    /** The newest thing that the customer said: to know it when it is said twice. */
    said: last ? { kind: last.kind, words: (last.data.words as string | null | undefined) ?? null } : null,
    customerId: callback.customerId,
    locale: customer?.locale ?? null,
    zone,
    state: callback.state,
    owner: callback.ownerName === null ? null : firstName(callback.ownerName),
    understanding: masked(understanding),
    /** Each that is over is asked about until they have said whether it was kept. */
    promises: promises.map(({ id, text, at, state, said }) => ({
      ...{ text, at, state },
      ask: may('judge') && state !== 'open' && !said ? id : undefined,
    })),
    granted: remedies.map(({ what, amount, currency }) => ({ what, amount, currency })),
    /** When other departments are expected to answer. Which ones they are stays among us. */
    asked: callback.open ? requests.filter((request) => request.state === 'open').map(({ at }) => at) : [],
    no: no && { reason: no.reason, alternatives: no.alternatives },
    confidence: may('rate') ? { of: confidenceTime(callback), rating: confidence[confidenceTime(callback)] } : null,
    due: callback.open ? { at: callback.dueAt, kind: callback.dueKind } : null,
    window,
    windows: windowsFor(team.hours, ctx.now, window),
    days: daysToChoose(zone, ctx.now),
    /** Whether we write to them about it. */
    writes: callback.open && customer?.email !== null && permissions.get(callback.customerId)?.may === true,
    numberKnown: (phone ?? customer?.phone ?? null) !== null,
    fix: fix && { done: fix.done },
    happened: history.flatMap(({ at, kind, data }) => {
      const what = toldToCustomer(kind, data);
      return what ? [{ at, ...what }] : [];
    }),
    can: {
      agree: may('agree'),
      correct: may('correct'),
      confirm: may('confirm'),
      contest: may('contest'),
      withdraw: may('withdraw'),
      window: may('choose_window'),
      callMe: !callback.open && callback.state !== 'joined',
    },
  };
}

export type Happened = keyof Words['happened'];

/** What an entry of the ledger is to a customer, and who it was; nothing for what is between colleagues. */
function toldToCustomer(kind: string, data: Record<string, unknown>): { what: Happened; name: string | null } | undefined {
  if (kind === 'attempted') return { what: data.outcome === 'reached' ? 'reached' : 'tried', name: null };
  if (kind === 'promise_judged') return data.kept ? undefined : { what: 'promise_missed', name: null };
  if (kind === 'opened') return { what: OPENED[data.cause as Cause] ?? 'opened', name: null };
  if (kind === 'understood' && data.state === 'agreed') return { what: 'understanding_agreed', name: null };
  if (kind === 'assigned') return { what: 'claimed', name: firstName(String(data.ownerName)) };
  if (!TOLD.includes(kind as Happened)) return undefined;
  return { what: kind as Happened, name: typeof data.ownerName === 'string' ? firstName(data.ownerName) : null };
}

const OPENED: Partial<Record<Cause, Happened>> = { unanswered_contact: 'opened_missed', asked: 'called_for' };

const TOLD: readonly Happened[] = [
  'joined',
  'answer_changed',
  'claimed',
  'understood',
  'understanding_agreed',
  'understanding_corrected',
  'promised',
  'promise_kept',
  'promise_missed',
  'accepted',
  'fixed',
  'confirmed',
  'contested',
  'joined_another',
  'withdrawn',
  'window_chosen',
  'written',
  'remedied',
  'requested',
  'request_answered',
  'let_go',
  'called_for',
];
