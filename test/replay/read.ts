import Papa from 'papaparse';
import { fromRfc3339, type Instant } from '../../server/core/time.ts';
import { CHANNELS } from '../../server/interactions/rules.ts';
import { LONGEST_ANSWER } from '../../server/responses/rules.ts';

/** One customer and what they said, as the file tells it. */
export type Row = {
  line: number;
  externalId: string;
  at: Instant;
  team: string;
  channel: string;
  customer: string;
  score: number;
  comment: string;
  reason: string;
  /** They say that nobody answered: such a contact is called back and not surveyed. */
  unanswered: boolean;
};

/** What is wrong with the file, and where. */
export class BadFile extends Error {
  override readonly name = 'BadFile';
  constructor(line: number, column: string | null, problem: string) {
    super(`line ${line}${column === null ? '' : `, column ${column}`}: ${problem}`);
  }
}

const COLUMNS = ['external_id', 'occurred_at', 'team', 'channel', 'customer_id', 'score', 'comment', 'labelled_reason'] as const;
type Column = (typeof COLUMNS)[number];

/** The rows of a CSV file in the order in which they happened. Throws `BadFile` at the first thing that cannot be read. */
export function readRows(csv: string): Row[] {
  const [header, ...records] = recordsOf(csv.replace(/^\uFEFF/, ''));
  if (!header) throw new BadFile(1, null, 'the file is empty');
  const places = placesOf(header.fields);
  const seen = new Map<string, number>();
  const rows = records.map(({ line, fields }) => {
    if (fields.length !== header.fields.length)
      throw new BadFile(line, null, `there are ${fields.length} columns instead of ${header.fields.length}`);
    const row = readRow(line, (column) => fields[places[column]]!.trim());
    const before = seen.get(row.externalId);
    if (before !== undefined) throw new BadFile(line, 'external_id', `${row.externalId} is on line ${before} already`);
    seen.set(row.externalId, line);
    return row;
  });
  if (rows.length === 0) throw new BadFile(1, null, 'there is nothing below the names of the columns');
  return rows.sort((a, b) => a.at - b.at);
}

type Record_ = { line: number; fields: string[] };

/** Each record with the line on which it begins: a quoted text may go over several. */
function recordsOf(csv: string): Record_[] {
  const records: Record_[] = [];
  let line = 1;
  let at = 0;
  Papa.parse<string[]>(csv, {
    step: ({ data, errors, meta }) => {
      const [error] = errors.filter((one) => one.code !== 'UndetectableDelimiter');
      if (error) throw new BadFile(line, null, error.message);
      if (data.some((field) => field !== '')) records.push({ line, fields: data });
      line += csv.slice(at, meta.cursor).split('\n').length - 1;
      at = meta.cursor;
    },
    delimiter: ',',
  });
  return records;
}

function placesOf(header: readonly string[]): Record<Column, number> {
  const names = header.map((name) => name.trim().toLowerCase());
  const missing = COLUMNS.filter((column) => !names.includes(column));
  if (missing.length) throw new BadFile(1, missing.join(', '), `missing; there are ${names.join(', ')}`);
  return Object.fromEntries(COLUMNS.map((column) => [column, names.indexOf(column)])) as Record<Column, number>;
}

function readRow(line: number, field: (column: Column) => string): Row {
  const must = (column: Column, fits: boolean, problem: string) => {
    if (!fits) throw new BadFile(line, column, `“${field(column).slice(0, 40)}” ${problem}`);
  };
  must('external_id', /^[^\0]{1,200}$/.test(field('external_id')), 'is not an id of 1 to 200 characters');
  const at = fromRfc3339(field('occurred_at'));
  must('occurred_at', at !== undefined && /z$/i.test(field('occurred_at')), 'is not a time like 2026-03-02T09:00:00Z');
  must('team', /^[^\0]{1,120}$/.test(field('team')), 'is not the name of a team');
  must('channel', (CHANNELS as readonly string[]).includes(field('channel')), `is none of ${CHANNELS.join(', ')}`);
  must('customer_id', /^[\w+-]{1,60}$/.test(field('customer_id')), 'is not an id that an address can be made of');
  must('score', /^[1-5]$/.test(field('score')), 'is not a whole number from 1 to 5');
  const comment = field('comment');
  must(
    'comment',
    comment.length <= LONGEST_ANSWER && !/[\0\p{Surrogate}]/u.test(comment),
    `is not text of at most ${LONGEST_ANSWER} characters`,
  );
  const score = Number(field('score'));
  return {
    line,
    externalId: field('external_id'),
    at: at!,
    team: field('team'),
    channel: field('channel'),
    customer: field('customer_id'),
    score,
    comment,
    reason: field('labelled_reason'),
    unanswered: score < 3 && NOBODY_ANSWERED.test(comment),
  };
}

// A reading of ours, because the file does not say what became of a contact. It need not be right: the model reads the same.
const NOBODY_ANSWERED =
  /\b(on hold|hung up|hang up|no answer|(no one|nobody) (answers|answered|picks up|picked up)|disconnected|voicemail|busy signal|get through)\b/i;
