const DAY = 86_400_000;

/** Dates as they are written: several in a row as one line, from the first to the last. */
export function holidayLines(dates: readonly string[]): string[] {
  const runs: { from: string; to: string }[] = [];
  for (const date of [...dates].sort()) {
    const last = runs.at(-1);
    if (last && dayAfter(last.to) === date) last.to = date;
    else runs.push({ from: date, to: date });
  }
  return runs.map(({ from, to }) => (from === to ? from : `${from} to ${to}`));
}

/** Every date of what was written. What is no date is handed on, for the server to name. */
export const readHolidays = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n,]+/)
      .map((line) => line.trim())
      .filter(Boolean)
      .flatMap((line) => {
        const [, from, to] = /^(\d{4}-\d{2}-\d{2})\s*(?:to|until|\.\.|–)\s*(\d{4}-\d{2}-\d{2})$/.exec(line) ?? [];
        return from && to && from <= to ? between(from, to) : [line];
      }),
  ),
];

/** More than a team can have, so that the server says so, and no more. */
const MOST = 401;

function between(from: string, to: string): string[] {
  const days = [from];
  while (days.at(-1)! < to && days.length < MOST) days.push(dayAfter(days.at(-1)!));
  return days;
}

const dayAfter = (date: string): string => {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) ? '9999-12-31' : new Date(at + DAY).toISOString().slice(0, 10);
};
