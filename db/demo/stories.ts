import { act, find } from '../../server/callbacks/actions.ts';
import type { Command } from '../../server/callbacks/decide.ts';
import type { Callback } from '../../server/callbacks/rules.ts';
import type { Actor } from '../../server/core/actor.ts';
import { theClock } from '../../server/core/actor.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../server/core/time.ts';
import { receiverOf } from '../../server/people/plans.ts';
import { type CastName, COLLEAGUES, type TeamName } from './cast.ts';
import { atWork, type Stage } from './month.ts';
import { CONTESTS, NOTES, type Trouble } from './words.ts';

/** How a callback goes, and how often it goes like that. */
const ENDINGS = { confirmed: 36, retried: 18, contested: 12, handed: 9, silent: 8, missed: 6, withdrawn: 3, letGo: 4, forgotten: 4 };

/** Somebody takes a callback on, within some working hours, and works it to its end: each step is a verb, at its own time. */
export function workCallback(stage: Stage, id: string, team: TeamName, trouble: Trouble): void {
  if (stage.inHand.has(id)) {
    callAgain(stage, id, team, trouble);
    return;
  }
  stage.inHand.add(id);
  const { chance } = stage;
  const begun = stage.as(theClock).now;
  const drawn = chance.weighted(ENDINGS);
  // At Acme nobody is forgotten for long: only what came in lately still waits for an owner.
  const story = drawn === 'forgotten' && begun < stage.end - DAY ? 'confirmed' : drawn;
  const owner = chance.oneOf(SUPERVISORS[team]);
  let when = atWork(team, begun + chance.between(10 * MINUTE, 5 * HOUR));
  const play = step(stage, id);
  /** The next thing, after a while, at a time when somebody is at work. */
  const then = (who: CastName | 'customer', command: () => Command | Promise<Command>, least: number, most: number) => {
    when = who === 'customer' ? when + chance.between(least, most) : atWork(team, when + chance.between(least, most));
    play(when, who, command);
  };

  if (story === 'forgotten') return;
  if (story === 'withdrawn') {
    then('customer', () => ({ move: 'withdraw', words: 'It has sorted itself out.' }), HOUR, 2 * DAY);
    return;
  }
  play(when, owner, () => ({ move: 'claim' }));
  if (story === 'retried') {
    for (const outcome of ['no_answer', 'voicemail'] as const) {
      then(owner, () => ({ move: 'attempt', outcome, note: null }), 5 * MINUTE, 2 * HOUR);
      if (chance.happens(0.5)) break;
    }
  }
  then(
    owner,
    () => ({ move: 'attempt', outcome: 'reached', note: chance.happens(0.3) ? chance.oneOf(NOTES) : null }),
    5 * MINUTE,
    5 * HOUR,
  );
  if (story === 'letGo') {
    const alternatives = ['A voucher for the next order', 'A repair at our cost'];
    then(
      'maya',
      () => ({ move: 'let_go', reason: 'What is asked is not ours to give, and both offers were declined.', alternatives }),
      HOUR,
      DAY,
    );
    return;
  }
  then(owner, () => ({ move: 'understand', words: trouble.understood, agreed: chance.happens(0.7) }), 2 * MINUTE, 20 * MINUTE);
  then('customer', () => ({ move: 'agree' }), MINUTE, 10 * MINUTE);
  then(owner, () => ({ move: 'propose', text: trouble.proposal }), MINUTE, 10 * MINUTE);
  const last = story === 'handed' ? handOver(then, stage, owner) : owner;
  if (story === 'missed' || chance.happens(0.35)) promise(stage, id, then, last, trouble, story === 'missed');
  then(last, () => ({ move: 'fix', cause: trouble.cause, done: trouble.done }), 2 * HOUR, 2 * DAY);
  if (story === 'silent') return;
  if (story === 'contested') {
    then('customer', () => ({ move: 'contest', words: chance.oneOf(CONTESTS) }), HOUR, DAY);
    then(last, () => ({ move: 'attempt', outcome: 'reached', note: null }), 30 * MINUTE, 4 * HOUR);
    then(last, () => ({ move: 'understand', words: trouble.understood, agreed: true }), 2 * MINUTE, 20 * MINUTE);
    then(last, () => ({ move: 'fix', cause: trouble.cause, done: trouble.done }), HOUR, DAY);
  }
  then('customer', () => ({ move: 'confirm' }), 30 * MINUTE, 3 * DAY);
}

