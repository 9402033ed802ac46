import { type PersonActor, seesTeam } from '../core/actor.ts';
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
  currency: string;
  why: string;
};

/** Somebody whom a callback can be given to. */
export type Colleague = PersonActor & { active: boolean; away?: Away | null };

/** Offers it to somebody who works here, is here, and may say yes to what is asked. */
export function offered(it: Callback, { to, power, amount, currency, why }: HandOff, setting: Setting): CallbackEvent {
  if (!to.active) refuse('invalid', `${to.name} does not work here any more.`, { field: 'to', next: 'Choose somebody else.' });
  if (to.id === it.ownerId) refuse('invalid', `${to.name} owns it already.`, { field: 'to' });
  mustBeHere(to, setting);
  if (!covers(to.authorities, power, amount)) {
    refuse('beyond_authority', `${to.name} may not say yes to that.`, { field: 'to', next: 'Choose somebody whose authority covers it.' });
  }
  const { actor, policy } = setting;
  const by = actor.kind === 'person' ? actor : { id: it.ownerId ?? '', name: it.ownerName ?? '' };
  const { at: until, why: untilWhy } = inWorkingTime(setting, policy.acceptMinutes, 'next_step');
  const [receiver, giver] = [
    { to: to.id, toName: to.name },
    { by: by.id, byName: by.name },
  ];
  return { kind: 'offered', offer: { ...receiver, ...giver, power, amount, currency, why, until, untilWhy } };
}

/** Whoever it was offered to owns it from now on. */
export function accepted(it: Callback, setting: Setting): CallbackEvent {
  const { offer } = it.detail;
  if (!offer) return refuse('wrong_state', 'It is not offered to anybody now.');
  return { kind: 'accepted', ownerId: offer.to, ownerName: offer.toName, due: earliest(it, nextStep(setting), setting) };
}

/** What is given to whom. `from`: whose it was, as far as the manager saw; then it is taken from nobody else. */
type Assignment = { to: Colleague; from?: string | null | undefined };

/** A manager gives it to somebody of its team. */
export function assigned(it: Callback, { to, from }: Assignment, setting: Setting): CallbackEvent {
  if (!to.active) refuse('invalid', `${to.name} no longer works here.`, { field: 'to' });
  if (!seesTeam(to, it.teamId))
    refuse('invalid', `${to.name} does not belong to this team.`, { field: 'to', next: 'Choose somebody of the team.' });
  if (to.id === it.ownerId) refuse('conflict', `${to.name} owns it already.`);
  if (from !== undefined && it.ownerId !== from) {
    const next = 'Look at what happened, then decide again.';
    refuse('conflict', it.ownerName === null ? 'It was given back a moment ago.' : `${it.ownerName} took it a moment ago.`, { next });
  }
  mustBeHere(to, setting);
  return { kind: 'assigned', ownerId: to.id, ownerName: to.name, from: it.ownerName };
}

function mustBeHere({ name, away }: { name: string; away?: Away | null }, { hours }: Setting): void {
  if (away) refuse('invalid', `${name} is away${untilWhen(away, hours.zone)}.`, { field: 'to', next: 'Choose somebody who is here.' });
}
