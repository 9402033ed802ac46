import fc from 'fast-check';
import { expect, it } from 'vitest';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { DAY, HOUR, MINUTE } from '../../server/core/time.ts';
import { setUpTeam } from '../../server/people/actions.ts';
import { DEFAULT_SURVEY } from '../../server/surveys/rules.ts';
import { rowsOf } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import type { Visitor } from '../visitor.ts';
import { makeWorld, type World } from '../world.ts';
import { bringToFix, type Case, type CustomerName, contact, missedCall, type Shown, says } from './cases.ts';

/** Acme at work: who is signed in, and which links customers have by now. */
type Company = { world: World; staff: Visitor[]; surveys: string[]; pages: string[]; ids: string[] };

/** Something that somebody does, over HTTP, as they would. It gives back the statuses that it met. */
type Deed = { name: string; do: (company: Company) => Promise<number[]> };

const pick = <T>(from: readonly T[], i: number): T | undefined => (from.length ? from[i % from.length] : undefined);
const post = async (who: Visitor, path: string, body: unknown): Promise<number> =>
  (await who.send(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })).status;

const i = fc.nat(30);
const words = fc.oneof(
  fc.constantFrom('Charged twice.', 'Still broken 😀', 'My lawyer knows.', 'card 4111 1111 1111 1111', `${'x'.repeat(139)}😀 and more`),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
);
const customer = fc.constantFrom<CustomerName>('rosa', 'kenji', 'amina', 'walt');
const deed = (name: string, doing: fc.Arbitrary<Deed['do']>): fc.Arbitrary<Deed> => doing.map((act) => ({ name, do: act }));

const contacts = deed(
  'a contact',
  fc.tuple(customer, fc.boolean(), fc.constantFrom('Billing', 'Deliveries')).map(([who, missed, team]) => async ({ world }) => {
    const more = { team, ...(missed ? { outcome: 'unanswered', unanswered: 'voicemail' } : {}) };
    return [(await world.visitor().handIn(contact(world, who, more))).status];
  }),
);

const answers = deed(
  'an answer',
  fc
    .record({
      i,
      score: fc.integer({ min: 0, max: 6 }),
      comment: fc.option(words),
      sorted: fc.constantFrom('', 'yes', 'no'),
      twice: fc.boolean(),
    })
    .map((said) => async ({ world, surveys }) => {
      const survey = pick(surveys, said.i);
      if (!survey) return [];
      const fields = { score: String(said.score), comment: said.comment ?? '', sorted: said.sorted };
      const send = async () => (await world.visitor().fillIn(survey, fields)).status;
      return Promise.all(said.twice ? [send(), send()] : [send()]);
    }),
);

const wishes = deed(
  'a wish',
  fc.tuple(i, fc.constantFrom('supervisor', 'unsubscribe')).map(([n, wish]) => async ({ world, surveys }) => {
    const survey = pick(surveys, n);
    return survey ? [(await world.visitor().fillIn(survey, {}, `${survey}/${wish}`)).status] : [];
  }),
);

const customersWord = deed(
  'a customer’s word',
  fc
    .tuple(i, fc.constantFrom('agree', 'correct', 'confirm', 'contest', 'contest', 'confirm', 'withdraw'), words)
    .map(([n, move, said]) => async ({ world, pages }) => {
      const page = pick(pages, n);
      return page ? [(await says(world, { page }, move, said)).status] : [];
    }),
);

const bodies: fc.Arbitrary<[path: string, body: (world: World) => Record<string, unknown>]> = fc.oneof(
  fc.constant<[string, () => Record<string, unknown>]>(['claim', () => ({})]),
  fc.constant<[string, () => Record<string, unknown>]>(['claim', () => ({})]),
  fc.constantFrom('reached', 'no_answer').map((outcome) => ['attempts', () => ({ outcome })] as const),
  words.map((said) => ['understanding', () => ({ words: said })] as const),
  words.map((said) => ['understanding', () => ({ words: said, agreed: true })] as const),
  fc.constant(['fix', () => ({ cause: 'policy', done: 'Paid back.' })] as const),
  fc.constant(['fix', () => ({ cause: 'policy', done: 'Paid back.' })] as const),
  words.map((said) => ['notes', () => ({ text: said })] as const),
  fc
    .integer({ min: -HOUR, max: 4 * DAY })
    .map(
      (ahead) => ['promises', (world: World) => ({ text: 'A refund.', at: new Date(world.clock.now() + ahead).toISOString() })] as const,
    ),
  fc.constantFrom('tom', 'maya', 'ines').map((to) => {
    return ['hand-off', (world: World) => ({ to: world.people[to as 'tom'], power: 'refund', amount: 100, why: 'They may.' })] as const;
  }),
  fc.constantFrom('accept', 'decline', 'recall', 'release').map((move) => [move, () => ({})] as const),
  fc.constant(['let-go', () => ({ alternatives: ['A voucher.', 'Another shop.'] })] as const),
) as fc.Arbitrary<[string, (world: World) => Record<string, unknown>]>;

