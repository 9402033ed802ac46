import { expect, it } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { type CallbackEvent, replay } from '../../server/callbacks/fold.ts';
import { STATES, type State } from '../../server/callbacks/rules.ts';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { DAY, HOUR, toRfc3339 } from '../../server/core/time.ts';
import { erase } from '../../server/customers/actions-erasure.ts';
import { setUpTeam } from '../../server/people/actions.ts';
import { DEFAULT_SURVEY } from '../../server/surveys/rules.ts';
import { receiveText } from '../../server/texts/actions.ts';
import { rowsOf } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import { makeWorld, type World } from '../world.ts';
import { bringToFix, caseOf, letDown, missedCall, type Shown, says, surveyFor } from './cases.ts';

/** Everything that can happen to a callback. One that is missing here does not compile; one that no story tells fails below. */
const EVERY_EVENT: Record<CallbackEvent['kind'], true> = {
  ...{ opened: true, joined: true, answer_changed: true, claimed: true, assigned: true, released: true, attempted: true, written: true },
  ...{ window_chosen: true, window_opened: true, announced: true, noted: true, wrote: true, number_lost: true, understood: true },
  ...{
    understanding_agreed: true,
    understanding_corrected: true,
    proposed: true,
    promised: true,
    promise_kept: true,
    promise_missed: true,
  },
  ...{
    remedied: true,
    requested: true,
    request_answered: true,
    request_withdrawn: true,
    request_overdue: true,
    rated: true,
    no_asked: true,
  },
  ...{ offered: true, accepted: true, declined: true, recalled: true, offer_lapsed: true, fixed: true, confirmed: true, contested: true },
  ...{ joined_another: true, unconfirmed: true, withdrawn: true, let_go: true, erased: true, reassigned: true, replanned: true },
  ...{ dismissed: true, called_for: true, understanding_unanswered: true, promise_judged: true, warned: true, escalated: true },
};

it('one story tells everything that can happen to a callback, and brings one to every state', async () => {
  const company = await acme();
  for (const chapter of [calledInVain, helped, handedOver, endings, falseAlarm, theClockSpeaks, theHouseChanges]) {
    await chapter(company);
    await mustBeSound(company.world);
  }
  const kinds = await rowsOf<{ kind: string }>(company.world.client, `select distinct kind from ledger where subject like 'cbk_%'`);
  expect(kinds.map(({ kind }) => kind).sort(), 'what the story tells').toEqual(Object.keys(EVERY_EVENT).sort());
  expect(await statesReached(company)).toEqual(expect.arrayContaining([...STATES]));
});

/** In which states the callbacks have been, as their ledgers tell it step by step. */
async function statesReached({ world }: Acme): Promise<State[]> {
  const entries = await rowsOf<{ subject: string; at: number; kind: string; data: string }>(
    world.client,
    `select subject, at, kind, data from ledger where subject like 'cbk_%' order by subject, seq`,
  );
  const history = entries.map(({ subject, at, kind, data }) => ({ subject, at, event: { kind, ...JSON.parse(data) } as CallbackEvent }));
  return [
    ...new Set(
      history.map(
        ({ subject }, i) =>
          replay(
            subject,
            history.slice(0, i + 1).filter((one) => one.subject === subject),
          ).state,
      ),
    ),
  ];
}

/** Acme and four colleagues, with nobody asked too often to be asked again. */
async function acme() {
  const world = await makeWorld();
  await setUpTeam(contextOf(world.deps, theClock), 'Billing', DEFAULT_SURVEY, {
    policy: { capDays: 0, quiet: null, callWords: ['lawyer'] },
  });
  const [ines, tom, maya, ada] = [
    await world.signIn('ines'),
    await world.signIn('tom'),
    await world.signIn('maya'),
    await world.signIn('ada'),
  ];
  return { world, ines, tom, maya, ada };
}

type Acme = Awaited<ReturnType<typeof acme>>;

const soon = (world: World, time: number) => toRfc3339(world.clock.now() + time);

async function writes(world: World, who: 'rosa' | 'kenji' | 'walt', body: string): Promise<void> {
  const sid = world.deps.ids.next('txt', world.clock.now());
  const from = CUSTOMERS[who].phone;
  await receiveText(contextOf(world.deps, theClock), { sid, from, to: '+14155550100', body, optOutType: null, at: null }, 'told');
  await world.tick();
}

/** Rosa answers badly, thinks again, is let down again, and cannot be reached; she asks for another time, and at last for none. */
async function calledInVain({ world, ines }: Acme): Promise<void> {
  const { path, page, survey } = await letDown(world, 'rosa');
  await world.visitor().fillIn(survey, { score: '1' });
  await world.visitor().fillIn(await surveyFor(world, 'rosa'), { score: '1' });
  await ines.post(`${path}/claim`);
  await ines.post(`${path}/announce`);
  await ines.post(`${path}/attempts`, { outcome: 'no_answer' });
  await world.pass(DAY);
  await ines.post(`${path}/letter`, { channel: 'email' });
  await ines.post(`${path}/notes`, { text: 'She works at night.' });
  await writes(world, 'rosa', 'call me tomorrow after 3');
  await says(world, { page }, 'window', { call_day: soon(world, DAY).slice(0, 10) });
  await writes(world, 'rosa', 'wrong number');
  await says(world, { page }, 'withdraw', 'It is sorted.');
}

