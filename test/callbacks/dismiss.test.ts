import { describe, expect, it } from 'vitest';
import { withoutChange } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import { makeWorld } from '../world.ts';
import { falseAlarm, handIn, missedCall, type Shown, says, surveyFor } from './cases.ts';

const REASON = { reason: 'She writes that she needs no lawyer.' };

/** Rosa is content, and wrote a word that Billing listens for. Ines took the callback that came of it. */
async function alarmed() {
  const world = await makeWorld();
  const kase = await falseAlarm(world);
  const ines = await world.signIn('ines');
  await ines.post(`${kase.path}/claim`);
  return { world, kase, ines, look: () => ines.get<Shown>(kase.path) };
}

describe('G07 a callback that a word alone put on the list', () => {
  it('is closed by its owner, with the reason in words, and counts as no fix; its customer is told, and reads it on their page', async () => {
    const { world, kase, ines, look } = await alarmed();
    expect(await look()).toMatchObject({ cause: 'word_rule', moves: expect.arrayContaining(['dismiss']) });
    expect(await ines.refused(`${kase.path}/dismiss`, {})).toMatchObject({
      status: 422,
      field: 'reason',
    });
    const after = await ines.post<Shown & { fix: unknown }>(`${kase.path}/dismiss`, REASON);
    expect(after).toMatchObject({ state: 'dismissed', due: null, moves: [], fix: null });
    expect(after.timeline.at(-1)).toMatchObject({ kind: 'dismissed', by: 'Ines Duarte', data: REASON });
    const mail = await world.visitor().mail('dismissed', 'rosa@customer.example');
    expect(mail.subject).toMatch(/: We read what you wrote, and understood that no call is needed\.$/);
    expect(mail.text).not.toContain(REASON.reason);
    const page = await (await world.visitor().send(kase.page)).text();
    expect(page).toContain('We read what you wrote, and understood that no call is needed.');
    expect(page).toContain('Please have a supervisor call me');
    expect((await ines.get<{ items: { state: string }[] }>('/api/callbacks?tab=done')).items).toMatchObject([{ state: 'dismissed' }]);
    await mustBeSound(world);
  });

  it('is opened again by one tap of its customer, with its owner and a call that is due, and is theirs to ask for then', async () => {
    const { world, kase, ines, look } = await alarmed();
    await ines.post(`${kase.path}/dismiss`, REASON);
    expect((await says(world, kase, 'call_me')).page).toContain('All right. A supervisor will call you.');
    const after = await look();
    expect(after).toMatchObject({ state: 'claimed', round: 1, owner: { name: 'Ines Duarte' }, due: { kind: 'first_contact' } });
    expect(after.timeline.at(-1)).toMatchObject({ kind: 'called_for', by: 'the customer' });
    expect(after.moves).not.toContain('dismiss');
    expect((await ines.get<{ items: { kind: string }[] }>('/api/alerts')).items).toContainEqual(expect.objectContaining({ kind: 'wrote' }));
    // Said twice, it is the same call.
    await says(world, kase, 'call_me');
    expect((await look()).seq).toBe(after.seq);
    await mustBeSound(world);
  });

  it('is not reopened beside another callback of the same person: that one is the call', async () => {
    const { world, kase, ines, look } = await alarmed();
    await ines.post(`${kase.path}/dismiss`, REASON);
    await missedCall(world);
    expect((await says(world, kase, 'call_me')).status).toBe(303);
    expect(await look()).toMatchObject({ state: 'dismissed' });
    await mustBeSound(world);
  });

  it('is closed by a manager in its owner’s place, and by nobody else', async () => {
    const { world, kase } = await alarmed();
    expect(await (await world.signIn('tom')).refused(`${kase.path}/dismiss`, REASON)).toMatchObject({ status: 403 });
    const after = await (await world.signIn('maya')).post<Shown>(`${kase.path}/dismiss`, REASON);
    expect(after.timeline.at(-1)).toMatchObject({ kind: 'dismissed', by: 'Maya Lindqvist', data: { insteadOfOwner: REASON.reason } });
    await mustBeSound(world);
  });

  const MORE: [string, (at: Awaited<ReturnType<typeof alarmed>>) => Promise<unknown>][] = [
    ['whose customer is let down again', ({ world }) => handIn(world, 'rosa', { outcome: 'unanswered' })],
    ['whose answer is corrected to a low score', ({ world, kase }) => world.visitor().fillIn(kase.survey, { score: '1' })],
    ['whose customer asks for the call', ({ world, kase }) => world.visitor().fillIn(kase.survey, { score: '5', call_me: 'yes' })],
    ['whose customer chose how to be called', ({ world, kase }) => says(world, kase, 'window', { call_day: '2026-03-04' })],
    ['whose customer gives a low score elsewhere', async ({ world }) => lowAgain(world)],
    ['of which something is understood', ({ ines, kase }) => ines.post(`${kase.path}/understanding`, { words: 'A lawyer.' })],
    [
      'for which something was promised',
      ({ ines, kase }) => ines.post(`${kase.path}/promises`, { text: 'A call.', at: '2026-03-20T09:00:00Z' }),
    ],
  ];

  it.each(MORE)('is none any more, and is not dismissed, when it is one %s', async (_, more) => {
    const at = await alarmed();
    await more(at);
    expect((await at.look()).moves).not.toContain('dismiss');
    expect(await withoutChange(at.world.client, () => at.ines.refused(`${at.kase.path}/dismiss`, REASON))).toMatchObject({
      status: 409,
      code: 'wrong_state',
      detail: 'More than a word asks for this call.',
    });
  });

  it('may still be dismissed when the answer is corrected, and still has nothing but the word', async () => {
    const { world, kase, look } = await alarmed();
    await world.visitor().fillIn(kase.survey, { score: '4', comment: 'As I said: no lawyer.' });
    expect((await look()).moves).toContain('dismiss');
    await world.visitor().fillIn(kase.survey, { score: '4', comment: 'All good.' });
    expect((await look()).moves).toContain('dismiss');
  });

  it('any other callback is not dismissed', async () => {
    const world = await makeWorld();
    const kase = await missedCall(world);
    const ines = await world.signIn('ines');
    expect((await ines.post<Shown>(`${kase.path}/claim`)).moves).not.toContain('dismiss');
    expect(await ines.refused(`${kase.path}/dismiss`, REASON)).toMatchObject({ status: 409 });
  });
});

async function lowAgain(world: Awaited<ReturnType<typeof makeWorld>>) {
  await world.pass(40 * 24 * 3_600_000);
  await world.visitor().fillIn(await surveyFor(world), { score: '1' });
}
