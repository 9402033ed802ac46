import { act, find } from '../../server/callbacks/actions.ts';
import type { Command } from '../../server/callbacks/decide.ts';
import { theClock } from '../../server/core/actor.ts';
import { isOpen, nextOpening, type OpeningHours } from '../../server/core/calendar.ts';
import { DAY, type Instant, MINUTE } from '../../server/core/time.ts';
import { receive } from '../../server/interactions/actions.ts';
import { receiverOf } from '../../server/people/plans.ts';
import { answer } from '../../server/responses/actions.ts';
import { surveyOf } from '../../server/surveys/reading.ts';
import { AGENTS, type CastName, COLLEAGUES, TEAMS } from './cast.ts';
import { DESK } from './desk.ts';
import type { Stage } from './month.ts';
import { readLater } from './reading.ts';
import { actorOf } from './stories.ts';
import type { DeskCase, When } from './turns.ts';

/** Puts down what led to the cases that lie on the desks when the story ends, whatever the day and the hour. */
export function layTheDesk(stage: Stage, end: Instant): void {
  for (const [n, one] of DESK.entries()) {
    const { hours } = TEAMS[one.team];
    const momentOf = (when: When) =>
      when({ end, morning: (day) => morningOf(hours, end, day), atWork: (before) => lastAtWork(hours, before) });
    // A story that is shorter than this case leaves it out.
    if (momentOf(one.contacts[0]!.at) < stage.as(theClock).now) continue;
    const tied: { id?: string } = {};
    for (const [i, contact] of one.contacts.entries()) {
      const at = momentOf(contact.at);
      stage.at(at, () => oneContact(stage, one, contact, `desk-${n}-${i}`, at, tied));
    }
    for (const { at, who, move } of one.turns) {
      stage.at(momentOf(at), async () => {
        const callback = await find(stage.as(theClock), tied.id ?? '');
        await act(stage.as(actorOf(stage, who, callback)), callback.id, await commandOf(stage, who, move, `desk_${n}`, momentOf));
      });
    }
  }
}

/** A contact, and half an hour later what its customer says to it; or one that nobody took. */
async function oneContact(
  stage: Stage,
  { customer, team }: DeskCase,
  { subject, says }: DeskCase['contacts'][number],
  externalId: string,
  at: Instant,
  tied: { id?: string },
): Promise<void> {
  const agent = AGENTS[subject.length % AGENTS.length]!;
  const [verdict] = await receive(stage.as({ kind: 'source', id: 'key_demo', name: 'helpdesk' }), [
    {
      source: 'helpdesk',
      externalId,
      outcome: says ? 'handled' : 'unanswered',
      unanswered: says ? null : 'voicemail',
      channel: 'phone',
      team,
      endedAt: at,
      subject,
      handledBy: says ? { ref: agent.id, name: agent.name, email: agent.email } : null,
      recordingUrl: says ? `https://recordings.acme.example/${externalId}` : null,
      consent: null,
      customer: {
        ref: customer.id,
        name: customer.name,
        email: { address: customer.email, folded: customer.email, shown: customer.email },
        phone: customer.phone ?? null,
        zone: customer.zone,
        locale: null,
      },
    },
  ]);
  if (!verdict || !('invitation' in verdict)) throw new Error(`${externalId} was not taken.`);
  if (!says) tied.id = verdict.callback!;
  else
    stage.at((verdict.invitation.askAt ?? at) + 30 * MINUTE, async () => {
      const { invitation } = await surveyOf(stage.as(theClock), verdict.invitation.id);
      const answered = await answer(stage.as({ kind: 'customer', id: invitation.customerId }), invitation, says);
      if (answered.outcome !== 'recorded' || !answered.callback) throw new Error(`${externalId} did not lead to a callback.`);
      tied.id = answered.callback.id;
      readLater(stage, answered.response, team);
    });
}

async function commandOf(
  stage: Stage,
  who: DeskCase['turns'][number]['who'],
  move: DeskCase['turns'][number]['move'],
  id: string,
  momentOf: (when: When) => Instant,
): Promise<Command> {
  if (typeof move === 'object' && 'promise' in move && 'until' in move)
    return { move: 'promise', id: `prm_${id}`, text: move.promise, at: momentOf(move.until) };
  if (typeof move === 'object' && 'ask' in move)
    return { move: 'request', id: `req_${id}`, department: move.ask, what: move.what, at: momentOf(move.until) };
  const { currency } = stage.deps.settings;
  if (typeof move === 'object' && 'grant' in move) {
    const { authorities } = COLLEAGUES[who as CastName];
    return { move: 'remedy', power: 'refund', amount: move.grant, what: move.what, authorities, currency };
  }
  if (move !== 'hand to maya') return move;
  const to = await receiverOf(stage.as(theClock), stage.people.maya);
  return { move: 'hand_off', to, power: 'refund', amount: 90_000, currency, why: 'It is more than I may pay.' };
}

/** When a weekday opened, so many weekdays back; the first one is the last that was over when the story ends. */
function morningOf(hours: OpeningHours, end: Instant, back: number): Instant {
  let left = back;
  for (let midnight = end - (end % DAY); ; midnight -= DAY) {
    const opens = nextOpening(hours, midnight) ?? midnight;
    const isWeekday = opens < midnight + DAY && ![0, 6].includes(new Date(midnight).getUTCDay());
    if (isWeekday && opens + DAY / 2 <= end && --left === 0) return opens;
  }
}

/** The last moment before this one at which a team is at work. */
export function lastAtWork(hours: OpeningHours, before: Instant): Instant {
  for (let at = before; ; at -= 15 * MINUTE) if (isOpen(hours, at)) return at;
}
