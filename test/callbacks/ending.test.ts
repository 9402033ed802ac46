import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../server/core/time.ts';
import { rowsOf, withoutChange } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import { makeWorld } from '../world.ts';
import { bringToFix, letDown, missedCall, type Shown, says } from './cases.ts';

/** A case that Ines says is fixed. */
async function fixed() {
  const world = await makeWorld();
  const kase = await letDown(world);
  const ines = await world.signIn('ines');
  await bringToFix(ines, kase);
  return { world, kase, ines, shown: () => ines.get<Shown>(kase.path), kinds: () => kindsOf(kase.id) };

  async function kindsOf(id: string): Promise<string[]> {
    const entries = await rowsOf<{ kind: string }>(world.client, 'select kind from ledger where subject = ? order by seq', id);
    return entries.map((entry) => entry.kind);
  }
}

describe('the customer’s word', () => {
  it('H11 before the fix moves nothing: the page says how things stand', async () => {
    const world = await makeWorld();
    const kase = await letDown(world);
    for (const claimed of [false, true]) {
      if (claimed) await (await world.signIn('ines')).post(`${kase.path}/claim`);
      for (const move of ['confirm', 'contest', 'agree', 'correct']) {
        const answer = await withoutChange(world.client, () => says(world, kase, move, 'What I wrote.'));
        expect([move, answer.status]).toEqual([move, 409]);
        expect(answer.page).toContain('This is how things stand now.');
        expect(answer.page).toContain('What I wrote.');
      }
    }
  });

  it('H12 “still broken” brings it back to the same owner, more urgent, with a new time to call', async () => {
    const { world, kase, ines, shown } = await fixed();
    await ines.post(`${kase.path}/notes`, { text: 'Waiting.' });
    for (const round of [2, 3, 4]) {
      await world.pass(HOUR);
      const page = await says(world, kase, 'contest', `Still broken, round ${round}.`);
      expect(page.status).toBe(200);
      expect(page.page).toContain('It is open again, more urgent than before');
      const after = await shown();
      expect(after).toMatchObject({
        state: 'claimed',
        owner: { name: 'Ines Duarte' },
        round,
        level: round - 1,
        due: { kind: 'first_contact' },
      });
      expect(Date.parse(after.due!.at)).toBe(world.clock.now() + 4 * HOUR);
      expect(after.timeline.at(-1)).toMatchObject({
        kind: 'contested',
        by: 'the customer',
        data: { words: `Still broken, round ${round}.` },
      });
      await bringToFix(ines, kase, 'Once more.');
    }
  });

  it('H12 the third “still broken” is raised to the managers, and every one after it', async () => {
    const { world, kase, ines, shown } = await fixed();
    const raised: unknown[] = [];
    for (const round of [1, 2, 3, 4]) {
      expect((await says(world, kase, 'contest', `Still broken, round ${round}.`)).status).toBe(200);
      const { escalated, level, timeline } = await shown();
      raised.push([escalated, level, timeline.at(-1)!.data.alarm ?? false]);
      await bringToFix(ines, kase, 'Once more.');
    }
    expect(raised).toEqual([
      [false, 1, false],
      [false, 2, false],
      [true, 3, true],
      [true, 4, true],
    ]);
    await mustBeSound(world);
  });

  it('needs words to say what is still broken, and keeps them when something is wrong with them', async () => {
    const { world, kase } = await fixed();
    for (const words of ['', '   ', 'x'.repeat(5_001), 'what\0ever']) {
      const answer = await withoutChange(world.client, () => says(world, kase, 'contest', words));
      expect(answer.status).toBe(422);
      if (words.trim()) expect(answer.page).toContain(words.slice(0, 4));
    }
  });

  it('H14 “it is fixed”, said twice, is the same page; “still broken” afterwards is a new round', async () => {
    const { world, kase, shown, kinds } = await fixed();
    const first = await says(world, kase, 'confirm');
    const second = await withoutChange(world.client, () => says(world, kase, 'confirm'));
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.page).toBe(first.page);
    expect(await shown()).toMatchObject({ state: 'confirmed', due: null });
    await world.pass(3 * DAY);
    expect((await says(world, kase, 'contest', 'It broke again.')).status).toBe(200);
    expect(await shown()).toMatchObject({ state: 'claimed', round: 2, owner: { name: 'Ines Duarte' } });
    expect(await kinds()).toEqual(['opened', 'claimed', 'understood', 'fixed', 'confirmed', 'contested']);
  });

  it.each([
    ['contest', 'It is still broken.'],
    ['correct', 'Three charges, not two.'],
    ['agree', undefined],
    ['withdraw', 'A friend helped.'],
  ])('F04 “%s”, tapped twice, counts once, and never says that it was not sent', async (move, words) => {
    const world = await makeWorld();
    const kase = await letDown(world);
    const ines = await world.signIn('ines');
    if (move === 'contest') await bringToFix(ines, kase);
    else {
      await ines.post(`${kase.path}/claim`);
      await ines.post(`${kase.path}/understanding`, { words: 'Two charges.' });
    }
    const first = await says(world, kase, move, words);
    const second = await withoutChange(world.client, () => says(world, kase, move, words));
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.page).toBe(first.page);
  });

  it('F16 from two devices at once: “still broken” stands, whoever was first', async () => {
    for (const order of [
      ['confirm', 'contest'],
      ['contest', 'confirm'],
    ]) {
      const { world, kase, shown, kinds } = await fixed();
      const answers = await Promise.all(order.map((move) => says(world, kase, move, 'Still broken.')));
      for (const answer of answers) expect([200, 409]).toContain(answer.status);
      expect(await shown()).toMatchObject({ state: 'claimed', round: 2 });
      const ledger = await kinds();
      expect(ledger.filter((kind) => kind === 'contested')).toHaveLength(1);
      expect(ledger.at(-1)).toBe('contested');
      const confirmed = answers[order.indexOf('confirm')]!;
      if (confirmed.status === 409) expect(confirmed.page).toContain('This is how things stand now');
    }
  });

  it('puts what was understood right, before the fix', async () => {
    const world = await makeWorld();
    const kase = await letDown(world);
    const ines = await world.signIn('ines');
    await ines.post(`${kase.path}/claim`);
    await ines.post(`${kase.path}/understanding`, { words: 'Two charges.' });
    expect((await says(world, kase, 'agree')).page).toContain('You said that this is right.');
    expect((await ines.get<Shown>(kase.path)).understanding).toEqual({ words: 'Two charges.', state: 'agreed' });
    expect((await says(world, kase, 'correct', 'Three charges.')).page).toContain('Three charges.');
    expect((await ines.get<Shown>(kase.path)).understanding).toEqual({ words: 'Three charges.', state: 'corrected' });
  });

  it('is theirs alone: nobody of the team has a door for it', async () => {
    const { world, kase } = await fixed();
    const ada = await world.signIn('ada');
    for (const move of ['confirm', 'contest', 'withdraw', 'agree', 'correct']) {
      expect((await withoutChange(world.client, () => ada.refused(`${kase.path}/${move}`, { words: 'x' }))).status).toBe(404);
    }
  });
});

