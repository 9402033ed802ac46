import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bringToFix, letDown, says, surveyFor } from '../callbacks/cases.ts';
import { everyRow } from '../support/hash.ts';
import { makeWorld, type World } from '../world.ts';

const KNOWN = [
  'score',
  'sorted',
  'comment',
  'stop',
  'call_me',
  'words',
  'proof',
  'List-Unsubscribe',
  '__proto__',
  'constructor',
  'toString',
];

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.string({ unit: 'grapheme', maxLength: 50 }),
  fc.constantFrom(
    '',
    ' ',
    '1',
    '5',
    '-1',
    '1e9',
    'yes',
    'no',
    'One-Click',
    '\0',
    'a\0b',
    '<script>',
    "'; drop table people; --",
    '\r\nSet-Cookie: a=b',
  ),
  fc.integer({ min: 0, max: 6_000 }).map((length) => 'x'.repeat(length)),
);
const fields = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...KNOWN), text), text), { maxLength: 8 });

type Sent = { type: string | undefined; body: (proof: string) => Uint8Array };
const bytes = (value: string) => new TextEncoder().encode(value);

/** A form as a browser sends it, most often with our own proof, and with whatever in it. */
const urlencoded: fc.Arbitrary<Sent> = fc
  .tuple(fields, fc.boolean(), fc.constantFrom('', '; charset=utf-8', '; charset=latin1'))
  .map(([all, ours, more]) => ({
    type: `application/x-www-form-urlencoded${more}`,
    body: (proof) => bytes(new URLSearchParams([...(ours ? [['proof', proof]] : []), ...all]).toString()),
  }));

/** What no browser sends: half an encoding, a lone percent sign, the same name a thousand times. */
const broken: fc.Arbitrary<Sent> = fc
  .tuple(fc.constantFrom('proof=%', '%ff%fe=%00', '&&&=&=', 'score', 'words=%ed%a0%80', `${'a=1&'.repeat(1_000)}`), fc.boolean())
  .map(([body, ours]) => ({
    type: 'application/x-www-form-urlencoded',
    body: (proof) => bytes(`${ours ? `proof=${proof}&` : ''}${body}`),
  }));

const multipart: fc.Arbitrary<Sent> = fc
  .tuple(fields, fc.boolean(), fc.constantFrom('', '; filename="a.png"', "; filename*=UTF-8''%00"), fc.constantFrom('--', '', '\r\n'))
  .map(([all, ours, file, end]) => ({
    type: 'multipart/form-data; boundary=b',
    body: (proof) => {
      const part = (name: string, value: string, more = '') =>
        `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
      return bytes(`${ours ? part('proof', proof) : ''}${all.map(([name, value]) => part(name, value, file)).join('')}--b${end}`);
    },
  }));

const anything: fc.Arbitrary<Sent> = fc
  .tuple(
    fc.constantFrom(
      undefined,
      '',
      'text/plain',
      'application/json',
      'multipart/form-data',
      'multipart/form-data; boundary=',
      'a/b;c',
      'application/x-www-form-urlencoded;;',
    ),
    fc.uint8Array({ maxLength: 300 }),
  )
  .map(([type, body]) => ({ type, body: () => body }));

/** Every address that takes a form, with the world that it belongs to as it is after everything that was sent before. */
async function everyDoor(): Promise<{ world: World; doors: { path: string; proof: string }[] }> {
  const world = await makeWorld();
  const ines = await world.signIn('ines');
  const open = await letDown(world, 'rosa');
  const fixed = await letDown(world, 'kenji');
  await bringToFix(ines, fixed);
  const confirmed = await letDown(world, 'amina');
  await bringToFix(ines, confirmed);
  await says(world, confirmed, 'confirm');
  const survey = await surveyFor(world, 'walt', { customer: { email: 'walt@customer.example' } });
  const doors = [];
  const proofOf = async (path: string) => /name="proof" value="([^"]*)"/.exec(await (await world.visitor().send(path)).text())?.[1] ?? '';
  for (const path of [survey, open.survey]) {
    const proof = await proofOf(path);
    doors.push(...['', '/supervisor', '/unsubscribe', '/nothing'].map((end) => ({ path: path + end, proof })));
  }
  for (const { page } of [open, fixed, confirmed]) {
    const proof = await proofOf(page);
    doors.push(
      ...['agree', 'correct', 'confirm', 'contest', 'withdraw', 'constructor', '%00'].map((move) => ({ path: `${page}/${move}`, proof })),
    );
  }
  doors.push({ path: '/sign-in/made-up', proof: '' }, { path: '/s/made-up', proof: '' }, { path: '/c/made-up/confirm', proof: '' });
  return { world, doors };
}

describe('whatever is sent to a door of a customer', () => {
  it.each([
    ['a form', urlencoded, 250],
    ['a form in parts', multipart, 150],
    ['half a form', broken, 80],
    ['no form at all', anything, 120],
  ] as [string, fc.Arbitrary<Sent>, number][])('%s is taken, or refused without a trace; nothing breaks', async (_, sent, numRuns) => {
    const { world, doors } = await everyDoor();
    let before = JSON.stringify(await everyRow(world.client));
    await fc.assert(
      fc.asyncProperty(sent, fc.nat(), async ({ type, body }, n) => {
        const { path, proof } = doors[n % doors.length]!;
        const headers: Record<string, string> = type === undefined ? {} : { 'Content-Type': type };
        const answer = await world.fetch(path, { method: 'POST', headers, body: body(proof) as BodyInit, redirect: 'manual' });
        const page = await answer.text();
        expect(answer.status, `${path}: ${page}`).toBeLessThan(500);
        expect(page).not.toMatch(/<script>|\[object Object\]|undefined/);
        expect([...answer.headers.keys()]).not.toContain('set-cookie');
        const after = JSON.stringify(await everyRow(world.client));
        if (answer.status >= 400) expect(after === before, `${path} answered ${answer.status} and changed a row`).toBe(true);
        before = after;
        expect(world.faults).toEqual([]);
      }),
      { numRuns },
    );
  });
});
