import fc from 'fast-check';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { DAY, HOUR, MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { receiveText } from '../../server/texts/actions.ts';
import type { Visitor } from '../visitor.ts';
import type { World } from '../world.ts';
import { type CustomerName, contact, type Shown, says } from './cases.ts';

/** Acme at work: who is signed in, and which links customers have by now. */
export type Company = { world: World; staff: Visitor[]; surveys: string[]; pages: string[]; ids: string[] };

/** Something that somebody does, over HTTP, as they would. It gives back the statuses that it met. */
export type Deed = { name: string; do: (company: Company) => Promise<number[]> };

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
    .tuple(i, fc.constantFrom('agree', 'correct', 'confirm', 'contest', 'contest', 'confirm', 'withdraw', 'call_me'), words)
    .map(([n, move, said]) => async ({ world, pages }) => {
      const page = pick(pages, n);
      return page ? [(await says(world, { page }, move, said)).status] : [];
    }),
);

const postponing = deed(
  'a better time',
  fc.tuple(i, fc.nat(9)).map(([n, days]) => async ({ world, pages }) => {
    const page = pick(pages, n);
    const day = toRfc3339(world.clock.now() + days * DAY).slice(0, 10);
    return page ? [(await says(world, { page }, 'window', days ? { call_day: day } : { call_when: '' })).status] : [];
  }),
);

const confidence = deed(
  'a rating',
  fc.tuple(i, fc.integer({ min: 1, max: 5 })).map(([n, rating]) => async ({ world, pages }) => {
    const page = pick(pages, n);
    return page ? [(await says(world, { page }, 'confidence', { confidence: String(rating) })).status] : [];
  }),
);

const judging = deed(
  'a promise judged',
  fc.tuple(i, i, fc.constantFrom('yes', 'no')).map(([n, which, kept]) => async ({ world, pages, staff, ids }) => {
    const [page, id] = [pick(pages, n), pick(ids, n)];
    if (!page || !id) return [];
    const { promises } = await staff[3]!.get<Shown>(`/api/callbacks/${id}`);
    return [(await says(world, { page }, 'promise', { promise: pick(promises, which)?.id ?? 'prm_none', kept })).status];
  }),
);

const SAID = [
  '2',
  'call me tomorrow after 3',
  'tomorrow after 3',
  'next week',
  'still broken',
  'it is fixed',
  'NO',
  'wrong number',
  'STOP',
  'START',
];

const texts = deed(
  'a text',
  fc.tuple(fc.constantFrom('rosa', 'kenji', 'walt'), fc.constantFrom(...SAID)).map(([who, body]) => async ({ world }) => {
    const sid = world.deps.ids.next('txt', world.clock.now());
    const arrived = { sid, from: CUSTOMERS[who as 'rosa'].phone, to: '+14155550100', body, optOutType: null, at: null };
    await receiveText(contextOf(world.deps, theClock), arrived, 'told');
    return [];
  }),
);

const bodies: fc.Arbitrary<[path: string, body: (world: World) => Record<string, unknown>]> = fc.oneof(
  fc.constant<[string, () => Record<string, unknown>]>(['claim', () => ({})]),
  fc.constant<[string, () => Record<string, unknown>]>(['claim', () => ({})]),
  fc.constantFrom('reached', 'no_answer', 'no_answer', 'busy', 'wrong_number').map((outcome) => ['attempts', () => ({ outcome })] as const),
  fc.constantFrom('email', 'text').map((channel) => ['letter', () => ({ channel })] as const),
  fc.constant(['announce', () => ({})] as const),
  words.map((text) => ['proposals', () => ({ text })] as const),
  fc
    .tuple(fc.constantFrom('refund', 'refund', 'exception', 'replace'), fc.integer({ min: 0, max: 12_000 }))
    .map(([power, amount]) => ['remedies', () => ({ power, amount, what: 'Paid back.' })] as const),
  fc
    .integer({ min: -HOUR, max: 2 * DAY })
    .map(
      (ahead) => ['requests', (world: World) => ({ to: 'Payments', what: 'Which?', at: toRfc3339(world.clock.now() + ahead) })] as const,
    ),
  fc.integer({ min: 1, max: 5 }).map((rating) => ['confidence', () => ({ rating })] as const),
  fc.constant(['ask-no', () => ({ why: 'It is two years old.', alternatives: ['A voucher.'] })] as const),
  fc.integer({ min: 0, max: 50 }).map((hours) => {
    return ['window', (world: World) => ({ window: windowIn(world, hours) })] as const;
  }),
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
  fc.constant(['dismiss', () => ({})] as const),
  fc.constant(['let-go', () => ({ alternatives: ['A voucher.', 'Another shop.'] })] as const),
) as fc.Arbitrary<[string, (world: World) => Record<string, unknown>]>;

const windowIn = (world: World, hours: number) => {
  const from = world.clock.now() + hours * HOUR;
  return hours ? { from: toRfc3339(from), to: toRfc3339(from + HOUR) } : null;
};

const work = deed(
  'work',
  fc.tuple(i, i, bodies, fc.boolean()).map(([who, which, [path, body], both]) => async ({ world, staff, ids }) => {
    const id = pick(ids, which);
    if (!id) return [];
    const send = (n: number) => post(pick(staff, n)!, `/api/callbacks/${id}/${path}`, { reason: 'The owner is away.', ...body(world) });
    return Promise.all(both ? [send(who), send(who + 1)] : [send(who)]);
  }),
);

/** What is open on a callback is dealt with: a promise is kept, a request answered, or not needed any more. */
const settling = deed(
  'something settled',
  fc.tuple(i, i, fc.constantFrom('keep', 'answer-request', 'withdraw-request')).map(([who, which, path]) => async ({ staff, ids }) => {
    const id = pick(ids, which);
    if (!id) return [];
    const { promises, requests } = await staff[3]!.get<Shown & { requests: { id: string; state: string }[] }>(`/api/callbacks/${id}`);
    const open = (path === 'keep' ? promises : requests).find(({ state }) => state === 'open');
    if (!open) return [];
    const what = { keep: { promise: open.id }, 'answer-request': { request: open.id, answer: 'The second.' } }[path as 'keep'];
    const body = what ?? { request: open.id, because: 'It was found.' };
    return [await post(pick(staff, who)!, `/api/callbacks/${id}/${path}`, { ...body, reason: 'The owner is away.' })];
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

/** Some weeks at Acme: every move of every person, in any order. */
export const deeds = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: contacts },
    { weight: 4, arbitrary: answers },
    { weight: 1, arbitrary: wishes },
    { weight: 5, arbitrary: customersWord },
    { weight: 2, arbitrary: postponing },
    { weight: 1, arbitrary: confidence },
    { weight: 1, arbitrary: judging },
    { weight: 2, arbitrary: texts },
    { weight: 14, arbitrary: work },
    { weight: 2, arbitrary: settling },
    { weight: 3, arbitrary: time },
  ),
  { minLength: 25, maxLength: 55, size: 'max' },
);
