import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../server/core/time.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import { makeWorld } from '../world.ts';
import { bringToFix, letDown, type Shown } from './cases.ts';

/** A case of Ines's that somebody else may have to say yes to. */
async function owned() {
  const world = await makeWorld();
  const kase = await letDown(world);
  const ines = await world.signIn('ines');
  await ines.post(`${kase.path}/claim`);
  const to = (name: keyof typeof world.people, more: Record<string, unknown> = {}) => ({
    to: world.people[name],
    power: 'refund',
    amount: 4_000,
    why: 'A refund beyond what I may grant.',
    ...more,
  });
  const mailsToRosa = async () => (await world.visitor().mails()).filter((mail) => mail.about === kase.id).map((mail) => mail.kind);
  return { world, ...kase, kase, ines, to, mailsToRosa };
}

describe('whom it can be handed to', () => {
  it('H06 only somebody whose authority covers what is asked', async () => {
    const { world, path, ines, to } = await owned();
    const refused = async (body: unknown) => withoutChange(world.client, () => ines.refused(`${path}/hand-off`, body));
    expect(await refused(to('tom', { amount: 5_001 }))).toMatchObject({
      status: 422,
      code: 'beyond_authority',
      field: 'to',
      detail: 'Tom Becker may not say yes to that.',
      next: 'Choose somebody whose authority covers it.',
    });
    expect(await refused(to('tom', { power: 'exception' }))).toMatchObject({ code: 'beyond_authority' });
    expect(await refused(to('priya'))).toMatchObject({ code: 'beyond_authority' });
    expect(await refused(to('ines', { amount: 1 }))).toMatchObject({ status: 422, code: 'invalid', field: 'to' });
    expect(await refused({ ...to('tom'), to: 'per_nobody' })).toMatchObject({ status: 422, field: 'to' });
    for (const [field, value] of [
      ['amount', -1],
      ['amount', 1.5],
      ['amount', 2 ** 60],
      ['power', ''],
      ['why', ' '],
      ['to', 7],
    ] as const) {
      expect(await refused(to('tom', { [field]: value }))).toMatchObject({ status: 422, field });
    }
    await world.client.execute({ sql: 'update people set active = 0 where id = ?', args: [world.people.tom] });
    expect(await refused(to('tom'))).toMatchObject({ status: 422, code: 'invalid', field: 'to' });
  });

  it('H06 and the list of colleagues names just those', async () => {
    const { ines } = await owned();
    const may = async (power: string, amount: number) =>
      (await ines.get<{ items: { name: string }[] }>(`/api/colleagues?power=${power}&amount=${amount}`)).items.map((one) => one.name);
    expect(await may('refund', 4_000)).toEqual(['Maya Lindqvist', 'Tom Becker']);
    expect(await may('refund', 5_001)).toEqual(['Maya Lindqvist']);
    expect(await may('replace', 1)).toEqual(['Priya Nair']);
    expect(await may('unheard_of', 0)).toEqual([]);
  });
});

