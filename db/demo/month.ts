import type { Actor } from '../../server/core/actor.ts';
import { theClock } from '../../server/core/actor.ts';
import { nextOpening } from '../../server/core/calendar.ts';
import type { MovableClock } from '../../server/core/clock.ts';
import { type Ctx, contextOf, type Deps } from '../../server/core/context.ts';
import { tickUntilIdle } from '../../server/core/runner.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../server/core/time.ts';
import { nextJobs } from '../../server/development/store.ts';
import { receive } from '../../server/interactions/actions.ts';
import type { Arrival } from '../../server/interactions/rules.ts';
import { handlers } from '../../server/jobs.ts';
import { answer } from '../../server/responses/actions.ts';
import { surveyOf } from '../../server/surveys/reading.ts';
import { AGENTS, type CastCustomer, type CastName, CUSTOMERS, TEAMS, type TeamName } from './cast.ts';
import { type Chance, makeChance } from './chance.ts';
import { layTheDesk } from './present.ts';
import { glanceAtAlerts, praiseIn, readLater } from './reading.ts';
import { workCallback } from './stories.ts';
import { FIRST_NAMES, GOOD, LAST_NAMES, MIDDLING, PHONES, TROUBLES, type Trouble, ZONES } from './words.ts';

/** The stage of the story: the house with a clock that the story moves, its people, and what is yet to happen. */
export type Stage = {
  deps: Deps;
  chance: Chance;
  /** What those who read draw from, so that their part can be told otherwise without changing the rest. */
  reading: Chance;
  people: Record<CastName, string>;
  end: Instant;
  /** The callbacks that somebody has begun to work on. */
  inHand: Set<string>;
  /** Puts something down to happen at a moment; what lies beyond the end of the story does not happen. */
  at(when: Instant, what: () => Promise<unknown>): void;
  as(actor: Actor): Ctx;
};

export const MONTH = 30 * DAY;

/**
 * Plays a month at Acme up to `end`, through the verbs that people use, with a clock that moves from one event to the next.
 * The same seed tells the same story. `progress` is told how far it has come, from 0 to 1.
 */
export async function playMonth(
  deps: Deps,
  clock: MovableClock,
  people: Record<CastName, string>,
  end: Instant,
  progress: (part: number) => void,
): Promise<void> {
  const chance = makeChance(20_26);
  const agenda: { when: Instant; what: () => Promise<unknown> }[] = [];
  const stage: Stage = {
    deps,
    chance,
    reading: makeChance(19_11),
    people,
    end,
    inHand: new Set(),
    at: (when, what) => void agenda.push({ when, what }),
    as: (actor) => contextOf(deps, actor),
  };
  const start = clock.now();
  for (const [n, when] of contactTimes(chance, start, end).entries()) stage.at(when, () => oneContact(stage, when, n));
  layTheDesk(stage, end);
  glanceAtAlerts(stage);
  while (agenda.length > 0) {
    agenda.sort((a, b) => b.when - a.when);
    const { when, what } = agenda.pop()!;
    if (when > end) continue;
    await passTo(deps, clock, when);
    await what();
    progress((when - start) / (end - start));
  }
  await passTo(deps, clock, end);
}

/** Lets time pass up to a moment, and stops on the way wherever something falls due. */
async function passTo(deps: Deps, clock: MovableClock, when: Instant): Promise<void> {
  for (;;) {
    const [next] = await nextJobs(contextOf(deps, theClock), 1);
    if (!next || next.dueAt > when) break;
    clock.moveTo(next.dueAt);
    await tickUntilIdle(deps, handlers);
  }
  clock.moveTo(when);
}

/** Some dozen contacts a working day, a few at the weekend, most of them in the morning. */
function contactTimes(chance: Chance, start: Instant, end: Instant): Instant[] {
  const times: Instant[] = [];
  for (let day = start; day < end; day += DAY) {
    const weekend = [0, 6].includes(new Date(day).getUTCDay());
    const count = chance.between(weekend ? 1 : 9, weekend ? 4 : 16);
    for (let n = 0; n < count; n++)
      times.push(day - (day % DAY) + 8 * HOUR + Math.min(chance.between(0, 10 * HOUR), chance.between(0, 10 * HOUR)));
  }
  return times.filter((at) => at > start && at < end);
}

