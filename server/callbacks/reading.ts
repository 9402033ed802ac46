import { type Actor, type PersonActor, seesEveryTeam } from '../core/actor.ts';
import { localTime } from '../core/calendar.ts';
import type { Ctx } from '../core/context.ts';
import { historyOf, type LedgerRow } from '../core/ledger.ts';
import { type Page, pageOf, readCursor } from '../core/page.ts';
import { toRfc3339 } from '../core/time.ts';
import { type Customer, customersById } from '../customers/plans.ts';
import { contactOf } from '../interactions/plans.ts';
import { teamNames } from '../people/plans.ts';
import { answersAbout } from '../responses/plans.ts';
import { maskSecrets } from '../responses/rules.ts';
import { find } from './actions.ts';
import { firstName } from './messages.tsx';
import { type Callback, type DueKind, type Move, movesFor, type Understanding, whyNot } from './rules.ts';
import { listOf, reasonsOf } from './store.ts';

export type ListQuery = { tab: 'open' | 'closed'; owner: 'me' | 'anyone'; cursor?: string | undefined; limit: number };

/** One page of the callback list, as this person may see it. */
export async function list(ctx: Ctx & { actor: PersonActor }, query: ListQuery): Promise<Page<CallbackLine>> {
  const { actor } = ctx;
  const filter = {
    teams: seesEveryTeam(actor) ? ('all' as const) : actor.teams,
    tab: query.tab,
    ...(query.owner === 'me' ? { owner: actor.id } : {}),
  };
  const rows = await listOf(ctx, filter, readCursor(query.cursor), query.limit);
  const page = pageOf(rows, query.limit, (row) => ({ at: (query.tab === 'closed' ? row.closedAt : row.dueAt) ?? 0, id: row.id }));
  const [people, teams] = await Promise.all([
    customersById(
      ctx,
      page.items.map((row) => row.customerId),
    ),
    teamNames(
      ctx,
      page.items.map((row) => row.teamId),
    ),
  ]);
  return { ...page, items: page.items.map((row) => lineOf(row, people.get(row.customerId), teams.get(row.teamId) ?? '')) };
}

export type CallbackLine = ReturnType<typeof lineOf>;

const lineOf = (row: Callback, customer: Customer | undefined, team: string) => ({
  id: row.id,
  customer: customer?.name ?? customer?.email ?? customer?.phone ?? 'Somebody without a name',
  team,
  cause: row.cause,
  state: row.state,
  score: row.score,
  firstWords: row.firstWords,
  owner: row.ownerId === null ? null : { id: row.ownerId, name: row.ownerName ?? '' },
  level: row.level,
  round: row.round,
  secondFailure: row.secondFailure,
  escalated: row.detail.escalations > 0,
  due: row.open ? { at: toRfc3339(row.dueAt), kind: row.dueKind, why: row.dueWhy } : null,
  openedAt: toRfc3339(row.openedAt),
  closedAt: row.closedAt === null ? null : toRfc3339(row.closedAt),
});

/** One callback with everything a supervisor needs before they call, and the moves that are theirs to make. */
export const read = async (ctx: Ctx & { actor: PersonActor }, id: string) => shown(ctx, await find(ctx, id));