describe('a hand-off', () => {
  it('counts when it is accepted: until then it is its owner’s, and the customer is told in the commit in which it counts', async () => {
    const { world, path, id, ines, to, mailsToRosa } = await owned();
    const tom = await world.signIn('tom');
    const offered = await ines.post<Shown>(`${path}/hand-off`, to('tom'));
    expect(offered).toMatchObject({ owner: { name: 'Ines Duarte' }, handOffs: 0, offer: { to: world.people.tom } });
    expect(await mailsToRosa()).toEqual(['callback_opened']);
    expect(await ines.refused(`${path}/hand-off`, to('maya'))).toMatchObject({
      status: 409,
      detail: 'It is offered to Tom Becker already.',
    });

    const accepted = await tom.post<Shown>(`${path}/accept`);
    expect(accepted).toMatchObject({ state: 'claimed', owner: { name: 'Tom Becker' }, handOffs: 1, offer: null });
    expect(await mailsToRosa()).toEqual(['callback_opened', 'handed_over']);
    const [message] = await rowsOf<{ created_at: number }>(world.client, `select created_at from messages where kind = 'handed_over'`);
    const [entry] = await rowsOf<{ at: number }>(world.client, `select at from ledger where subject = ? and kind = 'accepted'`, id);
    expect(message!.created_at).toBe(entry!.at);
    const mail = (await world.visitor().mails()).at(-1)!;
    expect(mail.text).toContain('Tom has taken over your case from Ines');
    expect(mail.text).not.toMatch(/Becker|Duarte/);
    expect(await ines.refused(`${path}/attempts`, { outcome: 'reached' })).toMatchObject({ status: 403 });
    await tom.post(`${path}/attempts`, { outcome: 'reached' });
  });

  it('is declined with a reason, and stays with its owner', async () => {
    const { world, path, ines, to, mailsToRosa } = await owned();
    const tom = await world.signIn('tom');
    await ines.post(`${path}/hand-off`, to('tom'));
    expect(await tom.refused(`${path}/decline`)).toMatchObject({ status: 422, field: 'reason' });
    const after = await tom.post<Shown>(`${path}/decline`, { reason: 'I am away from tomorrow.' });
    expect(after).toMatchObject({ owner: { name: 'Ines Duarte' }, handOffs: 0, offer: null });
    expect(after.timeline.at(-1)).toMatchObject({ kind: 'declined', by: 'Tom Becker', data: { reason: 'I am away from tomorrow.' } });
    expect(await mailsToRosa()).toEqual(['callback_opened']);
    expect(await tom.refused(`${path}/accept`)).toMatchObject({ status: 409, code: 'wrong_state' });
  });

  it('is taken back', async () => {
    const { world, path, ines, to } = await owned();
    const tom = await world.signIn('tom');
    await ines.post(`${path}/hand-off`, to('tom'));
    expect(await ines.post<Shown>(`${path}/recall`)).toMatchObject({ offer: null, handOffs: 0, owner: { name: 'Ines Duarte' } });
    expect(await tom.refused(`${path}/accept`)).toMatchObject({
      status: 409,
      detail: 'It is not offered to anybody now; Ines Duarte owns it.',
    });
    expect(await ines.refused(`${path}/recall`)).toMatchObject({ status: 409 });
  });

  it('H07 lapses when nobody accepts in time: to the second, once, and owned at every moment', async () => {
    const { world, path, ines, to } = await owned();
    const tom = await world.signIn('tom');
    const { offer } = await ines.post<Shown>(`${path}/hand-off`, to('tom'));
    expect(offer!.until).toBe('2026-03-02T13:00:00.000Z');
    await world.pass(4 * HOUR - 1);
    expect(await ines.get<Shown>(path)).toMatchObject({ offer: { to: world.people.tom }, owner: { name: 'Ines Duarte' } });
    await world.pass(1);
    const lapsed = await ines.get<Shown>(path);
    expect(lapsed).toMatchObject({ offer: null, handOffs: 0, owner: { name: 'Ines Duarte' } });
    const told = lapsed.timeline.find((moment) => moment.kind === 'offer_lapsed');
    expect(told).toMatchObject({ at: offer!.until, by: 'the clock', data: { to: 'Tom Becker' } });
    await world.pass(1_000);
    expect(await tom.refused(`${path}/accept`)).toMatchObject({ status: 409, code: 'wrong_state' });
    await world.pass(24 * HOUR);
    expect((await ines.get<Shown>(path)).timeline.filter((moment) => moment.kind === 'offer_lapsed')).toHaveLength(1);
  });

  it('H07 is accepted and lapses at the same moment: one of the two, and it is owned', async () => {
    const { world, path, ines, to } = await owned();
    const tom = await world.signIn('tom');
    await ines.post(`${path}/hand-off`, to('tom'));
    world.clock.moveTo(world.clock.now() + 4 * HOUR);
    await Promise.all([
      tom.send(`${path}/accept`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }),
      world.tick(),
    ]);
    const { timeline, owner } = await ines.get<Shown>(path);
    const ends = timeline.filter((moment) => ['accepted', 'offer_lapsed'].includes(moment.kind));
    expect(ends).toHaveLength(1);
    expect(owner?.name).toBe(ends[0]!.kind === 'accepted' ? 'Tom Becker' : 'Ines Duarte');
  });

  it('H06 is made once; a second one needs a manager, and a reason', async () => {
    const { world, path, ines, to } = await owned();
    const [tom, maya] = [await world.signIn('tom'), await world.signIn('maya')];
    await ines.post(`${path}/hand-off`, to('tom'));
    await tom.post(`${path}/accept`);
    expect(await tom.refused(`${path}/hand-off`, to('ines'))).toMatchObject({
      status: 403,
      code: 'needs_manager',
      next: 'Ask a manager: only they can hand it over again.',
    });
    expect(await maya.refused(`${path}/hand-off`, to('ines'))).toMatchObject({ status: 422, field: 'reason' });
    await maya.post(`${path}/hand-off`, to('ines', { reason: 'Tom falls ill.' }));
    const after = await ines.post<Shown>(`${path}/accept`);
    expect(after).toMatchObject({ handOffs: 2, owner: { name: 'Ines Duarte' } });
    expect(after.timeline.map((moment) => moment.kind)).toEqual(['opened', 'claimed', 'offered', 'accepted', 'offered', 'accepted']);
  });

  it('that was only offered leaves the right to offer it to somebody else', async () => {
    const { world, path, ines, to } = await owned();
    await ines.post(`${path}/hand-off`, to('tom'));
    await (await world.signIn('tom')).post(`${path}/decline`, { reason: 'Not today.' });
    expect(await ines.post<Shown>(`${path}/hand-off`, to('maya'))).toMatchObject({ offer: { to: world.people.maya } });
  });

  it('goes to another team too: whoever accepts it can work on it to the end', async () => {
    const { world, kase, path, ines, to } = await owned();
    const priya = await world.signIn('priya');
    expect((await priya.send(path)).status).toBe(404);
    await ines.post(`${path}/hand-off`, to('priya', { power: 'replace', amount: 0 }));
    expect((await priya.get<Shown>(path)).moves.sort()).toEqual(['accept', 'decline']);
    const accepted = await priya.post<Shown>(`${path}/accept`);
    expect(accepted.owner?.name).toBe('Priya Nair');
    expect(accepted.moves).toEqual(expect.arrayContaining(['attempt', 'note', 'understand', 'propose', 'promise', 'fix']));
    await priya.post(`${path}/notes`, { text: 'A new one is on its way.' });
    await priya.post(`${path}/attempts`, { outcome: 'reached' });
    expect(await bringToFix(priya, kase)).toMatchObject({ state: 'fixed' });
    expect((await priya.get<{ items: unknown[] }>('/api/callbacks?tab=waiting&owner=me')).items).toHaveLength(1);
  });

  it('ends with the fix: whoever it was offered to has nothing to accept', async () => {
    const { world, kase, path, ines, to } = await owned();
    await ines.post(`${path}/hand-off`, to('tom'));
    await bringToFix(ines, kase);
    expect(await (await world.signIn('tom')).refused(`${path}/accept`)).toMatchObject({ status: 409 });
    await world.pass(4 * HOUR + MINUTE);
    expect((await ines.get<Shown>(path)).timeline.at(-1)!.kind).toBe('fixed');
  });
});
