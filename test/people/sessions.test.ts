import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { COLLEAGUES } from '../../db/demo/cast.ts';
import { hashOf } from '../../server/core/secrets.ts';
import { HOUR, MINUTE, SECOND } from '../../server/core/time.ts';
import { SESSION_IDLE, SESSION_LIFE } from '../../server/people/rules-sign-in.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import { linkIn, type Visitor } from '../visitor.ts';
import { MONDAY, makeWorld, type World } from '../world.ts';

// Links and sessions live by the clock of the system.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: MONDAY });
});
afterEach(() => {
  vi.useRealTimers();
});

const INES = COLLEAGUES.ines.email;
const passes = (time: number) => vi.setSystemTime(Date.now() + time);
const whoIs = async (who: Visitor): Promise<number> => (await who.send('/api/me')).status;

async function linkFor(world: World): Promise<string> {
  await world.visitor().post('/api/sign-in', { email: INES });
  return linkIn(await world.visitor().mail('sign_in', INES), '/sign-in/');
}

const open = (who: Visitor, link: string) => who.send(link, { method: 'POST', headers: { 'Sec-Fetch-Site': 'same-origin' } });

const ledger = async (world: World) =>
  (
    await rowsOf<{ kind: string; data: string }>(
      world.client,
      'select kind, data from ledger where subject = ? order by seq',
      world.people.ines,
    )
  )
    .slice(1)
    .map(({ kind, data }) => ({ kind, ...(JSON.parse(data) as object) }));

describe('a session', () => {
  it('L04 is kept as a hash: what is in the database opens nothing', async () => {
    const world = await makeWorld();
    const answer = await open(world.visitor(), await linkFor(world));
    const token = /^ringback=([\w-]{27});/.exec(answer.headers.getSetCookie()[0]!)![1]!;
    const rows = await rowsOf<{ hash: string }>(world.client, 'select * from sessions');
    expect(rows).toMatchObject([{ hash: await hashOf(token), ip_address: '192.0.2.7', way: 'link' }]);
    const everything = JSON.stringify([
      rows,
      await rowsOf(world.client, 'select * from ledger'),
      await rowsOf(world.client, 'select * from sign_ins'),
    ]);
    expect(everything).not.toContain(token);
    for (const stolen of [rows[0]!.hash, String(rows[0]!.hash).toLowerCase()])
      expect((await world.fetch('/api/me', { headers: { Cookie: `ringback=${stolen}` } })).status).toBe(401);
  });

  it('ends after 30 days, however much it is used, and after 14 days in which nobody was there', async () => {
    const world = await makeWorld();
    const [busy, idle] = [await world.signIn('ines'), await world.signIn('ines')];
    passes(SESSION_IDLE - SECOND);
    expect([await whoIs(busy), await whoIs(idle)]).toEqual([200, 200]);
    await busy.post('/api/me/sessions/seen');
    passes(SECOND);
    expect([await whoIs(busy), await whoIs(idle)]).toEqual([200, 401]);
    passes(SESSION_IDLE - HOUR);
    await busy.post('/api/me/sessions/seen');
    passes(SESSION_LIFE - 2 * SESSION_IDLE + HOUR - SECOND);
    expect(await whoIs(busy)).toBe(200);
    passes(SECOND);
    expect(await whoIs(busy)).toBe(401);
    await world.signIn('ines');
    expect(await rowsOf(world.client, 'select id from sessions'), 'what is over is forgotten').toHaveLength(1);
  });

  it('is written down as used once an hour at most, and never by looking at something', async () => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    const seen = () => ines.post('/api/me/sessions/seen');
    passes(HOUR - SECOND);
    await withoutChange(world.client, seen);
    passes(SECOND);
    await withoutChange(world.client, () => ines.get('/api/me'));
    await seen();
    expect(await rowsOf(world.client, 'select seen_at - created_at as used from sessions')).toMatchObject([{ used: HOUR }]);
  });

  it('L04 is ended by its owner from elsewhere, one or all others at once; theirs and nobody else’s', async () => {
    const world = await makeWorld();
    const [desk, phone, tablet, tom] = [
      await world.signIn('ines'),
      await world.signIn('ines'),
      await world.signIn('ines'),
      await world.signIn('tom'),
    ];
    expect(await desk.post('/api/me/sessions/end-others')).toEqual({ ended: 2 });
    expect([await whoIs(desk), await whoIs(phone), await whoIs(tablet), await whoIs(tom)]).toEqual([200, 401, 401, 200]);
    expect(await withoutChange(world.client, () => desk.post('/api/me/sessions/end-others'))).toEqual({ ended: 0 });
  });

  it('L04 is in the ledger of its person: how it began, how it ended, and every link that came too late', async () => {
    const world = await makeWorld();
    const link = await linkFor(world);
    const late = await linkFor(world);
    const [desk, phone] = [world.visitor(), await world.signIn('ines')];
    await open(desk, link);
    expect((await open(world.visitor(), link)).status).toBe(410);
    const { items } = await desk.get<{ items: { id: string; current: boolean; way: string; seen: string }[] }>('/api/me/sessions');
    const [here, there] = [items.find((one) => one.current)!, items.find((one) => !one.current)!];
    expect(here).toMatchObject({ way: 'link', seen: new Date(MONDAY).toISOString() });
    await desk.post(`/api/me/sessions/${there.id}/end`);
    expect(await whoIs(phone)).toBe(401);
    await desk.post('/api/sign-out');
    passes(16 * MINUTE);
    expect((await open(world.visitor(), late)).status).toBe(410);
    expect(await ledger(world)).toEqual([
      { kind: 'signed_in', way: 'link', session: there.id },
      { kind: 'signed_in', way: 'link', session: here.id },
      { kind: 'link_refused', why: 'used' },
      { kind: 'session_ended', session: there.id },
      { kind: 'signed_out', session: here.id },
      { kind: 'link_refused', why: 'too_late' },
    ]);
  });
});

describe('L03 who tries links that open nothing', () => {
  const tryOne = async (world: World, i: number, from = '203.0.113.9') =>
    world.app.fetch(
      new Request(`http://localhost:3000/sign-in/${'x'.repeat(26)}${i % 10}`, {
        method: 'POST',
        headers: { 'Sec-Fetch-Site': 'same-origin' },
      }),
      { door: world.door, callerAddress: from },
    );

  it('is stopped after ten, and for minutes only; nobody else is', async () => {
    const world = await makeWorld();
    const link = await linkFor(world);
    const answers = [];
    for (let i = 0; i < 14; i++) answers.push(await withoutChange(world.client, () => tryOne(world, i)));
    expect(answers.map((answer) => answer.status)).toEqual([...Array(10).fill(410), ...Array(4).fill(429)]);
    expect(Number(answers[10]!.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(answers[10]!.headers.get('retry-after'))).toBeLessThanOrEqual(20);
    expect(await answers[10]!.text()).toContain('You are not signed in yet');
    expect((await open(world.visitor(), link)).status, 'a colleague elsewhere').toBe(303);
    await world.pass(4 * MINUTE);
    const later = [];
    for (let i = 0; i < 10; i++) later.push((await tryOne(world, i)).status);
    expect(later, 'after four minutes').toEqual(Array(10).fill(410));
  });

  it('is not stopped for signing in as often as a whole office does', async () => {
    const world = await makeWorld();
    for (let i = 0; i < 4; i++) {
      for (const who of ['ines', 'tom', 'maya', 'priya'] as const) await world.signIn(who);
    }
    expect(await rowsOf(world.client, 'select id from sessions')).toHaveLength(16);
  });
});
