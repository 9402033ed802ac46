import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { COLLEAGUES } from '../../db/demo/cast.ts';
import { readConfig } from '../../server/config.ts';
import { MINUTE, SECOND } from '../../server/core/time.ts';
import { CLIENT, type Fault, startFakeOidc } from '../fakes/oidc.ts';
import { finish, goThere } from '../journeys/sign-on.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import type { Visitor } from '../visitor.ts';
import { makeWorld, type World } from '../world.ts';

afterEach(() => {
  vi.useRealTimers();
});

const INES = { sub: 'u-1', email: COLLEAGUES.ines.email, email_verified: true };

async function acme() {
  const provider = await startFakeOidc();
  onTestFinished(provider.close);
  const world = await makeWorld({ env: provider.env });
  return { provider, world };
}

const whoIs = async (who: Visitor): Promise<number> => (await who.send('/api/me')).status;

const ledger = async (world: World, person: string) =>
  (await rowsOf<{ kind: string; data: string }>(world.client, 'select kind, data from ledger where subject = ? order by seq', person))
    .slice(1)
    .map(({ kind, data }) => ({ kind, ...(JSON.parse(data) as object) }));

describe('the company’s own sign-on', () => {
  it('lets in whom it vouches for, where they wanted to go, and is in their ledger', async () => {
    const { world } = await acme();
    expect(await world.visitor().get('/api/session')).toEqual({ person: null, signOn: expect.stringMatching(/^127\.0\.0\.1:\d+$/) });
    const ines = world.visitor();
    const answer = await finish(ines, await goThere(ines, '/callbacks/cbk_1?tab=mine'));
    expect(await answer.json()).toEqual({ next: '/callbacks/cbk_1?tab=mine' });
    expect(await ines.get('/api/me')).toMatchObject({ name: 'Ines Duarte', role: 'supervisor' });
    const { items } = await ines.get<{ items: { id: string }[] }>('/api/me/sessions');
    expect(items).toMatchObject([{ way: 'sso', current: true }]);
    expect(await ledger(world, world.people.ines)).toEqual([{ kind: 'signed_in', way: 'sso', session: items[0]!.id }]);
  });

  it('asks with PKCE, a state and a nonce of their own each time, and for nothing but who it is', async () => {
    const { world } = await acme();
    const asked = async () => Object.fromEntries(new URL((await world.visitor().post<{ to: string }>('/api/sign-on')).to).searchParams);
    const [one, two] = [await asked(), await asked()];
    expect(one).toMatchObject({
      response_type: 'code',
      scope: 'openid email',
      code_challenge_method: 'S256',
      client_id: CLIENT.OIDC_CLIENT_ID,
      redirect_uri: 'http://localhost:3000/signed-on',
    });
    for (const own of ['state', 'nonce', 'code_challenge'] as const) {
      expect(one[own]!.length, own).toBeGreaterThanOrEqual(27);
      expect(one[own]).not.toBe(two[own]);
    }
  });

  it('is asked what it is once an hour, and for the address where its tokens are short', async () => {
    const { world, provider } = await acme();
    provider.keepsTokensShort();
    for (const who of [world.visitor(), world.visitor()]) expect((await finish(who, await goThere(who))).status).toBe(200);
    const times = (path: string) => provider.seen.filter((one) => one === path).length;
    expect([times('/.well-known/openid-configuration'), times('/keys'), times('/userinfo')]).toEqual([1, 1, 2]);
  });

  it('is not there where it is not set up', async () => {
    const world = await makeWorld();
    expect(await world.visitor().get('/api/session')).toEqual({ person: null, signOn: null });
    expect((await world.visitor().refused('/api/sign-on')).status).toBe(404);
  });
});

