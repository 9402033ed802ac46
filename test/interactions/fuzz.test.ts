import fc from 'fast-check';
import { expect, test } from 'vitest';
import { databaseHash } from '../support/hash.ts';
import { makeWorld } from '../world.ts';
import { call, helpdesk, problemIn } from './helpdesk.ts';

// Bad input of every kind: whatever is sent, the answer is a verdict or a named refusal, and a refusal leaves no trace.

const FULL = call('call-1', {
  source: 'zendesk',
  outcome: 'unanswered',
  unanswered: 'voicemail',
  channel: 'phone',
  subject: 'a double charge',
  handledBy: { id: 'a-17', name: 'Leo Marsh' },
  recordingUrl: 'https://calls.example/1',
  consent: true,
  customer: { id: 'c-1', name: 'Rosa', email: 'rosa@customer.example', phone: '+4930901820', zone: 'Europe/Berlin', locale: 'de-DE' },
});

const anything = fc.oneof(
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }) },
  fc.constantFrom<unknown>(
    null,
    true,
    -0,
    1e308,
    2 ** 53,
    '',
    ' ',
    '\0',
    '\ud800',
    'x'.repeat(300),
    [],
    {},
    '2026-03-02T08:00:00Z',
    'a@b.example',
  ),
  fc.constantFrom(
    '=1+1',
    '<b>',
    `'; --`,
    '%',
    '_',
    '../..',
    '\u202e',
    'null',
    'NaN',
    'Etc/GMT+5',
    'tlh',
    'mailto:a@b.example',
    'http://[::1',
  ),
);

/** Every place in a body, as a path. */
const places = (value: unknown, path: string[] = []): string[][] =>
  value !== null && typeof value === 'object'
    ? [path, ...Object.entries(value).flatMap(([name, part]) => places(part, [...path, name]))]
    : [path];

function changed(body: unknown, path: readonly string[], change: (before: unknown) => unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return change(body);
  if (body === null || typeof body !== 'object' || !Object.hasOwn(body, name)) return body;
  return { ...body, [name]: changed((body as Record<string, unknown>)[name], rest, change) };
}

const mutation = fc.record({
  path: fc.constantFrom(...places(FULL)),
  change: fc.oneof(
    anything.map((value) => () => value),
    fc.constant(() => undefined),
    fc.tuple(fc.string({ unit: 'binary' }), anything).map(([name, value]) => (before: unknown) => ({
      ...(before as object),
      [name]: value,
    })),
    fc.constant((before: unknown) => [before, before]),
    fc.constant((before: unknown) => (typeof before === 'string' ? `${before}${before}` : before)),
  ),
});

const mutant = fc
  .tuple(fc.constantFrom(call('call-1'), FULL), fc.array(mutation, { minLength: 1, maxLength: 3 }), fc.nat({ max: 5 }))
  .map(([start, mutations, n]) =>
    mutations.reduce<unknown>((body, { path, change }) => changed(body, path, change), { ...start, externalId: `call-${n}` }),
  );

/** Few enough that many of them are told again, in the same words or in others. */
const good = fc
  .record({
    n: fc.nat({ max: 5 }),
    who: fc.nat({ max: 1 }),
    subject: fc.constantFrom('a double charge', 'a late parcel'),
    outcome: fc.constantFrom('handled', 'unanswered'),
  })
  .map(({ n, who, subject, outcome }) =>
    call(`call-${n}`, { subject, outcome, customer: { id: `c-${n}-${who}`, email: `c${n}@customer.example` } }),
  );

const one = fc.oneof({ weight: 2, arbitrary: mutant }, { weight: 2, arbitrary: good }, anything);
const body = fc.oneof({ weight: 4, arbitrary: one }, fc.array(one, { maxLength: 6 }));

/** As JSON, and sometimes damaged on the way. */
const wire = fc
  .tuple(body, fc.option(fc.tuple(fc.nat(), fc.string({ unit: 'binary', maxLength: 3 })), { freq: 4 }))
  .map(([value, damage]) => {
    const json = JSON.stringify(value) ?? '';
    if (!damage) return json;
    const at = damage[0] % (json.length + 1);
    return json.slice(0, at) + damage[1] + json.slice(at + damage[1].length);
  });

const headers = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  fc.constantFrom('k1', 'k2', 'ü', ' ').map((key) => ({ 'Idempotency-Key': key })),
);

test('A07 A10 A13 A14 A26 whatever is sent, it is taken or refused by name, never a fault; and a refusal changes nothing', async () => {
  const world = await makeWorld({ env: { RINGBACK_KEY_RATE: '1000000' } });
  const desk = helpdesk(world);
  let before = await databaseHash(world.client);
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(wire, headers, async (text, extra) => {
      const answer = await desk.send(text, extra);
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
      const after = await databaseHash(world.client);
      if (answer.status >= 400) {
        expect(answer.status, await answer.clone().text()).toBeLessThan(500);
        await problemIn(answer);
        expect(after, `a refusal (${answer.status}) changed the database`).toBe(before);
      } else {
        expect([200, 201, 207]).toContain(answer.status);
        if (answer.status === 207)
          for (const { status, field } of ((await answer.json()) as { results: { status: string; field?: string }[] }).results)
            expect(status === 'invalid' ? field : 'fine').toMatch(/\S/);
      }
      before = after;
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 600) },
  );
  expect(world.faults).toEqual([]);
  // A fuzz that never gets in, or never gets refused, proves nothing.
  for (const status of [200, 201, 207, 400, 409, 422]) expect(seen.get(status) ?? 0, `answers with ${status}`).toBeGreaterThan(0);
  await world.tick();
  expect(await world.client.execute(`SELECT kind, error FROM jobs WHERE error IS NOT NULL`).then(({ rows }) => rows)).toEqual([]);
});
