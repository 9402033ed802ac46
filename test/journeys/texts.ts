import { expect, onTestFinished } from 'vitest';
import { twilioChannel } from '../../server/channels/twilio.ts';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { DAY, HOUR, MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { setUpTeam } from '../../server/people/actions.ts';
import { DEFAULT_SURVEY } from '../../server/surveys/rules.ts';
import { keepReconciling } from '../../server/texts/actions-reconcile.ts';
import { FAKE_ACCOUNT, FAKE_TOKEN, type FakeTwilio, OUR_NUMBER, startFakeTwilio, type Told } from '../fakes/twilio.ts';
import { MONDAY, type World } from '../world.ts';

/** A provider of texts, and the way to it, for a world that is yet to be made. */
export async function withTexts() {
  const clock = { now: () => MONDAY };
  const fake = await startFakeTwilio({ now: () => clock.now() });
  onTestFinished(fake.close);
  const statusUrl = (id: string) => `http://localhost:3000/hooks/twilio/status/${id}`;
  const text = twilioChannel({ accountSid: FAKE_ACCOUNT, authToken: FAKE_TOKEN, from: OUR_NUMBER, baseUrl: fake.url, statusUrl });
  return { fake, text, clock };
}

/** Everything that can happen with texts, once: asked, answered, failed, stopped, lost and found again. It checks no more than that. */
export async function textsGoAndCome(world: World, { fake, clock }: Awaited<ReturnType<typeof withTexts>>): Promise<void> {
  clock.now = world.clock.now;
  const ctx = contextOf(world.deps, theClock);
  await setUpTeam(ctx, 'Texts', DEFAULT_SURVEY, { policy: { firstChannel: 'text' } });
  await keepReconciling(ctx);
  const numbers = ['+4930901830', '+4930901831', '+4930901832', '+4930901833'];
  const contacts = numbers.map((phone, n) => ({
    externalId: `text-${n}`,
    team: 'Texts',
    endedAt: toRfc3339(world.clock.now()),
    customer: {
      id: `t-${n}`,
      name: `Texter ${n}`,
      phone,
      consent: { text: true },
      ...(n === 1 ? { email: 'texter@customer.example' } : {}),
    },
    ...(n === 3 ? { outcome: 'unanswered' } : {}),
  }));
  expect((await world.visitor().handIn(contacts)).status).toBe(207);
  fake.next({ fault: 'drop_reply' });
  await world.tick();
  const hear = async ({ url, init }: Told) => expect((await world.fetch(url, init)).status).toBe(200);
  const [, off, gone, fine] = fake.sent();
  await hear(fake.becomes(off!, 'undelivered', 30003));
  await hear(fake.becomes(gone!, 'undelivered', 30006));
  await hear(fake.becomes(fine!, 'sent'));
  for (const body of ['HELP', 'STOP', 'START', 'Hello']) await hear(fake.writes(numbers[3]!, body));
  for (const body of ['what?', '2 - a wrong bill', 'and nobody called', 'NO', 'call me']) {
    await hear(fake.writes(numbers[0]!, body));
    await world.tick();
  }
  await hear(fake.writes(numbers[2]!, 'wrong number'));
  missed(fake);
  await world.pass(10 * MINUTE);
  for (let n = 0; n < 9; n++) await world.pass(HOUR);
  const maya = await world.signIn('maya');
  const { items } = await maya.get<{ items: { id: string }[] }>('/api/texts/unmatched');
  await maya.post(`/api/texts/${items[0]!.id}/settle`, { note: 'Dealt with.' });
  const newcomer = { from: numbers[0]!, to: OUR_NUMBER, body: 'Hello' };
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  expect((await maya.send('/dev/texts', { method: 'POST', headers, body: new URLSearchParams(newcomer).toString() })).status).toBe(303);
  await world.pass(20 * DAY);
  expect((await maya.handIn({ ...contacts[0]!, externalId: 'text-9', endedAt: toRfc3339(world.clock.now()) })).status).toBe(201);
  await world.pass(DAY);
}

const missed = (fake: FakeTwilio): void => void fake.writes('+4930901839', 'Nobody heard this.');
