import { describe, expect, test } from 'vitest';
import type { OpeningHours } from '../../server/core/calendar.ts';
import { DAY, HOUR, MINUTE } from '../../server/core/time.ts';
import { defaultHours } from '../../server/people/policy.ts';
import { wishIn } from '../../server/texts/rules-wish.ts';
import { LANGUAGES } from '../../server/texts/rules-words.ts';
import { rowsOf } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import { ROSA, textWorld } from './text-world.ts';

/** Monday, 2 March 2026, 10:00 in Berlin, where a team works from nine to five. */
const NOW = Date.parse('2026-03-02T09:00:00Z');
const HOURS = defaultHours('Europe/Berlin');
const MIDNIGHT = Date.parse('2026-03-01T23:00:00Z');

const asked = (text: string, language = 'en', more: { zone?: string; hours?: OpeningHours; now?: number } = {}) =>
  wishIn(text, { language, hours: HOURS, zone: 'Europe/Berlin', now: NOW, ...more });
const from = (days: number, hour: number, minute = 0) => {
  const at = MIDNIGHT + days * DAY + hour * HOUR + minute * MINUTE;
  return { window: { from: at, to: at + HOUR } };
};

describe('J11 a better time by text', () => {
  test.each<[string, number, number, number?]>([
    ['tomorrow after 3', 1, 15],
    ['Tomorrow after 3pm please', 1, 15],
    ['after 3 tomorrow, thanks', 1, 15],
    ['call me tomorrow at 9', 1, 9],
    ['at 14:30', 0, 14, 30],
    ['please call after 2', 0, 14],
    ['2 pm today please', 0, 14],
    ['tomorrow 11am', 1, 11],
  ])('“%s” surely means one time', (text, days, hour, minute) => expect(asked(text)).toEqual(from(days, hour, minute)));

  test.each<[string, string]>([
    ['de', 'Morgen ab 15 Uhr bitte'],
    ['fr', 'demain après 15h'],
    ['es', 'mañana después de las 15:00'],
    ['it', 'domani dopo le 15'],
    ['nl', 'morgen na 15 uur'],
    ['pl', 'jutro po 15'],
    ['pt', 'amanhã depois das 15h'],
    ['tr', 'yarın 15:00’ten sonra'],
    ['ar', 'غدا بعد الساعة 3'],
    ['hi', 'कल 3 बजे के बाद'],
    ['ja', '明日15時以降'],
    ['zh', '明天下午3点以后'],
    ['en', 'tomorrow after 3'],
  ])('in %s: “%s”', (language, text) => expect(asked(text, language)).toEqual(from(1, 15)));

  test('every language that is read has such words', () => {
    for (const language of LANGUAGES) expect(asked('3', language), language).toBeUndefined();
  });

  test.each([
    'tomorrow',
    'next week after 3',
    'Monday at 3',
    'not tomorrow at 3',
    'before 3 tomorrow',
    'tomorrow between 3 and 4',
    'half past 3 tomorrow',
    'tomorrow at 3, my husband is ill',
    'tomorrow after 6pm please',
    'at 9 today',
    'later',
  ])('“%s” is kept as words: nothing is guessed', (text) => expect(asked(text)).toEqual({ window: null }));

  test.each([
    ['fr', 'après-demain à 15h'],
    ['de', 'übermorgen um 15 Uhr'],
    ['es', 'pasado mañana a las 15'],
    ['it', 'dopodomani alle 15'],
    ['pt', 'depois de amanhã às 15h'],
    ['ar', 'بعد غد الساعة 3'],
    ['zh', '后天下午3点'],
    ['ja', '明後日15時'],
    ['de', 'morgen nicht um 15 Uhr'],
    ['de', 'morgen vor 15 Uhr'],
  ])('in %s “%s” is another day, or none', (language, text) => expect(asked(text, language)).toEqual({ window: null }));

  test('is read by the clock where the customer is, and within the hours in which somebody works', () => {
    expect(asked('tomorrow after 10', 'en', { zone: 'America/New_York' })).toEqual(from(1, 16));
    expect(asked('tomorrow after 3', 'en', { zone: 'America/New_York' })).toEqual({ window: null });
    expect(asked('tomorrow at 16:30')).toEqual({ window: { from: MIDNIGHT + DAY + 16.5 * HOUR, to: MIDNIGHT + DAY + 17 * HOUR } });
  });

  test('whoever works day and night cannot know which eight is meant, and three is never in the night', () => {
    const day = [{ from: '00:00', to: '24:00' }];
    const hours: OpeningHours = { ...HOURS, week: { mon: day, tue: day } };
    expect(asked('tomorrow at 8', 'en', { hours })).toEqual({ window: null });
    expect(asked('tomorrow at 8pm', 'en', { hours })).toEqual(from(1, 20));
    expect(asked('tomorrow at 3', 'en', { hours })).toEqual(from(1, 15));
  });

  test('what names no time is no wish', () => expect(asked('I was charged twice')).toBeUndefined());
});