describe('no word from the customer', () => {
  it('H13 ends as unconfirmed, after five days and not before, and can still become either', async () => {
    for (const [late, becomes] of [
      ['confirm', { state: 'confirmed', round: 1 }],
      ['contest', { state: 'claimed', round: 2, owner: { name: 'Ines Duarte' } }],
    ] as const) {
      const { world, kase, shown, kinds } = await fixed();
      await world.pass(5 * DAY - 1);
      expect((await shown()).state).toBe('fixed');
      await world.pass(1);
      expect(await shown()).toMatchObject({ state: 'unconfirmed', due: null });
      await world.pass(20 * DAY);
      const page = await (await world.visitor().send(kase.page)).text();
      expect(page).toContain('You can still tell us.');
      expect((await says(world, kase, late, 'Still broken.')).status).toBe(200);
      expect(await shown()).toMatchObject(becomes);
      expect((await kinds()).slice(-2)).toEqual(['unconfirmed', late === 'confirm' ? 'confirmed' : 'contested']);
    }
  });

  it('H13 and their word at the same moment: the word counts', async () => {
    const { world, kase, shown } = await fixed();
    world.clock.moveTo(world.clock.now() + 5 * DAY);
    const [answer] = await Promise.all([says(world, kase, 'confirm'), world.tick()]);
    expect(answer.status).toBe(200);
    expect((await shown()).state).toBe('confirmed');
  });
});