async function oneContact(stage: Stage, when: Instant, n: number): Promise<void> {
  const { chance } = stage;
  const person = somebody(chance);
  const team = chance.oneOf(Object.keys(TEAMS) as TeamName[]);
  const trouble = chance.oneOf(TROUBLES[team]);
  const unanswered = chance.happens(0.06);
  const agent = chance.oneOf(AGENTS);
  const arrival: Arrival = {
    source: 'helpdesk',
    externalId: `demo-${String(n + 1).padStart(5, '0')}`,
    outcome: unanswered ? 'unanswered' : 'handled',
    unanswered: unanswered ? chance.oneOf(['voicemail', 'missed', 'abandoned'] as const) : null,
    channel: unanswered ? 'phone' : chance.oneOf(['phone', 'phone', 'chat', 'email'] as const),
    team,
    endedAt: when - 2 * MINUTE,
    subject: trouble.subject,
    handledBy: unanswered ? null : { ref: agent.id, name: agent.name, email: agent.email },
    recordingUrl: unanswered ? null : `https://recordings.acme.example/demo-${String(n + 1).padStart(5, '0')}`,
    consent: null,
    customer: {
      ref: person.id,
      name: person.name,
      email: { address: person.email, folded: person.email, shown: person.email },
      phone: person.phone ?? null,
      zone: person.zone,
      locale: null,
    },
  };
  const [verdict] = await receive(stage.as({ kind: 'source', id: 'key_demo', name: 'helpdesk' }), [arrival]);
  if (!verdict || !('invitation' in verdict)) return;
  if (verdict.callback) workCallback(stage, verdict.callback, team, trouble);
  const { invitation } = verdict;
  if (invitation.state === 'scheduled' && chance.happens(0.55)) {
    const delay = chance.happens(0.7) ? chance.between(5 * MINUTE, 3 * HOUR) : chance.between(3 * HOUR, 4 * DAY);
    stage.at((invitation.askAt ?? when) + delay, () => oneAnswer(stage, invitation.id, team, trouble));
  }
}

async function oneAnswer(stage: Stage, invitationId: string, team: TeamName, trouble: Trouble): Promise<void> {
  const { chance } = stage;
  const { invitation } = await surveyOf(stage.as(theClock), invitationId);
  const score = Number(chance.weighted({ '1': 9, '2': 9, '3': 11, '4': 26, '5': 45 }));
  const comment = score < 3 ? chance.oneOf(trouble.bad) : chance.oneOf(score === 3 ? MIDDLING : GOOD);
  const form = {
    score: String(score),
    ...(chance.happens(0.8) ? { comment } : {}),
    ...(chance.happens(0.5) ? { sorted: score < 3 ? 'no' : 'yes' } : {}),
    ...(score < 4 && chance.happens(0.4) ? { stop: trouble.stop } : {}),
    ...(score === 5 && chance.happens(0.05) ? { call_me: 'yes' } : {}),
    ...praiseIn(stage, score),
  };
  const answered = await answer(stage.as({ kind: 'customer', id: invitation.customerId }), invitation, form);
  if (answered.outcome === 'recorded') readLater(stage, answered.response, team);
  if (answered.outcome === 'recorded' && answered.callback) workCallback(stage, answered.callback.id, team, trouble);
}

/** When somebody of this team is at work, from a moment on. */
export const atWork = (team: TeamName, from: Instant): Instant => nextOpening(TEAMS[team].hours, from) ?? from;

function somebody(chance: Chance): CastCustomer {
  if (chance.happens(0.08)) return chance.oneOf(Object.values(CUSTOMERS));
  const [first, last] = [chance.oneOf(FIRST_NAMES), chance.oneOf(LAST_NAMES)];
  const name = `${first} ${last}`;
  const digits = String([...name].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 900, 7)).padStart(3, '0');
  const zone = ZONES[Number(digits) % ZONES.length]!;
  return {
    id: `c-${name.toLowerCase().replace(' ', '-')}`,
    name,
    email: `${name.toLowerCase().replace(' ', '.')}@customer.example`,
    phone: PHONES[zone] + digits,
    zone,
  };
}
