import { refuse } from '../core/refusal.ts';
import { type Authority, type Away, covers, untilWhen } from '../people/rules.ts';
import { earliest, inWorkingTime, nextStep, type Setting } from './decide-due.ts';
import type { CallbackEvent } from './fold.ts';
import type { Callback } from './rules.ts';

/** An offer to somebody, with what they may say yes to and whether they are away at this moment. */
export type HandOff = {
  move: 'hand_off';
  to: { id: string; name: string; active: boolean; away?: Away | null; authorities: readonly Authority[] };
  power: string;
  amount: number;
  why: string;
};

/** Offers it to somebody who works here, is here, and may say yes to what is asked. */
export function offered(it: Callback, { to, power, amount, why }: HandOff, setting: Setting): CallbackEvent {
  if (!to.active) refuse('invalid', `${to.name} does not work here any more.`, { field: 'to', next: 'Choose somebody else.' });
  if (to.id === it.ownerId) refuse('invalid', `${to.name} owns it already.`, { field: 'to' });
  if (to.away)
    refuse('invalid', `${to.name} is away${untilWhen(to.away, setting.hours.zone)}.`, {
      field: 'to',
      next: 'Choose somebody who is here.',
    });
  if (!covers(to.authorities, power, amount)) {
    refuse('beyond_authority', `${to.name} may not say yes to that.`, { field: 'to', next: 'Choose somebody whose authority covers it.' });
  }
  const { actor, policy } = setting;
  const by = actor.kind === 'person' ? actor : { id: it.ownerId ?? '', name: it.ownerName ?? '' };
  const until = inWorkingTime(setting, policy.acceptMinutes, 'next_step').at;
  return { kind: 'offered', offer: { to: to.id, toName: to.name, by: by.id, byName: by.name, power, amount, why, until } };
}

/** Whoever it was offered to owns it from now on. */
export function accepted(it: Callback, setting: Setting): CallbackEvent {
  const { offer } = it.detail;
  if (!offer) return refuse('wrong_state', 'It is not offered to anybody now.');
  return { kind: 'accepted', ownerId: offer.to, ownerName: offer.toName, due: earliest(it, nextStep(setting), setting) };
}
