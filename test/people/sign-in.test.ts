import { afterEach, describe, expect, it, vi } from 'vitest';
import { COLLEAGUES } from '../../db/demo/cast.ts';
import { openDb } from '../../db/file.ts';
import { MINUTE } from '../../server/core/time.ts';
import { contact } from '../callbacks/cases.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import { recording } from '../support/recorder.ts';
import { linkIn, type Visitor } from '../visitor.ts';
import { makeWorld, type World } from '../world.ts';

afterEach(() => {
  vi.useRealTimers();
});

const INES = COLLEAGUES.ines.email;
/** Not on a machine of one's own any more. (No mail leaves all the same: the world has a channel of its own.) */
const ONLINE = { RINGBACK_URL: 'https://care.acme.example', RINGBACK_SENDER: 'Acme <care@acme.example>', SMTP_URL: 'smtps://mail.example' };
const FROM_OUR_PAGE = { 'Sec-Fetch-Site': 'same-origin' };

/** The link in the mail that a colleague gets who wants to sign in. */
async function linkFor(world: World, email: string): Promise<string> {
  const someone = world.visitor();
  await someone.post('/api/sign-in', { email });
  return linkIn(await someone.mail('sign_in', email), '/sign-in/');
}

const open = (who: Visitor, link: string, headers: Record<string, string> = FROM_OUR_PAGE) => who.send(link, { method: 'POST', headers });
const whoIs = async (who: Visitor): Promise<number> => (await who.send('/api/me')).status;

describe('the link in the mail', () => {
  it('L02 signs in once; the second time it says so, and signs nobody in', async () => {
    const world = await makeWorld();
    const link = await linkFor(world, INES);
    const [ines, thief] = [world.visitor(), world.visitor()];
    expect((await open(ines, link)).status).toBe(303);
    expect(await whoIs(ines)).toBe(200);
    const second = await open(thief, link);
    expect(second.status).toBe(410);
    expect(await second.text()).toContain('This link has been used, or is too old');
    expect(await whoIs(thief)).toBe(401);
  });

  it('L02 lets one in when two open it at once', async () => {
    const world = await makeWorld();
    const link = await linkFor(world, INES);
    const answers = await Promise.all([world.visitor(), world.visitor()].map((who) => open(who, link)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 410]);
    expect(await rowsOf(world.client, 'select id from sessions')).toHaveLength(1);
  });

  it('L02 is good for 15 minutes, and for no more', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const world = await makeWorld({ start: Date.now() });
    const [inTime, late] = [await linkFor(world, INES), await linkFor(world, INES)];
    vi.setSystemTime(Date.now() + 15 * MINUTE - 1_000);
    expect((await open(world.visitor(), inTime)).status).toBe(303);
    vi.setSystemTime(Date.now() + 2_000);
    const tom = world.visitor();
    expect((await open(tom, late)).status).toBe(410);
    expect(await whoIs(tom)).toBe(401);
  });

  it.each(['GET', 'HEAD', 'OPTIONS'])('L02 does nothing when a mail scanner sends %s', async (method) => {
    const world = await makeWorld();
    const link = await linkFor(world, INES);
    const scanner = world.visitor();
    const seen = await withoutChange(world.client, () => scanner.send(link, { method }));
    expect(seen.headers.getSetCookie()).toEqual([]);
    if (method === 'GET') expect(await seen.text()).toContain('<button type="submit">Sign in</button>');
    expect((await open(world.visitor(), link)).status).toBe(303);
  });

  it('works from a real browser, which hides its origin because our pages send no referrer', async () => {
    const world = await makeWorld();
    const link = await linkFor(world, INES);
    const ines = world.visitor();
    // Measured with Chromium: a form on a page with `Referrer-Policy: no-referrer` comes with `Origin: null`.
    const answer = await open(ines, link, { 'Sec-Fetch-Site': 'same-origin', Origin: 'null' });
    expect(answer.status).toBe(303);
    expect(await whoIs(ines)).toBe(200);
  });

  it('L05 gives a cookie that no script reads and no other site sends, and over https only when we are there', async () => {
    const world = await makeWorld({ env: ONLINE });
    const answer = await open(world.visitor(), await linkFor(world, INES));
    const [cookie, ...others] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-ringback=[\w-]{27};/);
    for (const flag of ['HttpOnly', 'SameSite=Lax', 'Secure', 'Path=/', 'Max-Age=2592000']) expect(cookie).toContain(flag);
    expect(cookie).not.toContain('Domain');
    expect(others).toEqual([]);
  });
});

