import { moneyIn } from '../core/money.ts';
import { refuse } from '../core/refusal.ts';
import { DAY, type Instant } from '../core/time.ts';
import type { Authority } from '../people/rules.ts';
import { dueNow, earliest, firstContact, owed, type Setting } from './decide-due.ts';
import { begun } from './decide-ours.ts';
import type { CallbackEvent, Clocked } from './fold.ts';
import type { Callback } from './rules.ts';
import { type ConfidenceTime, confidenceTime, grantedOf } from './rules-help.ts';

/** What the owner can do for the customer besides talking: grant something, ask another department, say no, or see that no call is needed. */
export type Help =
  | { move: 'remedy'; power: string; amount: number; what: string; authorities: readonly Authority[]; currency: string }
  | { move: 'request'; id: string; department: string; email?: string; what: string; at: Instant }
  | { move: 'answer_request'; request: string; answer: string }
  | { move: 'withdraw_request'; request: string; reason: string }
  | { move: 'ask_no'; reason: string; alternatives: string[] }
  | LetGo
  | { move: 'dismiss'; reason: string }
  /** The customer wants the call that we thought they did not need. */
  | { move: 'ask_call' }
  | { move: 'rate'; rating: number; of: ConfidenceTime | null };

/** A no. Whoever may say yes to what was asked, without limit, may say no to it with the reason alone. */
type LetGo = { move: 'let_go'; reason: string; alternatives: string[]; power?: string; authorities?: readonly Authority[] };

/** Requests lie ahead, and within a year. */
const LONGEST_REQUEST = 366 * DAY;

/** What came of it. Refuses by name what the rules forbid. */
export function helped(it: Callback, command: Help, setting: Setting): CallbackEvent {
  switch (command.move) {
    case 'remedy':
      return granted(it, command, setting);
    case 'request':
      return requested(it, command, setting);
    case 'answer_request': {
      const { request, answer } = command;
      return { kind: 'request_answered', request: mustBeOpen(it, request), answer, due: without(it, request, setting) };
    }
    case 'withdraw_request': {
      const { request, reason } = command;
      return { kind: 'request_withdrawn', request: mustBeOpen(it, request), reason, due: without(it, request, setting) };
    }
    case 'ask_no':
      return { kind: 'no_asked', reason: command.reason, alternatives: command.alternatives, byName: nameOf(setting) };
    case 'let_go':
      return letGo(command, setting);
    case 'dismiss':
      return { kind: 'dismissed', reason: command.reason };
    case 'ask_call':
      return { kind: 'called_for', due: firstContact(setting), ours: begun(setting) };
    case 'rate': {
      const said = setting.actor.kind === 'customer' ? 'page' : 'phone';
      return { kind: 'rated', rating: command.rating, of: command.of ?? confidenceTime(it), said };
    }
  }
}

/** A remedy within the authority of whoever grants it; all that was granted of one power on this callback counts together. */
function granted(it: Callback, command: Extract<Help, { move: 'remedy' }>, setting: Setting): CallbackEvent {
  const { power, amount, what, authorities, currency } = command;
  const authority = authorities.find((one) => one.power === power);
  if (!authority) {
    return refuse('beyond_authority', `You may not say yes to “${power}”.`, {
      field: 'power',
      next: 'Hand it over to somebody who may.',
    });
  }
  const before = grantedOf(it.detail.remedies, power, currency);
  const { upTo } = authority;
  if (upTo !== null && before + amount > upTo) {
    const money = (minor: number) => moneyIn('en', minor, currency);
    const already = before ? `; ${money(before)} ${before === upTo ? 'are' : 'were'} granted already` : '';
    refuse('beyond_limit', `You may grant ${money(upTo)} of “${power}” here${already}.`, {
      field: 'amount',
      next: `${before < upTo ? `Grant at most ${money(upTo - before)} more, or hand` : 'Hand'} it over to somebody who may say yes.`,
      also: { limit: upTo, granted: before },
    });
  }
  return { kind: 'remedied', remedy: { power, amount, currency, what, byName: nameOf(setting), at: setting.now } };
}

function requested(it: Callback, command: Extract<Help, { move: 'request' }>, setting: Setting): CallbackEvent {
  const { id, department, email, what, at } = command;
  if (at <= setting.now) refuse('invalid', 'Their answer lies ahead.', { field: 'at' });
  if (at > setting.now + LONGEST_REQUEST) refuse('invalid', 'Ask for an answer within a year.', { field: 'at' });
  const request = { id, department, ...(email ? { email } : {}), what, at, state: 'open' as const, missed: false, answer: null };
  const withIt = { ...it, detail: { ...it.detail, requests: [...it.detail.requests, request] } };
  // To ask others puts off nothing that we owe the customer.
  return { kind: 'requested', request, due: earliest(withIt, dueNow(it), setting) };
}

function mustBeOpen(it: Callback, id: string): string {
  const request = it.detail.requests.find((one) => one.id === id && one.state === 'open');
  return request ? id : refuse('invalid', 'There is no such open request.', { field: 'request' });
}

/** What is due once this request no longer is: what we owed the customer before, at the time at which we owed it. */
export const without = (it: Callback, request: string, setting: Setting): Clocked =>
  it.dueKind === 'request' ? earliest(it, owed(it, setting), setting, request) : dueNow(it);

/** Whether whoever says no may say yes to what was asked, without limit. */
export const isAtTheTop = ({ power, authorities = [] }: LetGo): boolean =>
  authorities.some((one) => one.power === power && one.upTo === null);

function letGo(command: LetGo, setting: Setting): CallbackEvent {
  const { reason, alternatives, power } = command;
  const atTheTop = isAtTheTop(command);
  if (!atTheTop && new Set(alternatives.map((text) => text.trim().toLowerCase())).size < 2) {
    refuse('needs_alternatives', 'A no needs at least two different alternatives that were offered.', {
      field: 'alternatives',
      next: 'Write them down. Only somebody who may say yes to what was asked, without limit, can say no with the reason alone.',
    });
  }
  return { kind: 'let_go', reason, alternatives, ...(atTheTop && power ? { power } : {}), byName: nameOf(setting) };
}

const nameOf = ({ actor }: Setting): string => (actor.kind === 'person' ? actor.name : '');