describe('an answer that is not what it should be lets nobody in', () => {
  const past = () => Math.floor(Date.now() / SECOND) - 61;
  const wrong: [string, () => Fault, status: number, says: string][] = [
    ['for another sign-in', () => ({ claims: { nonce: 'another' } }), 403, 'could not be verified'],
    ['for another client', () => ({ claims: { aud: 'another' } }), 403, 'could not be verified'],
    ['of another issuer', () => ({ claims: { iss: 'https://evil.example' } }), 403, 'could not be verified'],
    ['that is over', () => ({ claims: { exp: past() } }), 403, 'could not be verified'],
    ['from the future', () => ({ claims: { nbf: past() + 200 } }), 403, 'could not be verified'],
    ['signed with another key', () => 'other_key', 403, 'could not be verified'],
    ['signed by nobody', () => 'no_signature', 403, 'could not be verified'],
    ['without a token', () => 'no_id_token', 403, 'could not be verified'],
    ['that comes by another issuer (mix-up)', () => 'other_issuer', 403, 'could not be verified'],
    ['that does not say by which issuer it comes', () => 'no_issuer', 403, 'could not be verified'],
    ['that says no', () => 'denied', 403, 'You did not sign in at 127.0.0.1'],
    ['that says later', () => 'unavailable', 503, 'does not answer as it should'],
    ['that is a fault', () => 'token_500', 503, 'does not answer as it should'],
  ];

  it.each(wrong)('%s', async (_, fault, status, says) => {
    const { world, provider } = await acme();
    const ines = world.visitor();
    provider.goesWrong(fault());
    const answer = await goThere(ines);
    const no = await finish(ines, answer);
    expect([no.status, await no.text()]).toEqual([status, expect.stringContaining(says)]);
    provider.goesWrong();
    expect((await withoutChange(world.client, () => finish(ines, answer))).status, 'a second time').toBe(410);
    expect(await rowsOf(world.client, 'select id from sessions')).toEqual([]);
    expect(
      world.said.filter(({ event }) => event === 'sign_on_failed'),
      'the operator is told',
    ).toHaveLength(1);
    const again = world.visitor();
    expect((await finish(again, await goThere(again))).status, 'begun again').toBe(200);
  });

  it('within a minute of our clock it is taken: clocks differ', async () => {
    const { world, provider } = await acme();
    const ines = world.visitor();
    provider.goesWrong({ claims: { exp: past() + 6 } });
    expect((await finish(ines, await goThere(ines))).status).toBe(200);
  });

  it('and one that does not come is waited for a few seconds', async () => {
    const { world, provider } = await acme();
    const ines = world.visitor();
    provider.goesWrong('token_hangs');
    const began = Date.now();
    expect((await finish(ines, await goThere(ines))).status).toBe(503);
    expect(Date.now() - began).toBeLessThan(8 * SECOND);
  }, 15_000);
});

describe('what somebody else began, or came too late', () => {
  it('is of no use to whoever gets hold of the address to which the browser comes back', async () => {
    const { world } = await acme();
    const [ines, thief] = [world.visitor(), world.visitor()];
    const answer = await goThere(ines);
    expect((await withoutChange(world.client, () => finish(thief, answer))).status).toBe(410);
    await goThere(thief);
    expect((await withoutChange(world.client, () => finish(thief, answer))).status, 'with a sign-in of their own').toBe(410);
    expect((await finish(ines, answer)).status, 'and did no harm').toBe(200);
  });

  it('does not take the state of another sign-in', async () => {
    const { world, provider } = await acme();
    const ines = world.visitor();
    provider.goesWrong('other_state');
    const answer = await goThere(ines);
    expect((await withoutChange(world.client, () => finish(ines, answer))).status).toBe(410);
  });

  it('works once, also when it is sent twice at once', async () => {
    const { world } = await acme();
    const ines = world.visitor();
    const answer = await goThere(ines);
    const statuses = (await Promise.all([finish(ines, answer), finish(ines, answer)])).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(await rowsOf(world.client, 'select id from sessions')).toHaveLength(1);
    expect((await finish(ines, answer)).status).toBe(410);
  });

  it('is over after ten minutes', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { world } = await acme();
    const ines = world.visitor();
    const answer = await goThere(ines);
    vi.setSystemTime(Date.now() + 10 * MINUTE);
    expect((await withoutChange(world.client, () => finish(ines, answer))).status).toBe(410);
    expect(await whoIs(ines)).toBe(401);
  });

  it('L05 is not taken from a page of another site', async () => {
    const { world } = await acme();
    const ines = world.visitor();
    const answer = await goThere(ines);
    const headers = { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'cross-site' };
    for (const [path, body] of [
      ['/api/sign-on', {}],
      ['/api/sign-on/finish', { answer }],
    ] as const)
      expect(
        (await withoutChange(world.client, () => ines.send(path, { method: 'POST', headers, body: JSON.stringify(body) }))).status,
      ).toBe(403);
  });
});

