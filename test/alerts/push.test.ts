import { describe, expect, onTestFinished, test } from 'vitest';
import { isPushService } from '../../server/alerts/rules-push.ts';
import { pushChannel } from '../../server/channels/push.ts';
import { encrypt, MOST_BYTES } from '../../server/channels/push-crypto.ts';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { HOUR, MINUTE } from '../../server/core/time.ts';
import { closePerson } from '../../server/people/actions-people.ts';
import { missedCall } from '../callbacks/cases.ts';
import { startFakePush } from '../fakes/push.ts';
import { rowsOf } from '../support/hash.ts';
import { makeWorld } from '../world.ts';

const subject = 'mailto:care@acme.example';

/** Acme, with a push service; Tom has switched pushes on, and is offered Rosa’s callback. */
async function acme() {
  const service = await startFakePush();
  onTestFinished(service.close);
  const world = await makeWorld({ push: pushChannel({ subject, onLoopback: true, now: Date.now }) });
  const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
  const browser = service.browser();
  await tom.post('/api/alerts/browsers', browser);
  const offer = async () => {
    const { path, id } = await missedCall(world);
    await ines.post(`${path}/claim`);
    await ines.post(`${path}/hand-off`, { to: world.people.tom, power: 'refund', amount: 100, why: 'Tom knows the shop.' });
    await world.tick();
    return id;
  };
  const browsers = () => rowsOf(world.client, 'select endpoint from push_subscriptions');
  return { world, service, ines, tom, browser, offer, browsers };
}

describe('a push', () => {
  test('is signed, sealed and short: what happened, where, a first name, and the way to the callback', async () => {
    const { service, offer } = await acme();
    const id = await offer();
    expect(service.faults).toEqual([]);
    expect(service.arrived).toEqual([
      {
        endpoint: expect.stringContaining('/push/1'),
        words: { title: 'Offered to you, in Billing', body: 'Rosa', url: `/callbacks/${id}`, tag: id },
        ttl: 4 * 3_600,
        urgency: 'high',
        topic: id,
        subject,
      },
    ]);
  });

  test('of several alerts is one, without names', async () => {
    const { world, service } = await acme();
    for (const who of ['rosa', 'kenji', 'amina'] as const) await missedCall(world, who);
    await world.pass(5 * MINUTE);
    expect(service.arrived.map(({ words }) => words)).toEqual([
      { title: '3 alerts', body: '3 new callbacks in Billing', url: '/alerts', tag: 'alerts' },
    ]);
  });

  test('to a browser that has gone takes it off the list: 404 and 410', async () => {
    for (const status of [404, 410]) {
      const { service, offer, browsers } = await acme();
      service.answerNext(status);
      await offer();
      expect([service.arrived, await browsers()]).toEqual([[], []]);
    }
  });

  test('that the service cannot take now comes when it asks for it: 429 and 503', async () => {
    for (const status of [429, 503]) {
      const { world, service, offer, browsers } = await acme();
      service.answerNext(status, { 'Retry-After': '120' });
      await offer();
      await world.pass(MINUTE);
      expect(service.arrived).toEqual([]);
      await world.pass(MINUTE);
      expect([service.arrived.length, (await browsers()).length]).toEqual([1, 1]);
    }
  });

  test('is not sent on to where the service points, and a refusal is told to the operator', async () => {
    const { world, service, offer } = await acme();
    service.answerNext(307, { Location: `${service.url}/elsewhere` });
    await offer();
    await world.pass(HOUR);
    expect(service.arrived).toEqual([]);
    expect(world.said).toContainEqual({ event: 'push_refused', reason: 'status 307' });
  });

  test('is tested by whoever wants to see it, and not sent any more once switched off or when they have left', async () => {
    const { world, service, tom, browser, browsers, offer } = await acme();
    expect(await tom.post('/api/alerts/browsers/test')).toEqual({ browsers: 1 });
    await world.tick();
    expect(service.arrived.map(({ words }) => words.title)).toEqual(['Ringback reaches you here']);
    await tom.post('/api/alerts/browsers/remove');
    await offer();
    expect(service.arrived).toHaveLength(1);
    await tom.post('/api/alerts/browsers', browser);
    await closePerson(contextOf(world.deps, theClock), world.people.tom, undefined);
    expect(await browsers()).toEqual([]);
  });
});

describe('where pushes may be sent', () => {
  test.each([
    ['https://fcm.googleapis.com/fcm/send/abc', true],
    ['https://updates.push.services.mozilla.com/wpush/v2/abc', true],
    ['https://wns2-par02p.notify.windows.com/w/?token=abc', true],
    ['https://web.push.apple.com/abc', true],
    ['http://fcm.googleapis.com/fcm/send/abc', false],
    ['https://fcm.googleapis.com:8443/abc', false],
    ['https://user:secret@fcm.googleapis.com/abc', false],
    ['https://fcm.googleapis.com.attacker.example/abc', false],
    ['https://notify.windows.com.attacker.example/', false],
    ['https://10.0.0.7/push', false],
    ['https://169.254.169.254/latest/meta-data', false],
    ['https://localhost/push', false],
    ['http://127.0.0.1:9/push', false],
    ['nowhere', false],
  ])('%s: %s', (endpoint, may) => {
    expect(isPushService(endpoint, false)).toBe(may);
  });

  test('on this machine only in development; another address is refused by name', async () => {
    expect(isPushService('http://127.0.0.1:4000/push/1', true)).toBe(true);
    expect(isPushService('http://10.0.0.7/push', true)).toBe(false);
    const { tom, browser } = await acme();
    const answer = await tom.send('/api/alerts/browsers', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...browser, endpoint: 'https://10.0.0.7/push' }),
    });
    expect([answer.status, await answer.json()]).toMatchObject([422, { field: 'endpoint' }]);
  });
});

describe('the sealing', () => {
  test('is that of RFC 8291, Appendix A, to the byte', async () => {
    const open = Buffer.from('BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8', 'base64url');
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: open.subarray(1, 33).toString('base64url'),
      y: open.subarray(33).toString('base64url'),
    };
    const ecdh = { name: 'ECDH', namedCurve: 'P-256' };
    const own = { ...jwk, d: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw' };
    const pair = {
      publicKey: await crypto.subtle.importKey('jwk', jwk, ecdh, true, []),
      privateKey: await crypto.subtle.importKey('jwk', own, ecdh, false, ['deriveBits']),
    } as CryptoKeyPair;
    const target = {
      p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    };
    const salt = new Uint8Array(Buffer.from('DGv6ra1nlYgDCS1FRnbzlw', 'base64url'));
    const sealed = await encrypt('When I grow up, I want to be a watermelon', target, { pair, salt });
    expect(Buffer.from(sealed).toString('base64url')).toBe(
      'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
    );
  });

  test('takes what fits into one record, and refuses one byte more', async () => {
    const service = await startFakePush();
    onTestFinished(service.close);
    const browser = service.browser();
    expect((await encrypt('a'.repeat(MOST_BYTES), browser)).length).toBe(4_096);
    await expect(encrypt('a'.repeat(MOST_BYTES + 1), browser)).rejects.toThrow('at most 3993 bytes');
  });
});

test('a test push to a service that never answers is given up after as long as a push is good for', async () => {
  const { world, service, tom } = await acme();
  for (let n = 0; n < 40; n++) service.answerNext(503, { 'Retry-After': '3600' });
  await tom.post('/api/alerts/browsers/test', {});
  for (let n = 0; n < 8; n++) await world.pass(HOUR);
  expect(await rowsOf(world.client, "select kind from jobs where kind = 'alerts.push'")).toEqual([]);
});