const work = deed(
  'work',
  fc.tuple(i, i, bodies, fc.boolean()).map(([who, which, [path, body], both]) => async ({ world, staff, ids }) => {
    const id = pick(ids, which);
    if (!id) return [];
    const send = (n: number) => post(pick(staff, n)!, `/api/callbacks/${id}/${path}`, { reason: 'The owner is away.', ...body(world) });
    return Promise.all(both ? [send(who), send(who + 1)] : [send(who)]);
  }),
);

const keeping = deed(
  'a promise kept',
  fc.tuple(i, i).map(([who, which]) => async ({ staff, ids }) => {
    const id = pick(ids, which);
    const shown = id && (await (await staff[3]!.send(`/api/callbacks/${id}`)).json());
    const promise = (shown as Shown | undefined)?.promises.find((one) => one.state === 'open');
    return promise
      ? [await post(pick(staff, who)!, `/api/callbacks/${id}/keep`, { promise: promise.id, reason: 'The owner is away.' })]
      : [];
  }),
);

const time = deed(
  'time',
  fc.tuple(fc.constantFrom(MINUTE, HOUR, 4 * HOUR, DAY, 3 * DAY), fc.boolean()).map(([span, stands]) => async ({ world }) => {
    world.clock.moveTo(world.clock.now() + span);
    if (!stands) await Promise.all([world.tick(), world.tick()]);
    return [];
  }),
);

const deeds = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: contacts },
    { weight: 4, arbitrary: answers },
    { weight: 1, arbitrary: wishes },
    { weight: 5, arbitrary: customersWord },
    { weight: 12, arbitrary: work },
    { weight: 1, arbitrary: keeping },
    { weight: 3, arbitrary: time },
  ),
  { minLength: 25, maxLength: 45, size: 'max' },
);

/** What there is to work on by now. Nothing is waited for: the clock may stand still. */
async function look(company: Company): Promise<void> {
  const { client } = company.world;
  const mails = await rowsOf<{ text: string }>(client, `select json_extract(request, '$.text') text from messages order by id`);
  const links = (kind: string) => [...new Set(mails.flatMap(({ text }) => new RegExp(`/${kind}/[\\w-]+`).exec(text)?.[0] ?? []))];
  company.surveys = links('s');
  company.pages = links('c');
  company.ids = (await rowsOf<{ id: string }>(client, 'select id from callbacks order by id')).map((row) => row.id);
}

/** A story in which four callbacks come to their four ends, so that all of them are told in every run. */
function everyEnding(): Deed[] {
  const cases: Case[] = [];
  const act = (name: string, act: (company: Company) => Promise<unknown>): Deed => ({ name, do: (company) => act(company).then(() => []) });
  return [
    act('four calls that nobody took', async ({ world }) => {
      for (const who of ['rosa', 'kenji', 'amina', 'walt'] as const) cases.push(await missedCall(world, who));
    }),
    act('two are claimed', async ({ staff: [ines] }) => {
      for (const { path } of cases.slice(0, 2)) await ines!.post(`${path}/claim`);
    }),
    act('and fixed', async ({ staff: [ines] }) => {
      for (const one of cases.slice(0, 2)) await bringToFix(ines!, one);
    }),
    act('one is confirmed', ({ world }) => says(world, cases[0]!, 'confirm')),
    act('one is withdrawn', ({ world }) => says(world, cases[2]!, 'withdraw', 'It is sorted.')),
    act('one is let go', ({ staff }) =>
      staff[3]!.post(`${cases[3]!.path}/let-go`, { reason: 'It was the other shop.', alternatives: ['A voucher.', 'Another shop.'] }),
    ),
    act('and one is never answered', async ({ world }) => {
      world.clock.moveTo(world.clock.now() + 8 * DAY);
      await world.tick();
    }),
  ];
}

const EVERY_STATE = ['claimed', 'confirmed', 'fixed', 'let_go', 'open', 'unconfirmed', 'withdrawn'];

const EXPECTED = [200, 201, 303, 403, 404, 409, 410, 422];

it('whatever customers, supervisors and the clock do, the database is sound, and every callback is its history', async () => {
  const states = new Set<unknown>();
  await fc.assert(
    fc.asyncProperty(deeds, async (story) => {
      const world = await makeWorld();
      for (const team of ['Billing', 'Deliveries']) {
        await setUpTeam(contextOf(world.deps, theClock), team, DEFAULT_SURVEY, { policy: { capDays: 0, quiet: null } });
      }
      const staff = [];
      for (const name of ['ines', 'tom', 'priya', 'maya'] as const) staff.push(await world.signIn(name));
      const company: Company = { world, staff, surveys: [], pages: [], ids: [] };
      for (const who of ['rosa', 'kenji', 'amina'] as const) await world.visitor().handIn(contact(world, who));
      for (const { name, do: act } of story) {
        await look(company);
        for (const status of await act(company)) expect(EXPECTED, name).toContain(status);
        for (const { state } of await rowsOf(world.client, 'select distinct state from callbacks')) states.add(state);
      }
      await world.tick();
      await mustBeSound(world);
    }),
    { numRuns: 12, interruptAfterTimeLimit: 20_000, examples: [[everyEnding()]] },
  );
  expect([...states]).toEqual(expect.arrayContaining(EVERY_STATE));
}, 90_000);
