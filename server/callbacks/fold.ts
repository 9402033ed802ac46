import type { Instant } from '../core/time.ts';
import type { CallbackEvent } from './fold-events.ts';
import { helpedBy, NOTHING_YET } from './fold-help.ts';
import {
  closed,
  detailed,
  earlier,
  forgotten,
  planned,
  reopened,
  settled,
  tried,
  wished,
  withDue,
  withOurs,
  withoutWindow,
} from './fold-parts.ts';
import type { Callback } from './rules.ts';
import { rankOf } from './rules-order.ts';

export type { CallbackEvent, Clocked } from './fold-events.ts';

/** The callback that an opening makes. */
export function begin(id: string, event: Extract<CallbackEvent, { kind: 'opened' }>, at: Instant): Callback {
  const { cause, score, firstWords, due, customerId, teamId, interactionId } = event;
  const blank: Callback = {
    id,
    customerId,
    teamId,
    interactionId,
    cause,
    state: 'open',
    open: true,
    ownerId: null,
    ownerName: null,
    level: 0,
    round: 1,
    secondFailure: false,
    score,
    firstWords,
    dueAt: 0,
    dueKind: 'first_contact',
    dueWhy: '',
    openedAt: at,
    closedAt: null,
    rank: null,
    restsUntil: null,
    offeredTo: null,
    seq: 1,
    detail: NOTHING_YET,
  };
  return placed(detailed(withDue(blank, due), { ours: event.ours }));
}

/** The callback after one more event: the row is nothing but its ledger added up. */
export function evolve(before: Callback, event: CallbackEvent, at: Instant): Callback {
  const next = { ...withOurs(after(before, event, at), event, at), seq: before.seq + 1 };
  return placed(settlesLate(before, event, at) ? detailed(next, { late: next.detail.late + 1 }) : next);
}

/** Puts it where it belongs in the lists. */
const placed = (it: Callback): Callback => ({ ...it, rank: rankOf(it), offeredTo: it.detail.offer?.to ?? null });

/** Whether this does what was due, or ends the wait for it, after its time. Found in the ledger alone: a clock that stood still hides nothing. */
function settlesLate(before: Callback, event: CallbackEvent, at: Instant): boolean {
  const waitsForUs = before.state === 'open' || before.state === 'claimed';
  return waitsForUs && at > before.dueAt && SETTLING.includes(event.kind);
}

const SETTLING: readonly CallbackEvent['kind'][] = [
  'attempted',
  'written',
  'promised',
  'promise_kept',
  'accepted',
  'fixed',
  'withdrawn',
  'let_go',
  'dismissed',
];