/** Ines understands Kenji, promises, grants and asks others; one promise and one answer do not come in time, and his own word never. */
async function helped({ world, ines }: Acme): Promise<void> {
  const { path, page } = await missedCall(world, 'kenji');
  const ask = async () => {
    const { requests } = await ines.post<Shown & { requests: { id: string }[] }>(`${path}/requests`, {
      ...{ to: 'Payments', what: 'Which charge is wrong?', at: soon(world, 2 * HOUR) },
    });
    return requests.at(-1)!.id;
  };
  const promise = async (at: string) => (await ines.post<Shown>(`${path}/promises`, { text: 'A refund.', at })).promises.at(-1)!.id;
  await ines.post(`${path}/claim`);
  await ines.post(`${path}/attempts`, { outcome: 'reached' });
  await ines.post(`${path}/understanding`, { words: 'Two charges.' });
  await says(world, { page }, 'correct', 'Three charges.');
  await ines.post(`${path}/understanding`, { words: 'Three charges.' });
  await says(world, { page }, 'agree');
  await ines.post(`${path}/confidence`, { rating: 2 });
  await ines.post(`${path}/proposals`, { text: 'A refund of all three.' });
  await ines.post(`${path}/remedies`, { power: 'refund', amount: 5_000, what: 'Paid back.' });
  await ines.post(`${path}/ask-no`, { why: 'It is two years old.', alternatives: ['A voucher.'] });
  const kept = await promise(soon(world, DAY));
  await ines.post(`${path}/keep`, { promise: kept });
  await says(world, { page }, 'promise', { promise: kept, kept: 'yes' });
  await ines.post(`${path}/answer-request`, { request: await ask(), answer: 'The third.' });
  await ines.post(`${path}/withdraw-request`, { request: await ask(), because: 'It was found.' });
  await promise(soon(world, HOUR));
  await ask();
  await world.pass(3 * HOUR);
  await ines.post(`${path}/understanding`, { words: 'Three charges for one order.' });
  await world.pass(3 * DAY);
}

/** What Amina needs is more than Tom may grant: one has no time, one does not answer, one is asked too soon, and one says yes. */
async function handedOver({ world, tom, ines, maya }: Acme): Promise<void> {
  const { path } = await missedCall(world, 'amina');
  const offer = (to: 'ines' | 'maya') =>
    tom.post(`${path}/hand-off`, { to: world.people[to], power: 'refund', amount: 10_000, why: 'It is much.' });
  await tom.post(`${path}/claim`);
  await tom.post(`${path}/release`, { reason: 'Somebody else knows them.' });
  await maya.post('/api/callbacks/assign', { ids: [path.split('/').at(-1)], to: world.people.tom });
  await offer('ines');
  await ines.post(`${path}/decline`, { reason: 'I am on a call.' });
  await offer('ines');
  await tom.post(`${path}/recall`);
  await offer('maya');
  await world.pass(DAY);
  await offer('ines');
  await ines.post(`${path}/accept`);
}

/** Amina says that it is not fixed, then that it is; Walt says nothing, then that it is not, when he has been let down again. */
async function endings({ world, ines, maya }: Acme): Promise<void> {
  const { items } = await ines.get<{ items: { id: string }[] }>('/api/callbacks?tab=mine&q=amina');
  const amina = await caseOf(world, items[0]!.id);
  await bringToFix(ines, amina);
  await says(world, amina, 'contest', 'It happened again.');
  await bringToFix(ines, amina);
  await says(world, amina, 'confirm');
  const walt = await missedCall(world, 'walt');
  await bringToFix(ines, walt);
  await world.pass(8 * DAY);
  const again = await missedCall(world, 'walt');
  await says(world, walt, 'contest', 'It was never fixed.');
  await maya.post(`${again.path}/let-go`, { reason: 'It was the other shop.', alternatives: ['A voucher.', 'Another shop.'] });
}

/** Walt wrote a word that asks for a call, and needs none; then he would like one all the same. */
async function falseAlarm({ world, ines }: Acme): Promise<void> {
  const kase = await letDown(world, 'walt', { score: '5', comment: 'All good, I do not need a lawyer.' });
  await ines.post(`${kase.path}/claim`);
  await ines.post(`${kase.path}/dismiss`, { reason: 'He says that he needs no lawyer.' });
  await says(world, kase, 'call_me');
  await says(world, kase, 'withdraw');
}

/** Nobody calls Rosa, who has come back: it is warned of, and raised step after step. */
async function theClockSpeaks({ world, ines }: Acme): Promise<void> {
  const { path } = await missedCall(world, 'rosa');
  for (let hours = 0; hours < 48; hours++) await world.pass(HOUR);
  const { timeline } = await ines.get<Shown>(path);
  const steps = timeline.filter(({ kind }) => kind === 'escalated').map(({ data }) => data.step);
  expect(steps).toEqual(steps.map((_, i) => i + 1));
  expect(steps.length).toBeGreaterThan(1);
}

/** Billing works other hours, Ines leaves, and Kenji wants to be forgotten. */
async function theHouseChanges({ world, ada }: Acme): Promise<void> {
  await missedCall(world, 'walt');
  const [billing] = (await ada.get<{ items: { id: string; name: string; hours: object }[] }>('/api/teams')).items.filter(
    ({ name }) => name === 'Billing',
  );
  await ada.post(`/api/teams/${billing!.id}/hours`, {
    ...billing!.hours,
    holidays: [1, 2, 3, 4].map((days) => soon(world, days * DAY).slice(0, 10)),
  });
  await ada.post(`/api/people/${world.people.ines}/close`, { to: world.people.tom });
  const [kenji] = await rowsOf<{ id: string }>(world.client, `select id from customers where name = ?`, CUSTOMERS.kenji.name);
  await erase(contextOf(world.deps, theClock), kenji!.id, 'asked_by_customer');
}
