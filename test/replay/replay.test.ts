import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ReplayOptions, replay } from './replay.ts';
import { type Temper, temperOf } from './temper.ts';

const HEADER = 'external_id,occurred_at,team,channel,customer_id,score,comment,labelled_reason';

type Said = { who: string; day: number; hour: number; score: number; comment?: string; temper?: Partial<Temper> };

/** Three weeks of June at a garden centre, mostly quiet, with the few people in it who try the rules. */
const MONTH: Said[] = [
  // Content people, one a contact.
  ...Array.from({ length: 40 }, (_, i) => ({
    who: `guest-${i}`,
    day: 1 + (i % 20),
    hour: (i * 5) % 24,
    score: 3 + (i % 3),
    comment: 'Fine, thank you.',
  })),
  // Let down, called, and content with the first fix.
  ...Array.from({ length: 6 }, (_, i) => ({
    who: `sad-${i}`,
    day: 3 + i,
    hour: 12,
    score: 1 + (i % 2),
    comment: 'The roses, "fresh" they said,\ncame without roots.',
    temper: CONTENT(),
  })),
  // Asked on the 2nd, capped on the 6th, asked again on the 18th.
  { who: 'again', day: 2, hour: 10, score: 5 },
  { who: 'again', day: 6, hour: 10, score: 1, comment: 'Of this you will never hear.' },
  { who: 'again', day: 18, hour: 10, score: 4 },
  // Two contacts within one hour: only the first is asked about.
  { who: 'twice', day: 4, hour: 15, score: 5 },
  { who: 'twice', day: 4, hour: 15, score: 2, comment: 'And the invoice was wrong.' },
  // Says "still broken" once.
  { who: 'doubter', day: 5, hour: 9, score: 2, comment: 'The pump leaks.', temper: { contests: true } },
  // Says nothing after the fix, calls again two days later and reaches nobody: a second failure of the same case.
  { who: 'ghost', day: 7, hour: 14, score: 1, comment: 'The mower is broken.', temper: { silent: true, late: false } },
  { who: 'ghost', day: 9, hour: 14, score: 1, comment: 'I was on hold until the music ended.' },
  // The same, but the first case is over by then: a new one.
  { who: 'spirit', day: 2, hour: 14, score: 1, comment: 'The fence fell over.', temper: { silent: true, late: false } },
  { who: 'spirit', day: 12, hour: 14, score: 1, comment: 'Then somebody hung up on me.', temper: CONTENT() },
  // Confirms when the wait is long over.
  { who: 'latecomer', day: 3, hour: 14, score: 1, comment: 'The soil was sand.', temper: { silent: true, late: true } },
];

const EXPECTED = {
  interactions: 57,
  asked: 53,
  'not asked: capped': 2,
  'not asked: unanswered': 2,
  answered: 53,
  callbacks: 11,
  'joined (second failures)': 1,
  contested: 1,
  confirmed: 9,
  unconfirmed: 2,
};