/** The same for a callback that was found already, as after a move of one's own. */
export async function shown(ctx: Ctx & { actor: PersonActor }, callback: Callback) {
  const { id } = callback;
  const [people, teams, contact, reasons, history] = await Promise.all([
    customersById(ctx, [callback.customerId]),
    teamNames(ctx, [callback.teamId]),
    contactOf(ctx, callback.interactionId),
    reasonsOf(ctx, id),
    historyOf(ctx, id),
  ]);
  const customer = people.get(callback.customerId);
  const { understanding, proposals, promises, offer, handOffs, fix, attempts, window, phone } = callback.detail;
  return {
    ...lineOf(callback, customer, teams.get(callback.teamId) ?? ''),
    seq: callback.seq,
    moves: movesFor(callback, ctx.actor),
    reach: {
      name: customer?.name ?? null,
      phone: phone ?? customer?.phone ?? null,
      email: customer?.email ?? null,
      zone: customer?.zone ?? null,
    },
    contact: contact && { ...contact, endedAt: toRfc3339(contact.endedAt) },
    answers: await answersAbout(ctx, reasons),
    attempts,
    window: window && { from: toRfc3339(window.from), to: toRfc3339(window.to) },
    understanding: masked(understanding),
    proposals,
    promises: promises.map((promise) => ({ ...promise, at: toRfc3339(promise.at) })),
    offer: offer && { ...offer, until: toRfc3339(offer.until) },
    handOffs,
    fix: fix && { ...fix, at: toRfc3339(fix.at) },
    timeline: history.map(momentOf),
  };
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

/** The case as its customer may see it: first names, no agent, their own words. */
export async function caseFor(ctx: Ctx, id: string) {
  const callback = await find(ctx, id);
  const [people, history] = await Promise.all([customersById(ctx, [callback.customerId]), historyOf(ctx, id)]);
  const zone = people.get(callback.customerId)?.zone ?? ctx.deps.settings.zone;
  const when = (at: number) => localTime(at, zone);
  const customer: Actor = { kind: 'customer', id: callback.customerId };
  const may = (move: Move) => !whyNot(callback, move, customer);
  const { understanding, promises, fix } = callback.detail;
  const last = history.findLast((entry) => entry.actorKind === 'customer');
  return {
    /** The newest thing that the customer said: to know it when it is said twice. */
    said: last ? { kind: last.kind, words: (last.data.words as string | null | undefined) ?? null } : null,
    customerId: callback.customerId,
    state: callback.state,
    owner: callback.ownerName === null ? null : firstName(callback.ownerName),
    understanding: masked(understanding),
    promises: promises.map((promise) => ({ text: promise.text, by: when(promise.at), state: promise.state })),
    due: callback.open ? { words: `${DUE_FOR_CUSTOMER[callback.dueKind]} ${when(callback.dueAt)} (${zone})` } : null,
    fix: fix && { done: fix.done },
    happened: history.flatMap(({ at, kind, data }) => {
      const what = toldToCustomer(kind, data);
      return what ? [{ at: when(at), what }] : [];
    }),
    can: {
      agree: may('agree'),
      correct: may('correct'),
      confirm: may('confirm'),
      contest: may('contest'),
      withdraw: may('withdraw'),
    },
  };
}

const DUE_FOR_CUSTOMER: Record<DueKind, string> = {
  first_contact: 'We call you by',
  retry: 'We try again by',
  next_step: 'You hear from us by',
  promise: 'We keep our promise by',
  confirmation: 'Please tell us by',
};

/** What an entry of the ledger is to a customer; nothing for what is between colleagues. */
function toldToCustomer(kind: string, data: Record<string, unknown>): string | undefined {
  const name = (value: unknown) => firstName(typeof value === 'string' ? value : null);
  switch (kind) {
    case 'opened':
      return 'You told us that something went wrong.';
    case 'joined':
      return 'You told us again that something went wrong.';
    case 'answer_changed':
      return 'You changed your answer.';
    case 'claimed':
      return `${name(data.ownerName)} took it on.`;
    case 'attempted':
      return data.outcome === 'reached' ? 'We spoke.' : 'We tried to reach you.';
    case 'understood':
      return 'We wrote down what we understood.';
    case 'understanding_agreed':
      return 'You said that we understood it.';
    case 'understanding_corrected':
      return 'You put it in your own words.';
    case 'promised':
      return 'We promised you something.';
    case 'promise_kept':
      return 'We kept a promise.';
    case 'promise_missed':
      return 'We missed a promise. It was raised to a manager.';
    case 'accepted':
      return `${name(data.ownerName)} took over.`;
    case 'fixed':
      return 'We said that it is fixed.';
    case 'confirmed':
      return 'You said that it is fixed.';
    case 'contested':
      return 'You said that it is still broken.';
    case 'joined_another':
      return 'You said that it is still broken. It goes on in your other case.';
    case 'withdrawn':
      return 'You said that you no longer need this.';
    default:
      return undefined;
  }
}
