import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../server/core/time.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import { makeWorld } from '../world.ts';
import { bringToFix, letDown, missedCall, type Shown } from './cases.ts';

describe('two supervisors, one case', () => {
  it('H02 two take it at once: one has it, the other is told who', async () => {
    const world = await makeWorld();
    const { path, id } = await missedCall(world);
    const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
    const claim = (who: typeof ines) =>
      who.send(`${path}/claim`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' });
    const answers = await Promise.all([claim(ines), claim(tom)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const loser = answers.find((answer) => answer.status === 409)!;
    const owner = (await ines.get<Shown>(path)).owner!.name;
    expect(await loser.json()).toMatchObject({
      code: 'conflict',
      detail: `${owner} took it a moment ago.`,
      state: 'claimed',
      owner,
      seq: 2,
    });
    expect(await rowsOf(world.client, `select seq from ledger where subject = ? and kind = 'claimed'`, id)).toHaveLength(1);
  });

  it('I01 whoever insists on what they saw is told when it has changed, and their words are not half kept', async () => {
    const world = await makeWorld();
    const { path } = await missedCall(world);
    const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
    const seen = await ines.post<Shown>(`${path}/claim`);
    await tom.post(`${path}/notes`, { text: 'They called again.' });
    const problem = await withoutChange(world.client, () =>
      ines.refused(`${path}/attempts`, { outcome: 'reached', note: 'They were kind.', seq: seen.seq }),
    );
    expect(problem).toMatchObject({ status: 409, code: 'conflict', state: 'claimed', owner: 'Ines Duarte', seq: seen.seq + 1 });
    expect(problem.moves).toContain('attempt');
    const after = await ines.post<Shown>(`${path}/attempts`, { outcome: 'reached', seq: seen.seq + 1 });
    expect(after).toMatchObject({ seq: seen.seq + 2, attempts: 1 });
  });

  it('I01 two moves at once that do not insist are both made, one after the other', async () => {
    const world = await makeWorld();
    const { path } = await missedCall(world);
    const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
    await Promise.all([
      ines.post(`${path}/notes`, { text: 'One.' }),
      tom.post(`${path}/notes`, { text: 'Two.' }),
      ines.post(`${path}/claim`),
    ]);
    const { timeline, seq } = await ines.get<Shown>(path);
    expect(timeline.map((moment) => moment.kind).sort()).toEqual(['claimed', 'noted', 'noted', 'opened']);
    expect(timeline.map((moment) => moment.seq)).toEqual([1, 2, 3, seq]);
  });

  it.each([0, -1, 1.5, '3', 9e15, null])('a number of what was seen that is none (%s) is refused at its field', async (seq) => {
    const world = await makeWorld();
    const { path } = await missedCall(world);
    const ines = await world.signIn('ines');
    expect(await ines.refused(`${path}/claim`, { seq })).toMatchObject(
      seq === 9e15 ? { status: 409, code: 'conflict' } : { status: 422, field: 'seq' },
    );
  });
});

describe('a manager in the owner’s place', () => {
  it('H04 needs a reason, and it stands in the history with who really did it', async () => {
    const world = await makeWorld();
    const { path } = await missedCall(world);
    const [ines, tom, maya] = [await world.signIn('ines'), await world.signIn('tom'), await world.signIn('maya')];
    await ines.post(`${path}/claim`);
    const understood = { words: 'Two charges.' };
    expect(await tom.refused(`${path}/understanding`, understood)).toMatchObject({
      status: 403,
      code: 'forbidden',
      detail: 'Ines Duarte owns this callback.',
      next: 'Ask Ines Duarte, or a manager.',
    });
    const without = await withoutChange(world.client, () => maya.refused(`${path}/understanding`, understood));
    expect(without).toMatchObject({ status: 422, code: 'invalid', field: 'reason' });
    expect(without.detail).toContain('Ines Duarte owns this callback');
    const after = await maya.post<Shown>(`${path}/understanding`, { ...understood, agreed: true, reason: 'Ines is away today.' });
    expect(after.owner?.name).toBe('Ines Duarte');
    expect(after.timeline.at(-1)).toMatchObject({
      kind: 'understood',
      by: 'Maya Lindqvist',
      data: { words: 'Two charges.', insteadOfOwner: 'Ines is away today.' },
    });
    expect((await ines.post<Shown>(`${path}/proposals`, { text: 'A refund.' })).timeline.at(-1)!.data).toEqual({ text: 'A refund.' });
  });
});

describe('saying that it is fixed', () => {
  it('H04 is for its owner, or for a manager with a reason, who then stands in the history', async () => {
    const world = await makeWorld();
    const { path } = await missedCall(world);
    const [ines, tom, maya] = [await world.signIn('ines'), await world.signIn('tom'), await world.signIn('maya')];
    await ines.post(`${path}/claim`);
    await ines.post(`${path}/understanding`, { words: 'Two charges.', agreed: true });
    const fix = { cause: 'system', done: 'One was paid back.' };
    for (const body of [fix, { ...fix, reason: 'I know better.' }]) {
      expect(await withoutChange(world.client, () => tom.refused(`${path}/fix`, body))).toMatchObject({ status: 403, code: 'forbidden' });
    }
    expect(await withoutChange(world.client, () => maya.refused(`${path}/fix`, fix))).toMatchObject({ status: 422, field: 'reason' });
    const after = await maya.post<Shown>(`${path}/fix`, { ...fix, reason: 'Ines is away today.' });
    expect(after).toMatchObject({ state: 'fixed', owner: { name: 'Ines Duarte' } });
    expect(after.timeline.at(-1)).toMatchObject({ kind: 'fixed', by: 'Maya Lindqvist', data: { insteadOfOwner: 'Ines is away today.' } });
  });
});

describe('giving it back', () => {
  it('H09 ten tries that fail change the time and nothing else: it stays, with the same owner', async () => {
    const world = await makeWorld();
    const { path } = await missedCall(world);
    const ines = await world.signIn('ines');
    await ines.post(`${path}/claim`);
    const dues = new Set<string>();
    for (const outcome of [
      'no_answer',
      'voicemail',
      'busy',
      'wrong_number',
      'no_answer',
      'no_answer',
      'busy',
      'voicemail',
      'no_answer',
      'busy',
    ]) {
      const after = await ines.post<Shown>(`${path}/attempts`, { outcome, note: 'Again.' });
      expect(after).toMatchObject({ state: 'claimed', owner: { name: 'Ines Duarte' }, due: { kind: 'retry' } });
      dues.add(after.due!.at);
      await world.pass(HOUR);
    }
    expect(dues.size).toBeGreaterThan(5);
    expect((await ines.get<Shown>(path)).attempts).toBe(10);
  });

  it('H16 needs a reason, is possible before the customer was reached, and not afterwards', async () => {
    const world = await makeWorld();
    const { path } = await missedCall(world);
    const [ines, tom] = [await world.signIn('ines'), await world.signIn('tom')];
    await ines.post(`${path}/claim`);
    expect(await ines.refused(`${path}/release`)).toMatchObject({ status: 422, field: 'reason' });
    await ines.post(`${path}/attempts`, { outcome: 'no_answer' });
    const back = await ines.post<Shown>(`${path}/release`, { reason: 'It is about a delivery.' });
    expect(back).toMatchObject({ state: 'open', owner: null });
    expect(back.timeline.at(-1)).toMatchObject({ kind: 'released', data: { reason: 'It is about a delivery.' } });
    await tom.post(`${path}/claim`);
    await tom.post(`${path}/attempts`, { outcome: 'reached' });
    const kept = await tom.refused(`${path}/release`, { reason: 'I would rather not.' });
    expect(kept).toMatchObject({
      status: 409,
      code: 'wrong_state',
      detail: 'The customer has spoken to you.',
      next: 'Hand it over instead: it must stay owned.',
    });
  });

  it('is not possible once a fix was contested: it came back to its owner, and stays owned', async () => {
    const world = await makeWorld();
    const kase = await missedCall(world);
    const ines = await world.signIn('ines');
    await ines.post(`${kase.path}/claim`);
    await ines.post(`${kase.path}/attempts`, { outcome: 'reached' });
    await bringToFix(ines, kase);
    await world.visitor().fillIn(kase.page, { words: 'Still broken.' }, `${kase.page}/contest`);
    expect(await ines.refused(`${kase.path}/release`, { reason: 'Enough.' })).toMatchObject({ code: 'wrong_state' });
  });
});

describe('saying that it is fixed', () => {
  it('H03 needs the problem understood, what was done, and its cause', async () => {
    const world = await makeWorld();
    const { path } = await missedCall(world);
    const ines = await world.signIn('ines');
    await ines.post(`${path}/claim`);
    const fix = { cause: 'system', done: 'One charge was paid back.' };
    expect(await ines.refused(`${path}/fix`, fix)).toMatchObject({ status: 422, field: 'understanding' });
    await ines.post(`${path}/understanding`, { words: 'Two charges.' });
    expect(await ines.refused(`${path}/fix`, { cause: 'system' })).toMatchObject({ status: 422, field: 'done' });
    expect(await ines.refused(`${path}/fix`, { done: 'Paid.' })).toMatchObject({ status: 422, field: 'cause' });
    expect(await ines.refused(`${path}/fix`, { ...fix, cause: 'customer' })).toMatchObject({ status: 422, field: 'cause' });
    expect(await ines.refused(`${path}/fix`, { ...fix, done: ' \n ' })).toMatchObject({ status: 422, field: 'done' });
    const { promises } = await ines.post<Shown>(`${path}/promises`, { text: 'A refund.', at: '2026-03-06T12:00:00Z' });
    const open = await ines.refused(`${path}/fix`, fix);
    expect(open).toMatchObject({ status: 422, field: 'promises', detail: 'A promise is still open: “A refund.”.', next: 'Keep it first.' });
    await ines.post(`${path}/keep`, { promise: promises[0]!.id });
    expect(await ines.post<Shown>(`${path}/fix`, fix)).toMatchObject({ state: 'fixed', due: { kind: 'confirmation' } });
  });

  it('asks the customer in the same commit, by the name that they know', async () => {
    const world = await makeWorld();
    const kase = await letDown(world);
    await bringToFix(await world.signIn('ines'), kase, 'One charge was paid back.');
    const mail = (await world.visitor().mails()).find((one) => one.kind === 'is_it_fixed')!;
    expect(mail.text).toContain('Ines says that your problem is fixed. What was done: One charge was paid back.');
    expect(mail.text).not.toContain('Duarte');
    expect(mail.text).toContain(kase.page);
  });
});

describe('H05 a no', () => {
  const REASON = 'We stopped selling it in 2009.';

  it('needs its reason and two different alternatives, and somebody who may say it', async () => {
    const world = await makeWorld();
    const { path } = await letDown(world);
    const [ines, maya] = [await world.signIn('ines'), await world.signIn('maya')];
    const no = `${path}/let-go`;
    expect(await ines.refused(no, { reason: REASON, alternatives: ['A.', 'B.'] })).toMatchObject({
      status: 403,
      detail: 'Only a manager can let a callback go.',
    });
    expect(await maya.refused(no, { alternatives: ['A.', 'B.'] })).toMatchObject({ status: 422, field: 'reason' });
    for (const alternatives of [[], ['A voucher.'], ['A voucher.', ' a VOUCHER. ']]) {
      const problem = await withoutChange(world.client, () => maya.refused(no, { reason: REASON, alternatives }));
      expect(problem).toMatchObject({ status: 422, code: 'needs_alternatives', field: 'alternatives' });
    }
    expect(await maya.refused(no, { reason: REASON, alternatives: ['A voucher.', ''] })).toMatchObject({ status: 422, code: 'invalid' });
    const after = await maya.post<Shown>(no, { reason: REASON, alternatives: ['A voucher.', 'A newer model.'] });
    expect(after).toMatchObject({ state: 'let_go', due: null, moves: [] });
    expect(after.timeline.at(-1)).toMatchObject({
      by: 'Maya Lindqvist',
      data: { reason: REASON, alternatives: ['A voucher.', 'A newer model.'] },
    });
  });

  it('ends what the clock had to say, and the customer sees whose decision it was, and no name', async () => {
    const world = await makeWorld();
    const kase = await letDown(world);
    await (await world.signIn('maya')).post(`${kase.path}/let-go`, { reason: REASON, alternatives: ['A voucher.', 'A newer model.'] });
    await world.pass(10 * DAY);
    const page = await (await world.visitor().send(kase.page)).text();
    expect(page).toContain('We closed this without a fix');
    expect(page).not.toContain('Maya');
    expect(await rowsOf(world.client, 'select kind from ledger where subject = ? order by seq', kase.id)).toEqual([
      { kind: 'opened' },
      { kind: 'let_go' },
    ]);
  });
});

describe('a promise', () => {
  it('H15 lies ahead, within a year, and names its text', async () => {
    const world = await makeWorld();
    const { path } = await missedCall(world);
    const ines = await world.signIn('ines');
    await ines.post(`${path}/claim`);
    const now = world.clock.now();
    for (const at of [now, now - 1, now + 367 * DAY]) {
      expect(await ines.refused(`${path}/promises`, { text: 'A refund.', at: new Date(at).toISOString() })).toMatchObject({
        status: 422,
        field: 'at',
      });
    }
    for (const at of ['2026-02-30T09:00:00Z', '2026-03-06', 'Friday', 1_772_000_000_000]) {
      expect(await ines.refused(`${path}/promises`, { text: 'A refund.', at })).toMatchObject({ status: 422, field: 'at' });
    }
    const after = await ines.post<Shown>(`${path}/promises`, { text: 'A refund.', at: '2026-03-02T15:00:00+01:00' });
    expect(after.due).toEqual({ at: '2026-03-02T14:00:00.000Z', kind: 'promise', why: 'promised: “A refund.” by Mon 2 Mar 15:00' });
  });

  it('H15 is kept once, by its number', async () => {
    const world = await makeWorld();
    const { path } = await missedCall(world);
    const ines = await world.signIn('ines');
    await ines.post(`${path}/claim`);
    const { promises } = await ines.post<Shown>(`${path}/promises`, { text: 'A refund.', at: '2026-03-03T09:00:00Z' });
    expect(await ines.refused(`${path}/keep`, { promise: 'prm_other' })).toMatchObject({ status: 422, field: 'promise' });
    const kept = await ines.post<Shown>(`${path}/keep`, { promise: promises[0]!.id });
    expect(kept).toMatchObject({ promises: [{ state: 'kept' }], due: { kind: 'next_step' } });
    expect(await ines.refused(`${path}/keep`, { promise: promises[0]!.id })).toMatchObject({
      status: 409,
      detail: 'There is no open promise.',
    });
  });
});