function after(it: Callback, event: CallbackEvent, at: Instant): Callback {
  switch (event.kind) {
    case 'opened':
      return it;
    case 'joined':
      return withDue(
        {
          ...detailed(event.due.at === it.dueAt ? it : withoutWindow(it), { fix: null, urgent: true }),
          secondFailure: true,
          level: it.level + 1,
          state: it.ownerId ? 'claimed' : 'open',
          score: event.score ?? it.score,
          firstWords: event.firstWords ?? it.firstWords,
        },
        event.due,
      );
    case 'answer_changed':
      return {
        ...detailed(it, { wanted: it.detail.wanted || (event.cause !== null && event.cause !== 'word_rule') }),
        score: event.score ?? it.score,
        firstWords: event.firstWords ?? it.firstWords,
      };
    case 'claimed':
      return { ...it, state: 'claimed', ownerId: event.ownerId, ownerName: event.ownerName };
    case 'assigned':
      return { ...detailed(it, { offer: null }), state: 'claimed', ownerId: event.ownerId, ownerName: event.ownerName };
    case 'window_opened':
      return { ...it, restsUntil: null };
    case 'released':
      return { ...detailed(it, { offer: null, declines: it.detail.declines + 1 }), state: 'open', ownerId: null, ownerName: null };
    case 'attempted':
      return withDue(tried(it, event, event.outcome === 'reached'), event.due);
    case 'written':
      return withDue(planned(it, event), event.due);
    case 'window_chosen': {
      const { window, phone } = event;
      const restsUntil = window && window.from > at ? window.from : null;
      const tries = phone === null ? it.detail.tries : { ...it.detail.tries, badNumber: false };
      return withDue(
        { ...detailed(it, { window, wish: null, plan: null, tries, phone: phone ?? it.detail.phone, wanted: true }), restsUntil },
        event.due,
      );
    }
    case 'announced':
      return detailed(it, { announcedAt: at });
    case 'noted':
      return it;
    case 'wrote':
      // They answered: what we planned for later need not wait. The time that they chose stands.
      return wished(it.detail.window ? it : { ...detailed(it, { plan: null }), restsUntil: null }, event, at);
    case 'number_lost':
      return detailed(it, { tries: { ...it.detail.tries, badNumber: true, tactic: 'write' } });
    case 'understood':
      return detailed(it, {
        understanding: { words: event.words, state: event.state, ...(event.until === undefined ? {} : { until: event.until }) },
      });
    case 'understanding_unanswered':
      return detailed(it, { understanding: it.detail.understanding && { words: it.detail.understanding.words, state: 'unconfirmed' } });
    case 'understanding_agreed':
      return detailed(it, { understanding: it.detail.understanding && { words: it.detail.understanding.words, state: 'agreed' } });
    case 'understanding_corrected':
      return detailed(it, { understanding: { words: event.words, state: 'corrected' } });
    case 'proposed':
      return detailed(it, { proposals: [...it.detail.proposals, event.text] });
    case 'promised':
      return withDue(detailed(it, { promises: [...it.detail.promises, event.promise] }), event.due);
    case 'promise_kept':
      return withDue(settled(it, event.promise, 'kept'), event.due);
    case 'promise_missed':
      return withDue({ ...detailed(settled(it, event.promise, 'missed'), { urgent: true }), level: it.level + 1 }, event.due);
    case 'promise_judged': {
      const judged = settled(it, event.promise, event.kept ? 'kept' : 'missed', true);
      if (event.kept || event.was === 'missed') return withDue(judged, event.due);
      return withDue({ ...detailed(judged, { urgent: it.state === 'claimed' || it.detail.urgent }), level: it.level + 1 }, event.due);
    }
    case 'remedied':
    case 'no_asked':
    case 'rated':
      return detailed(it, helpedBy(it.detail, event));
    case 'requested':
    case 'request_answered':
    case 'request_withdrawn':
    case 'request_overdue':
      return withDue(detailed(it, helpedBy(it.detail, event)), event.due);
    case 'offered':
      return detailed(it, { offer: event.offer });
    case 'accepted':
      return withDue(
        { ...detailed(it, { offer: null, handOffs: it.detail.handOffs + 1 }), ownerId: event.ownerId, ownerName: event.ownerName },
        event.due,
      );
    case 'declined':
      return detailed(it, { offer: null, declines: it.detail.declines + 1 });
    case 'recalled':
    case 'offer_lapsed':
      return detailed(it, { offer: null });
    case 'fixed':
      return withDue(
        {
          ...detailed(withoutWindow(it), { fix: { cause: event.cause, done: event.done, at }, wish: null, offer: null, urgent: false }),
          state: 'fixed',
        },
        event.due,
      );
    case 'confirmed':
      return closed(it, 'confirmed', null, at);
    case 'contested': {
      const again = withDue(
        {
          ...reopened(detailed(it, { fix: null, no: null, understanding: earlier(it.detail.understanding) })),
          round: it.round + 1,
          level: it.level + 1,
        },
        event.due,
      );
      return event.alarm ? detailed(again, { escalations: again.detail.escalations + 1 }) : again;
    }
    case 'joined_another':
      return closed(it, 'joined', event.words, at);
    case 'unconfirmed':
      return closed(it, 'unconfirmed', null, at);
    case 'withdrawn':
      return closed(it, 'withdrawn', event.words, at);
    case 'let_go':
      return closed(detailed(it, { noAsked: null, no: event }), 'let_go', event.reason, at);
    case 'dismissed':
      return closed(it, 'dismissed', event.reason, at);
    case 'called_for':
      return withDue(detailed(reopened(it), { wanted: true }), event.due);
    case 'erased':
      return forgotten(it.open ? closed(it, 'erased', null, at) : it);
    case 'reassigned':
      return {
        ...detailed(it, { offer: it.detail.offer?.to === event.ownerId ? null : it.detail.offer }),
        ownerId: event.ownerId,
        ownerName: event.ownerName,
      };
    case 'replanned':
      return withDue(it, event.due);
    case 'warned':
      return event.clock ? it : detailed(it, { warnAt: null });
    case 'escalated':
      if (event.clock) return { ...detailed(it, { escalations: it.detail.escalations + 1, urgent: true }), level: event.level };
      return {
        ...detailed(it, {
          warnAt: null,
          escalateAt: event.againAt,
          step: event.step,
          escalations: it.detail.escalations + 1,
          urgent: true,
        }),
        level: event.level,
      };
  }
}

/** The whole case again, from its history. */
export function replay(id: string, history: readonly { at: Instant; event: CallbackEvent }[]): Callback {
  const [first, ...rest] = history;
  if (first?.event.kind !== 'opened') throw new Error(`${id} does not begin with its opening.`);
  return rest.reduce((callback, { at, event }) => evolve(callback, event, at), begin(id, first.event, first.at));
}