describe('J11 what follows from a better time by text', () => {
  type Shown = {
    wish: { words: string; window: { from: string; to: string } | null } | null;
    window: { from: string; to: string } | null;
    due: { at: string };
    ours: { by: string; pausedUntil: string | null; usedMinutes: number };
  };

  /** Rosa was promised a call, and Ines owns it. */
  async function promised() {
    const world = await textWorld();
    await world.asks();
    const writes = (words: string) => world.hears(world.fake.writes(ROSA, words));
    await writes('2');
    const [kase] = await rowsOf<{ id: string }>(world.client, 'select id from callbacks');
    const path = `/api/callbacks/${kase!.id}`;
    const ines = await world.signIn('ines');
    await ines.post(`${path}/claim`);
    return { world, ines, path, writes, look: () => ines.get<Shown>(path) };
  }

  test('is proposed and moves nothing; agreed to, the call waits for it, and so does our time to fix it', async () => {
    const { ines, path, writes, look } = await promised();
    const before = await look();
    await writes('tomorrow after 3 please');
    const asked = await look();
    const window = { from: '2026-03-03T14:00:00.000Z', to: '2026-03-03T15:00:00.000Z' };
    expect(asked).toMatchObject({ wish: { words: 'tomorrow after 3 please', window }, window: null, due: before.due });
    expect(asked.ours).toMatchObject({ by: before.ours.by, pausedUntil: null });
    const { items } = await ines.get<{ items: Shown[] }>('/api/callbacks?tab=mine');
    expect(items).toMatchObject([{ wish: { words: 'tomorrow after 3 please', window } }]);

    await ines.post(`${path}/window`, { window });
    const agreed = await look();
    expect(agreed).toMatchObject({ wish: null, window, due: { at: window.to }, ours: { pausedUntil: window.from } });
    // From Monday at ten to Tuesday at three are 13 hours in which the team works.
    expect(agreed.ours.usedMinutes).toBe(before.ours.usedMinutes);
    expect(Date.parse(agreed.ours.by)).toBeGreaterThan(Date.parse(before.ours.by));
  });

  test('whoever owns it cannot make our time wait for longer than the text says', async () => {
    const { ines, path, writes, look } = await promised();
    await writes('tomorrow after 3');
    await ines.post(`${path}/window`, { window: { from: '2026-03-06T09:00:00.000Z', to: '2026-03-06T10:00:00.000Z' } });
    expect((await look()).ours).toMatchObject({ pausedUntil: '2026-03-03T14:00:00.000Z' });
  });

  test('words that could mean more than one time are shown as they are', async () => {
    const { world, ines, path, writes, look } = await promised();
    await writes('sometime next week would be better');
    expect(await look()).toMatchObject({ wish: { words: 'sometime next week would be better', window: null }, window: null });
    // They were reached after all.
    await ines.post(`${path}/attempts`, { outcome: 'reached' });
    expect(await look()).toMatchObject({ wish: null });
    await mustBeSound(world);
  });
});
