import { planOldAlerts } from '../alerts/plans-retention.ts';
import { closedBefore, planForgotten } from '../callbacks/plans.ts';
import { again, commit } from '../core/commit.ts';
import type { Ctx, Step } from '../core/context.ts';
import { DAY, type Instant } from '../core/time.ts';
import { customersById, mustNotBeHeld } from './plans.ts';
import { keepRetaining, type Round, startRetention } from './plans-retention.ts';
import { ERASED } from './rules-words.ts';
import { forgetIn, idsIn } from './store-erasure.ts';
import { forgetRequests, type Old, oldAnswers, oldMessages, oldRequests } from './store-retention.ts';

/** Begins the daily rounds of retention, once for every database; asked again, nothing changes. */
export const beginRetention = (ctx: Ctx): Promise<void> => commit(ctx, [keepRetaining(ctx)]);

/** So many of each kind go in one commit: a file stands still for a few milliseconds, and a killed process repeats no more than this. */
const AT_ONCE = 200;

/**
 * Takes the words from what is older than the company wants to keep it: a piece of it, and how far it got, in one commit. Goes on at
 * once while there is more, else tomorrow. Whoever is under a legal hold is left out; when it is released, all begins anew.
 */
export const retain = (ctx: Ctx, round: Round): Promise<void> =>
  again(async () => {
    const pieces = await Promise.all([answers(ctx, round), cases(ctx, round), messages(ctx, round), requests(ctx), alerts(ctx)]);
    const more = pieces.some((piece) => piece.more);
    const reached: Round = Object.assign({}, round, ...pieces.map((piece) => piece.reached));
    const next = startRetention(ctx, reached, more ? ctx.now : ctx.now + DAY);
    const known = pieces.flatMap((piece) => piece.customers);
    await commit(ctx, [...(known.length ? [mustNotBeHeld(ctx, known)] : []), ...pieces.flatMap((piece) => piece.steps), next]);
  });

type Piece = { steps: Step[]; reached: Round; more: boolean; customers: string[] };

const NOTHING: Piece = { steps: [], reached: {}, more: false, customers: [] };

/** Before when something of this kind is too old; nothing when it is kept for ever. */
function cutoff({ deps, now }: Ctx, kind: keyof Ctx['deps']['settings']['keep']): Instant | undefined {
  const days = deps.settings.keep[kind];
  return days === 0 ? undefined : now - days * DAY;
}

async function answers(ctx: Ctx, round: Round): Promise<Piece> {
  const before = cutoff(ctx, 'answers');
  if (before === undefined) return NOTHING;
  const old = await oldAnswers(ctx, before, round.answers, AT_ONCE);
  const ids = free(old);
  const steps = [await forgetIn(ctx, 'responses', idsIn('id', ids)), await forgetIn(ctx, 'ledger', idsIn('subject', ids))];
  return { ...pieceOf(old), steps: steps.flat(), reached: reachedAt('answers', old) };
}

async function messages(ctx: Ctx, round: Round): Promise<Piece> {
  const before = cutoff(ctx, 'messages');
  if (before === undefined) return NOTHING;
  const old = await oldMessages(ctx, before, round.messages, AT_ONCE);
  return { ...pieceOf(old), steps: await forgetIn(ctx, 'messages', idsIn('id', free(old))), reached: reachedAt('messages', old) };
}

async function cases(ctx: Ctx, round: Round): Promise<Piece> {
  const before = cutoff(ctx, 'cases');
  if (before === undefined) return NOTHING;
  const closed = await closedBefore(ctx, before, round.cases ?? [0, ''], AT_ONCE);
  const people = await customersById(
    ctx,
    closed.map((one) => one.customerId),
  );
  const going = closed.filter((one) => people.get(one.customerId)?.heldAt === null && one.dueWhy !== ERASED);
  const last = closed.at(-1);
  return {
    steps: [
      ...(await forgetIn(
        ctx,
        'ledger',
        idsIn(
          'subject',
          going.map((one) => one.id),
        ),
      )),
      ...planForgotten(ctx, going, 'retention'),
    ],
    reached: last ? { cases: [last.closedAt ?? 0, last.id] } : {},
    more: closed.length === AT_ONCE,
    customers: going.map((one) => one.customerId),
  };
}

async function requests(ctx: Ctx): Promise<Piece> {
  const before = cutoff(ctx, 'requests');
  const old = before === undefined ? [] : await oldRequests(ctx, before, AT_ONCE);
  const last = old.at(-1);
  return last ? { ...NOTHING, steps: [forgetRequests(ctx, last.at)], more: old.length === AT_ONCE } : NOTHING;
}

const alerts = async (ctx: Ctx): Promise<Piece> => ({ ...NOTHING, ...(await planOldAlerts(ctx, AT_ONCE)) });

const free = (old: readonly Old[]): string[] => old.filter((one) => !one.held).map((one) => one.id);

const reachedAt = (kind: 'answers' | 'messages', old: readonly Old[]): Round => (old.length ? { [kind]: old.at(-1)!.id } : {});

const pieceOf = (old: readonly Old[]) => ({
  more: old.length === AT_ONCE,
  customers: old.flatMap((one) => (one.held || one.customerId === null ? [] : [one.customerId])),
});
