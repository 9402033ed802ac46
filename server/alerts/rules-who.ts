import type { CallbackEvent } from '../callbacks/fold.ts';
import type { Callback } from '../callbacks/rules.ts';
import type { Actor } from '../core/actor.ts';
import { ADMINISTRATORS, type AlertKind, MANAGERS, managersOf } from './rules.ts';

/** Something that happened to a callback; `before` is nothing for its opening. */
export type Happened = { before: Callback | null; after: Callback; event: CallbackEvent };

/** Who is told of what. */
export type Told = { kind: AlertKind; receiver: string };

/** From so many contests of one fix on, a manager is alarmed (H12). */
const ALARMING_CONTESTS = 3;

/** Whom this concerns. Nobody is told of what they did themselves. */
export const alertsOf = (happened: Happened, actor: Actor): Told[] => {
  const told = concerned(happened).filter(({ receiver }) => actor.kind === 'clock' || receiver !== actor.id);
  return told.filter(({ receiver }, i) => told.findIndex((one) => one.receiver === receiver) === i);
};

function concerned({ before, after, event }: Happened): Told[] {
  const { ownerId, teamId } = after;
  const offer = before?.detail.offer;
  const team = (kind: AlertKind): Told[] => [{ kind, receiver: teamId }];
  const owner = (kind: AlertKind): Told[] => (ownerId === null ? [] : [{ kind, receiver: ownerId }]);
  const ours = (kind: AlertKind): Told[] => (ownerId === null ? team(kind) : owner(kind));
  const managers: Told[] = [managersOf(teamId), MANAGERS].map((receiver) => ({ kind: 'escalated', receiver }));
  switch (event.kind) {
    case 'opened':
      return team('new');
    case 'joined':
      return ours('second_failure');
    case 'warned':
      return ours('due_soon');
    case 'escalated':
      // Each step up goes to whoever has not been told yet.
      return stepOf(event) === 1 ? [...ours('overdue'), ...managers] : [{ kind: 'escalated', receiver: ADMINISTRATORS }];
    case 'promise_missed':
      return [...ours('promise_missed'), ...managers];
    case 'promise_judged':
      return event.kept ? [] : [...ours('promise_missed'), ...managers];
    case 'request_overdue':
      return ours('overdue');
    case 'contested':
      return [...ours('contested'), ...(after.round > ALARMING_CONTESTS ? managers : [])];
    case 'offered':
      return [{ kind: 'offered', receiver: event.offer.to }];
    case 'assigned':
    case 'reassigned':
      return owner('assigned');
    case 'declined':
      return [...(offer ? [{ kind: 'declined' as const, receiver: offer.by }] : []), ...owner('declined')];
    case 'offer_lapsed':
      return [...(offer ? [{ kind: 'lapsed' as const, receiver: offer.by }] : []), ...owner('lapsed')];
    case 'called_for':
    case 'wrote':
    case 'understanding_corrected':
      return owner('wrote');
    case 'window_chosen':
      return owner('postponed');
    case 'number_lost':
      return ours('number_lost');
    default:
      return [];
  }
}

/** How far up it has gone; the first step where none is told. */
const stepOf = (event: Extract<CallbackEvent, { kind: 'escalated' }>): number =>
  'step' in event && typeof event.step === 'number' ? event.step : 1;