/** Let down a second time: whoever owns the case calls again, and fixes it. */
function callAgain(stage: Stage, id: string, team: TeamName, trouble: Trouble): void {
  const when = atWork(team, stage.as(theClock).now + stage.chance.between(2 * HOUR, 8 * HOUR));
  const byItsOwner = (command: Command) => async () => {
    const callback = await find(stage.as(theClock), id);
    const owner = (Object.keys(COLLEAGUES) as CastName[]).find((name) => stage.people[name] === callback.ownerId);
    if (owner && stillMakesSense(callback, command, owner, stage)) await act(stage.as(actorOf(stage, owner, callback)), id, command);
  };
  stage.at(when, byItsOwner({ move: 'attempt', outcome: 'reached', note: null }));
  stage.at(when + 5 * MINUTE, byItsOwner({ move: 'understand', words: trouble.understood, agreed: true }));
  stage.at(when + HOUR, byItsOwner({ move: 'fix', cause: trouble.cause, done: trouble.done }));
  step(stage, id)(when + DAY, 'customer', () => ({ move: 'confirm' }));
}

type Then = (who: CastName | 'customer', command: () => Command | Promise<Command>, least: number, most: number) => void;

const SUPERVISORS: Record<TeamName, readonly CastName[]> = { Billing: ['ines', 'ines', 'tom'], Deliveries: ['priya', 'priya', 'tom'] };

/** Handed to the manager, who may say yes to more; the case is theirs from then on. */
function handOver(then: Then, stage: Stage, owner: CastName): CastName {
  const why = 'The customer asks for more than I may grant.';
  const offer = async (): Promise<Command> => ({
    move: 'hand_off',
    to: await receiverOf(stage.as(theClock), stage.people.maya),
    power: 'refund',
    amount: 30_000,
    currency: stage.deps.settings.currency,
    why,
  });
  then(owner, offer, 5 * MINUTE, HOUR);
  then('maya', () => ({ move: 'accept' }), 10 * MINUTE, 2 * HOUR);
  return 'maya';
}

function promise(stage: Stage, id: string, then: Then, owner: CastName, trouble: Trouble, missed: boolean): void {
  const promiseId = `prm_${id.slice(4)}`;
  const at = () => stage.as(theClock).now + (missed ? 4 * HOUR : 3 * DAY);
  then(owner, () => ({ move: 'promise', id: promiseId, text: trouble.promise, at: at() }), MINUTE, 10 * MINUTE);
  if (missed) then(owner, () => ({ move: 'note', text: 'The promise slipped; I have called and said so.' }), DAY, 2 * DAY);
  else then(owner, () => ({ move: 'keep', promise: promiseId }), 2 * HOUR, DAY);
}

/** Plays one move at its time, as long as the case is still such that somebody would make it. */
function step(stage: Stage, id: string) {
  return (when: Instant, who: CastName | 'customer', command: () => Command | Promise<Command>) =>
    stage.at(when, async () => {
      const callback = await find(stage.as(theClock), id);
      const wanted = await command();
      if (!stillMakesSense(callback, wanted, who, stage)) return;
      await act(stage.as(actorOf(stage, who, callback)), id, wanted);
    });
}

/** The story goes on without a step that life has overtaken: a case that was closed, or that belongs to somebody else by now. */
function stillMakesSense(callback: Callback, { move }: Command, who: CastName | 'customer', stage: Stage): boolean {
  if (move === 'claim') return callback.state === 'open';
  if (move === 'confirm' || move === 'contest') return callback.state === 'fixed' || callback.state === 'unconfirmed';
  if (move === 'withdraw') return callback.open;
  if (move === 'agree') return callback.state === 'claimed' && callback.detail.understanding?.state === 'asked';
  if (move === 'propose' && callback.detail.understanding?.state === 'asked') return false;
  if (move === 'let_go') return callback.state === 'claimed';
  if (move === 'accept') return callback.detail.offer?.to === stage.people.maya;
  const promises = callback.detail.promises.some((one) => one.state === 'open');
  if (move === 'keep') return promises && callback.state === 'claimed';
  const understood = callback.detail.understanding && callback.detail.understanding.state !== 'earlier';
  if (move === 'fix' && (promises || !understood)) return false;
  return (
    callback.state === 'claimed' &&
    who !== 'customer' &&
    callback.ownerId === stage.people[who] &&
    (move !== 'hand_off' || callback.detail.offer === null)
  );
}

export const actorOf = (stage: Stage, who: CastName | 'customer', callback: Callback): Actor => {
  if (who === 'customer') return { kind: 'customer', id: callback.customerId };
  const { name, role } = COLLEAGUES[who];
  return { kind: 'person', id: stage.people[who], name, role, teams: [callback.teamId] };
};