describe('who is signed on, and yet not let in', () => {
  const tried = async (world: World) => {
    const someone = world.visitor();
    const no = await finish(someone, await goThere(someone));
    expect(await whoIs(someone)).toBe(401);
    return { status: no.status, ...((await no.json()) as { detail: string; next: string }) };
  };

  it('a stranger is told whom to ask, and is not made known', async () => {
    const { world, provider } = await acme();
    provider.signsOn({ sub: 'u-9', email: 'noor@acme.example', email_verified: true });
    expect(await tried(world)).toMatchObject({ status: 403, next: 'Ask an administrator of Ringback to invite noor@acme.example.' });
    expect(await rowsOf(world.client, "select id from people where email = 'noor@acme.example'")).toEqual([]);
  });

  it.each([[false], [undefined]])('one whose address is not verified (%s) is not believed to have it', async (email_verified) => {
    const { world, provider } = await acme();
    provider.signsOn({ sub: 'u-1', email: INES.email, ...(email_verified === undefined ? {} : { email_verified }) });
    expect(await tried(world)).toMatchObject({
      status: 403,
      detail: 'Your company account does not say that its email address is verified.',
    });
  });

  it('one who has left is told so, and it is in their ledger', async () => {
    const { world } = await acme();
    await world.client.execute({ sql: 'update people set active = 0 where id = ?', args: [world.people.ines] });
    expect(await tried(world)).toMatchObject({ status: 403, detail: 'Your account here is closed.' });
    expect(await ledger(world, world.people.ines)).toEqual([{ kind: 'sign_on_refused', why: 'closed' }]);
  });

  it('whoever gets the address of somebody later does not get their account; they themselves keep it under another address', async () => {
    const { world, provider } = await acme();
    const ines = world.visitor();
    expect((await finish(ines, await goThere(ines))).status).toBe(200);
    provider.signsOn({ ...INES, sub: 'u-2' });
    expect(await tried(world)).toMatchObject({ status: 403, detail: 'This address was used here by another company account.' });
    provider.signsOn({ sub: 'u-1', email: COLLEAGUES.tom.email, email_verified: true });
    const still = world.visitor();
    expect((await finish(still, await goThere(still))).status).toBe(200);
    expect(await still.get('/api/me')).toMatchObject({ name: 'Ines Duarte' });
    const ada = await world.signIn('ada');
    await ada.post(`/api/people/${world.people.ines}/close`);
    await ada.post(`/api/people/${world.people.ines}/reopen`);
    provider.signsOn({ ...INES, sub: 'u-2' });
    const anew = world.visitor();
    expect((await finish(anew, await goThere(anew))).status, 'after the account was opened anew').toBe(200);
  });
});

describe('while the provider is down', () => {
  it('it is said so, and the link in the mail lets in as ever', async () => {
    const { world, provider } = await acme();
    provider.isDown(true);
    expect(await withoutChange(world.client, () => world.visitor().refused('/api/sign-on'))).toMatchObject({
      status: 503,
      next: 'Try again in a minute, or use a link in your mail.',
    });
    expect(await whoIs(await world.signIn('ines'))).toBe(200);
    provider.isDown(false);
    const ines = world.visitor();
    expect((await finish(ines, await goThere(ines))).status).toBe(200);
  });
});

describe('its configuration', () => {
  const named = (env: Record<string, string>) => {
    const read = readConfig(env);
    return 'problems' in read ? read.problems : [];
  };

  it('is all there or not at all, and what is wrong is said in words', () => {
    expect(named({ OIDC_ISSUER: 'https://login.acme.example', ...CLIENT })).toEqual([]);
    expect(named(CLIENT)).toEqual([expect.stringContaining('OIDC_ISSUER is missing')]);
    expect(named({ OIDC_ISSUER: 'https://login.acme.example', OIDC_CLIENT_ID: 'x' })).toEqual([
      expect.stringContaining('OIDC_CLIENT_SECRET is missing'),
    ]);
    for (const issuer of ['login.acme.example', 'http://login.acme.example', 'https://login.acme.example/?a=1'])
      expect(named({ OIDC_ISSUER: issuer, ...CLIENT })).toEqual([expect.stringContaining('OIDC_ISSUER must')]);
  });
});