describe('who may ask for a link', () => {
  it.each([
    ['a stranger', 'nobody@elsewhere.example'],
    ['a customer', 'rosa@customer.example'],
    ['an address with unusual signs', "o'b!r#ien@acme.example"],
    ['an address in another script', 'ines@пример.рф'],
  ])('L03 answers %s as it answers a colleague, and writes no mail', async (_, email) => {
    const world = await makeWorld();
    const ask = (address: string) =>
      world.visitor().send('/api/sign-in', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ email: address }),
      });
    const [theirs, ours] = [await ask(email), await ask(INES)];
    expect([theirs.status, await theirs.text()]).toEqual([ours.status, await ours.text()]);
    expect(theirs.status).toBe(202);
    expect((await world.visitor().mails()).map((mail) => mail.address)).toEqual([INES]);
  });

  it('writes no mail to a colleague who has left', async () => {
    const world = await makeWorld();
    await world.client.execute({ sql: 'update people set active = 0 where email = ?', args: [INES] });
    await world.visitor().post('/api/sign-in', { email: INES });
    expect(await world.visitor().mails()).toEqual([]);
  });

  it('knows a colleague however they write their address', async () => {
    const world = await makeWorld();
    await world.visitor().post('/api/sign-in', { email: ' INES@Acme.Example ' });
    expect((await world.visitor().mails()).map((mail) => mail.address)).toEqual([INES]);
  });

  it('L03 slows down who asks again and again, and says for how long', async () => {
    const world = await makeWorld();
    const someone = world.visitor();
    const ask = (i: number) =>
      someone.send('/api/sign-in', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ email: `person-${i}@acme.example` }),
      });
    const answers = [];
    for (let i = 0; i < 25; i++) answers.push(await ask(i));
    const refused = answers.filter((answer) => answer.status === 429);
    expect(answers.length - refused.length).toBe(20);
    expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
    await world.pass(MINUTE);
    expect((await ask(99)).status).toBe(202);
  });

  it('L03 does not flood one colleague with mail, however many places it is asked from', async () => {
    const world = await makeWorld();
    const ask = (i: number) =>
      world.app.fetch(
        new Request('http://localhost:3000/api/sign-in', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ email: INES }),
        }),
        { door: world.door, callerAddress: `203.0.113.${i}` },
      );
    const answers = [];
    for (let i = 0; i < 40; i++) answers.push((await ask(i)).status);
    expect(answers.filter((status) => status === 202)).toHaveLength(20);
    expect(answers.filter((status) => status === 429)).toHaveLength(20);
    await world.pass(MINUTE);
    expect((await ask(99)).status).toBe(202);
  });

  it('L03 does as much for a stranger as for a colleague, so that the time it takes tells nothing', async () => {
    const asked = async (email: string) => {
      const recorder = recording(openDb(':memory:'));
      const world = await makeWorld({ opened: recorder.opened });
      // The settings of the company are read by the first request, whatever it asks.
      await world.visitor().send('/api/nothing');
      const before = recorder.statements().length;
      await world.visitor().post('/api/sign-in', { email });
      const sent = recorder.statements().slice(before);
      return { world, sent: sent.map(({ sql }) => sql).filter((sql) => !/^insert into "(?:messages|jobs)"/.test(sql)) };
    };
    const [ours, theirs] = [await asked(INES), await asked('nobody@elsewhere.example')];
    expect(theirs.sent).toEqual(ours.sent);
    expect(theirs.sent).toHaveLength(2);
    for (const [{ world }, person] of [
      [ours, ours.world.people.ines],
      [theirs, null],
    ] as const)
      expect(await rowsOf(world.client, 'select person_id as person from sign_ins')).toEqual([{ person }]);
  });

  it('L11 sends the link of the configuration, whatever the request says we are called', async () => {
    const world = await makeWorld({ env: ONLINE });
    const answer = await world.fetch('/api/sign-in', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Host: 'evil.example',
        'X-Forwarded-Host': 'evil.example',
        'X-Forwarded-Proto': 'http',
        Forwarded: 'host=evil.example',
      },
      body: JSON.stringify({ email: INES }),
    });
    expect(answer.status).toBe(202);
    const mail = await world.visitor().mail('sign_in', INES);
    expect(mail.text).toContain('https://care.acme.example/sign-in/');
    expect(mail.text).not.toContain('evil');
    await world.fetch('/api/interactions', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${world.key}`,
        Host: 'evil.example',
        'X-Forwarded-Host': 'evil.example',
      },
      body: JSON.stringify(contact(world, 'rosa')),
    });
    const survey = await world.visitor().mail('invitation', 'rosa@customer.example');
    expect(survey.text).toContain('https://care.acme.example/s/');
    expect(survey.text).not.toContain('evil');
  });
});

describe('a session', () => {
  it('L04 is over at once when its holder signs out, also for whoever took the cookie', async () => {
    const world = await makeWorld();
    const ines = world.visitor();
    const entered = await open(ines, await linkFor(world, INES));
    const stolen = entered.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
    await ines.post('/api/sign-out');
    expect(await whoIs(ines)).toBe(401);
    expect((await world.fetch('/api/me', { headers: { Cookie: stolen } })).status).toBe(401);
  });

  it('L04 counts for nothing once its holder has left', async () => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    await world.client.execute({ sql: 'update people set active = 0 where email = ?', args: [INES] });
    expect(await whoIs(ines)).toBe(401);
    expect((await ines.refused('/api/sign-out')).code).toBe('no_credentials');
  });

  it('L04 has the role and the teams of today', async () => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    expect(await ines.get('/api/me')).toMatchObject({ role: 'supervisor', company: 'Acme', teams: [{ name: 'Billing' }] });
    await world.client.execute({ sql: `update people set role = 'manager' where email = ?`, args: [INES] });
    expect(await ines.get('/api/me')).toMatchObject({ role: 'manager', teams: [{ name: 'Billing' }, { name: 'Deliveries' }] });
  });

  it('L04 is nothing that can be made up', async () => {
    const world = await makeWorld();
    for (const name of ['ringback', '__Host-ringback']) {
      for (const value of ['', 'x', 'x.y', '%00', 'a'.repeat(5_000)]) {
        expect((await world.fetch('/api/me', { headers: { Cookie: `${name}=${value}` } })).status, `${name}=${value}`).toBe(401);
      }
    }
  });

  it.each([
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a sister site', { 'Sec-Fetch-Site': 'same-site' }],
    ['nowhere', { 'Sec-Fetch-Site': 'none' }],
    ['a foreign origin', { Origin: 'https://evil.example' }],
    ['an origin that is hidden', { Origin: 'null' }],
    ['our name on another port', { Origin: 'http://localhost:3001' }],
    ['a foreign origin that claims to be ours', { 'Sec-Fetch-Site': 'same-origin', Origin: 'https://evil.example' }],
  ] as [string, Record<string, string>][])('L05 is not lent to a request from %s', async (_, headers) => {
    const world = await makeWorld();
    const ines = await world.signIn('ines');
    const link = await linkFor(world, COLLEAGUES.tom.email);
    for (const path of ['/api/sign-out', '/api/callbacks/cbk_1/claim', '/api/sign-in', link]) {
      const answer = await withoutChange(world.client, () =>
        ines.send(path, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', ...headers },
          body: '{"email":"a@acme.example"}',
        }),
      );
      expect(answer.status, path).toBe(403);
    }
    expect(await whoIs(ines)).toBe(200);
  });
});