describe('a closed case that is contested while another one is open', () => {
  it.each(['confirmed', 'unconfirmed'])('is not opened beside it (%s): it goes on in the open one, as a second failure', async (state) => {
    const { world, kase, ines, kinds } = await fixed();
    if (state === 'confirmed') await says(world, kase, 'confirm');
    else await world.pass(5 * DAY);
    const other = await missedCall(world);
    const before = await ines.get<Shown>(other.path);

    const answer = await says(world, kase, 'contest', 'The first thing is still broken.');
    expect(answer.status, answer.page).toBe(200);
    expect(answer.page).toContain('together with your other case');
    const old = await ines.get<Shown>(kase.path);
    expect(old).toMatchObject({ state: 'joined', due: null, moves: [] });
    expect((await kinds()).slice(-2)).toEqual([state, 'joined_another']);
    expect(old.timeline.at(-1)!.data).toEqual({ words: 'The first thing is still broken.', other: other.id });

    const after = await ines.get<Shown>(other.path);
    expect(after).toMatchObject({ state: 'open', secondFailure: true, level: before.level + 1, due: before.due });
    expect(after.timeline.at(-1)).toMatchObject({
      kind: 'joined',
      by: 'the customer',
      data: { cause: 'unsorted', about: kase.id, words: 'The first thing is still broken.' },
    });
    expect(await rowsOf(world.client, 'select customer_id from callbacks where open = 1')).toHaveLength(1);

    const again = await withoutChange(world.client, () => says(world, kase, 'contest', 'The first thing is still broken.'));
    expect(again.status).toBe(200);
    expect(again.page).toBe(answer.page);
  });

  it('wakes the other one when it waits for the customer’s word', async () => {
    const { world, kase, ines } = await fixed();
    await says(world, kase, 'confirm');
    const other = await missedCall(world);
    await bringToFix(ines, other);
    await says(world, kase, 'contest', 'Still broken.');
    expect(await ines.get<Shown>(other.path)).toMatchObject({ state: 'claimed', secondFailure: true, owner: { name: 'Ines Duarte' } });
  });

  it('is opened again when the other one has ended meanwhile, and either way when both happen at once', async () => {
    const { world, kase, ines } = await fixed();
    await says(world, kase, 'confirm');
    const other = await missedCall(world);
    const answers = await Promise.all([says(world, other, 'withdraw'), says(world, kase, 'contest', 'Still broken.')]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
    const [one, two] = [await ines.get<Shown>(kase.path), await ines.get<Shown>(other.path)];
    expect(['claimed withdrawn', 'joined withdrawn', 'joined open']).toContain(`${one.state} ${two.state}`);
  });
});

describe('giving it up', () => {
  it.each(['open', 'claimed', 'fixed'])('ends a case that is %s, with nothing to come', async (state) => {
    const world = await makeWorld();
    const kase = await letDown(world);
    const ines = await world.signIn('ines');
    if (state === 'claimed') await ines.post(`${kase.path}/claim`);
    if (state === 'fixed') await bringToFix(ines, kase);
    const answer = await says(world, kase, 'withdraw', 'A friend helped.');
    expect(answer.page).toContain('Nobody will call you about this any more');
    const after = await ines.get<Shown>(kase.path);
    expect(after).toMatchObject({ state: 'withdrawn', due: null, moves: [] });
    expect(await rowsOf(world.client, 'select id from jobs where key = ?', kase.id)).toEqual([]);
    await world.pass(10 * DAY);
    expect((await ines.get<Shown>(kase.path)).seq).toBe(after.seq);
    // A new reason is a new case.
    const next = await missedCall(world);
    expect(next.id).not.toBe(kase.id);
  });

  it('is final: a case that was given up or let go is not contested, but its page says what to do', async () => {
    const world = await makeWorld();
    const kase = await letDown(world);
    await says(world, kase, 'withdraw');
    const answer = await withoutChange(world.client, () => says(world, kase, 'contest', 'I changed my mind.'));
    expect(answer.status).toBe(409);
    expect(answer.page).toContain('contact us again');
    expect(answer.page).toContain('I changed my mind.');
  });
});