describe('the replay', { timeout: 60_000 }, () => {
  it('finds that file, server and database agree, also about the cap and second failures', async () => {
    const { code, lines } = await replayed(csvOf(MONTH));
    expect(lines.filter((line) => line.startsWith('error'))).toEqual([]);
    expect(code).toBe(0);
    for (const [name, count] of Object.entries(EXPECTED))
      expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^ +${name.replace(/[()]/g, '.')} +${count} +${count} +${count}$`)));
    expect(lines.at(-1)).toBe('Everything agrees.');
  });

  it('notices what is not as it should be', async () => {
    const { code, lines } = await replayed(csvOf(MONTH.slice(0, 5)), {
      expect: ({ counts, stories }) => ({
        counts: { ...counts, asked: counts.asked + 1 },
        stories: new Map([...stories, ['guest-0', 'asked 7, capped 0, unanswered 0, answered 7']]),
      }),
    });
    expect(code).toBe(1);
    expect(lines).toContain('error: asked: 6 by the file, 5 told by the server, 5 in its database');
    expect(lines).toContainEqual(expect.stringMatching(/^error: customer guest-0: “asked 7.*” by the file, “asked 1.*” in the database$/));
    expect(lines).not.toContain('Everything agrees.');
  });

  const good = 'a-1,2026-06-01T10:00:00Z,Garden,phone,c1,5,"Two\nlines, and a ""word""",';
  it.each([
    ['a column that is missing', `${HEADER.replace(',score', '')}\n`, 'line 1, column score: missing; there are external_id, occurred_at'],
    [
      'a score off the scale, after a text of two lines',
      `${HEADER}\n${good}\na-2,2026-06-01T10:00:00Z,Garden,phone,c1,7,,`,
      'line 4, column score: “7” is not a whole number from 1 to 5',
    ],
    [
      'a time without its zone',
      `${HEADER}\na-1,2026-06-01T10:00:00,Garden,phone,c1,5,,`,
      'line 2, column occurred_at: “2026-06-01T10:00:00” is not a time like',
    ],
    [
      'a way of contact that nobody knows',
      `${HEADER}\na-1,2026-06-01T10:00:00Z,Garden,pigeon,c1,5,,`,
      'line 2, column channel: “pigeon” is none of phone, email',
    ],
    ['a customer without an id', `${HEADER}\na-1,2026-06-01T10:00:00Z,Garden,phone,,5,,`, 'line 2, column customer_id: “” is not an id'],
    ['a row that is cut off', `${HEADER}\na-1,2026-06-01T10:00:00Z,Garden`, 'line 2: there are 3 columns instead of 8'],
    ['a contact that is there twice', `${HEADER}\n${good}\n${good}`, 'line 4, column external_id: a-1 is on line 2 already'],
    [
      'a quote that is never closed',
      `${HEADER}\na-1,2026-06-01T10:00:00Z,Garden,phone,c1,5,"and so on,`,
      'line 2: Quoted field unterminated',
    ],
    ['no rows', `${HEADER}\n`, 'line 1: there is nothing below the names of the columns'],
    ['nothing at all', '', 'line 1: the file is empty'],
  ])('refuses %s, and names the place', async (_, csv, said) => {
    const { code, lines } = await replayed(csv);
    expect(lines.join('\n')).toContain(`feedback.csv, ${said}`);
    expect(code).toBe(2);
  });

  it('says how it is used, and which file is not there', async () => {
    const lines: string[] = [];
    const options = { say: (line: string) => void lines.push(line), progress: () => {} };
    expect([await replay(undefined, options), await replay('/nowhere/feedback.csv', options)]).toEqual([2, 2]);
    expect(lines).toEqual(['Usage: npm run replay -- <file.csv>', 'There is no file /nowhere/feedback.csv.']);
  });
});

async function replayed(csv: string, options: Partial<ReplayOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'ringback-replay-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'feedback.csv');
  await writeFile(file, csv);
  const lines: string[] = [];
  const code = await replay(file, { say: (text) => void lines.push(...text.split('\n')), progress: () => {}, ...options });
  return { code, lines };
}

function CONTENT(): Partial<Temper> {
  return { contests: false, silent: false };
}

function csvOf(said: readonly Said[]): string {
  const used = new Set<string>();
  const rows = said.map(({ who, day, hour, score, comment = '', temper = {} }) => {
    const at = `2026-06-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:20:00Z`;
    const team = who.startsWith('guest') ? 'Garden' : 'Tools';
    return [idFor(who, temper, used), at, team, 'phone', who, score, `"${comment.replaceAll('"', '""')}"`, ''].join(',');
  });
  return [HEADER, ...rows].join('\n');
}

/** How somebody behaves is drawn from the id of the contact: here the id is looked for that makes them behave as wanted. */
function idFor(who: string, wanted: Partial<Temper>, used: Set<string>): string {
  for (let n = 1; ; n++) {
    const id = `${who}-${n}`;
    const temper = temperOf(id);
    const fits = Object.entries(wanted).every(([name, value]) => temper[name as keyof Temper] === value);
    if (!fits || used.has(id)) continue;
    used.add(id);
    return id;
  }
}
