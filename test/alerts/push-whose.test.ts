import { describe, expect, onTestFinished, test } from 'vitest';
import { COLLEAGUES } from '../../db/demo/cast.ts';
import { pushChannel } from '../../server/channels/push.ts';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { HOUR, MINUTE } from '../../server/core/time.ts';
import { closePerson } from '../../server/people/actions-people.ts';
import { missedCall } from '../callbacks/cases.ts';
import { startFakePush } from '../fakes/push.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import { makeWorld } from '../world.ts';

/** Acme with a push service. Tom has switched pushes on at the desk by the door, and can be offered Rosa’s callback. */
async function acme() {
  const service = await startFakePush();
  onTestFinished(service.close);
  const world = await makeWorld({ push: pushChannel({ subject: 'mailto:care@acme.example', onLoopback: true, now: Date.now }) });
  const maya = await world.signIn('maya');
  const desk = await world.signIn('tom');
  const browser = service.browser();
  await desk.post('/api/alerts/browsers', browser);
  const ines = await world.signIn('ines');
  const offer = async () => {
    const { path } = await missedCall(world);
    await ines.post(`${path}/claim`);
    await ines.post(`${path}/hand-off`, { to: world.people.tom, power: 'refund', amount: 100, why: 'Tom knows the shop.' });
    await world.tick();
  };
  const titles = () => service.arrived.map(({ endpoint, words }) => [endpoint.replace(/.*\//, ''), words.title]);
  const rows = () => rowsOf(world.client, 'select session_id from push_subscriptions');
  return { world, service, maya, desk, browser, ines, offer, titles, rows };
}

const OFFERED = 'Offered to you, in Billing';

describe('a desk that two people share', () => {
  test('what is on its way to the first does not reach the second, who has pushes on in the same browser', async () => {
    const { world, service, desk, browser, offer, titles } = await acme();
    service.answerNext(503, { 'Retry-After': '120' });
    await offer();
    await desk.post('/api/alerts/browsers/test');
    await desk.post('/api/sign-out');
    await desk.signIn(COLLEAGUES.priya.email);
    await desk.post('/api/alerts/browsers', browser);
    await world.pass(HOUR);
    expect(titles()).toEqual([]);
    await desk.post('/api/alerts/browsers/test');
    await world.tick();
    expect(titles()).toEqual([['1', 'Ringback reaches you here']]);
  });

  test('whoever signs in there signs out whoever was, without whom pushes end', async () => {
    const { world, desk, offer, titles, rows } = await acme();
    await desk.signIn(COLLEAGUES.priya.email);
    expect(await rows()).toEqual([]);
    await offer();
    await world.pass(HOUR);
    expect(titles()).toEqual([]);
    const ends = await rowsOf(world.client, "select subject from ledger where kind = 'signed_out'");
    expect(ends).toEqual([{ subject: world.people.tom }]);
  });

  test('a browser renews nothing for somebody who is not the one signed in there', async () => {
    const { world, service, desk, browser, rows } = await acme();
    const renewed = { ...service.browser(), person: world.people.tom };
    await desk.post('/api/alerts/browsers', renewed);
    expect(await rows()).toHaveLength(1);
    await desk.signIn(COLLEAGUES.priya.email);
    const priyas = () => desk.refused('/api/alerts/browsers', renewed);
    expect(await withoutChange(world.client, priyas)).toMatchObject({ status: 403, detail: 'Somebody else is signed in here now.' });
    await desk.post('/api/sign-out');
    expect(await withoutChange(world.client, () => desk.refused('/api/alerts/browsers', { ...browser, person: 'x' }))).toMatchObject({
      status: 401,
    });
  });
});

describe('pushes end at once', () => {
  test.each(['sign-out', 'sign out there', 'sign out everywhere else', 'the account is closed', 'the session is over'])(
    'when %s',
    async (how) => {
      const { world, desk, offer, titles, rows } = await acme();
      const elsewhere = await world.signIn('tom');
      const [session] = await rows();
      if (how === 'sign-out') await desk.post('/api/sign-out');
      if (how === 'sign out there') await elsewhere.post(`/api/me/sessions/${session!.session_id}/end`);
      if (how === 'sign out everywhere else') await elsewhere.post('/api/me/sessions/end-others');
      if (how === 'the account is closed') await closePerson(contextOf(world.deps, theClock), world.people.tom, undefined);
      if (how === 'the session is over') await world.client.execute('update sessions set expires_at = 0');
      else expect(await rows()).toEqual([]);
      if (how === 'the session is over' || how === 'the account is closed') {
        // What was planned before is not sent either.
        await world.client.execute(
          `insert into jobs (id, kind, due_at, data) values ('job_1', 'alerts.push', 0, '${JSON.stringify({ session: session!.session_id, alerts: [] })}')`,
        );
        await world.tick();
      } else await offer();
      await world.pass(HOUR);
      expect(titles()).toEqual([]);
    },
  );

  test('and go on in another browser of theirs', async () => {
    const { world, service, desk, offer, titles } = await acme();
    const phone = await world.signIn('tom');
    await phone.post('/api/alerts/browsers', service.browser());
    expect(await phone.get('/api/alerts/browsers')).toMatchObject({ here: true, browsers: 2 });
    await desk.post('/api/sign-out');
    expect(await phone.get('/api/alerts/browsers')).toMatchObject({ here: true, browsers: 1 });
    await offer();
    expect(titles()).toEqual([['2', OFFERED]]);
  });
});

describe('a browser that renews its address', () => {
  test('is reached at the new one, also by what waits, and nobody does anything', async () => {
    const { world, service, desk, offer, titles } = await acme();
    service.answerNext(503, { 'Retry-After': '120' });
    await offer();
    await desk.post('/api/alerts/browsers', { ...service.browser(), person: world.people.tom });
    await world.pass(2 * MINUTE);
    expect(titles()).toEqual([['2', OFFERED]]);
    expect(await desk.get('/api/alerts/browsers')).toMatchObject({ here: true, browsers: 1 });
  });
});
