import type { OpeningHours, Weekday } from '../../server/core/calendar.ts';
import type { QuietHours } from '../../server/core/quiet.ts';

/**
 * Somebody who sits before the clock on the wall of a place, for five years, and writes down what it shows in every minute. They know
 * nothing of time zones but what Intl shows them, and nothing of calendars but that a window belongs to the day on which it starts.
 * All times here are whole minutes since 1970, in UTC (a moment) or as the clock shows them (a wall minute).
 */
export type Watcher = {
  zone: string;
  /** The moments at which the clock jumped, forward or back. */
  changes: number[];
  /** What the clock shows at this moment. */
  shown: (moment: number) => number;
  /** The furthest it has shown by then. In a repeated hour that stands still. */
  furthest: (moment: number) => number;
};

const DAY = 1440;
const minuteOf = (date: string): number => Date.parse(date) / 60_000;
/** A week more before, to see an hour the first time; months more after, for what falls due later. */
const [BEGIN, END] = [minuteOf('2023-12-20T00:00:00Z'), minuteOf('2029-06-01T00:00:00Z')];
export const YEARS = [2024, 2025, 2026, 2027, 2028] as const;

export function watch(zone: string): Watcher {
  const read = readerOf(zone);
  const changes = changesOf(read);
  const shown = new Int32Array(END - BEGIN);
  const furthest = new Int32Array(END - BEGIN);
  let most = 0;
  for (let at = BEGIN, next = 0, ahead = read(BEGIN) - BEGIN; at < END; at++) {
    if (at === changes[next]) {
      ahead = read(at) - at;
      next++;
    }
    shown[at - BEGIN] = at + ahead;
    most = Math.max(most, at + ahead);
    furthest[at - BEGIN] = most;
  }
  return { zone, changes, shown: (moment) => shown[moment - BEGIN]!, furthest: (moment) => furthest[moment - BEGIN]! };
}

/** Reads the clock once: dear, so only where it must be. */
export function readerOf(zone: string): (moment: number) => number {
  const numbers = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...numbers });
  return (moment) => {
    const [month, day, year, hour, minute] = format
      .format(moment * 60_000)
      .match(/\d+/g)!
      .map(Number) as [number, ...number[]];
    return Date.UTC(year!, month - 1, day, hour, minute) / 60_000;
  };
}

/** Looks every three hours, and between two looks that do not fit together halves the time until the minute is found. */
function changesOf(read: (moment: number) => number): number[] {
  const ahead = (moment: number) => read(moment) - moment;
  const changes: number[] = [];
  for (let before = BEGIN; before + 180 < END; before += 180) {
    let [low, high] = [before, before + 180];
    const old = ahead(low);
    if (ahead(high) === old) continue;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (ahead(middle) === old) low = middle;
      else high = middle;
    }
    changes.push(high);
  }
  return changes;
}

/** What somebody is asked about one team: minute by minute. */
export type Team = {
  open: (moment: number) => boolean;
  due: (from: number, millis: number, work: number) => number | 'never' | 'later';
  worked: (from: Moment, to: Moment) => number;
};

/** A minute, and how many milliseconds of it have passed. */
export type Moment = { minute: number; millis: number };

/** Longer than this they do not watch for one answer. */
const PATIENCE = 100 * DAY;
/** So long without work is a team that does not work. */
const NOBODY_COMES = 62 * DAY;

export function team(watcher: Watcher, hours: OpeningHours): Team {
  const works = workOf(watcher, hours);
  const open = (moment: number): boolean => works(watcher.furthest(moment));
  /** Milliseconds since 1970 at which so many minutes are worked, begun `millis` after a full minute. */
  const due = (from: number, millis: number, work: number): number | 'never' | 'later' => {
    let left = work * 60_000;
    let lastOpen = from;
    for (let now = from; now < from + PATIENCE; now++) {
      const begun = now === from ? millis : 0;
      const last = watcher.furthest(now - 1);
      const shown = watcher.furthest(now);
      // Minutes that the clock left out pass at once.
      for (let skipped = last + 1; now > from && skipped < shown; skipped++) if (works(skipped)) left -= 60_000;
      if (work > 0 && left <= 0 && shown > last) return now * 60_000;
      if (works(shown)) {
        lastOpen = now;
        if (work === 0) return now * 60_000 + begun;
        // In a minute that the clock shows again nothing is worked.
        if (shown > last && left > 0) {
          if (left < 60_000 - begun) return now * 60_000 + begun + left;
          left -= 60_000 - begun;
        }
      }
      if (now - lastOpen > NOBODY_COMES) return 'never';
    }
    return 'later';
  };
  /** Milliseconds that are worked from one moment to another. */
  const worked = (from: Moment, to: Moment): number => {
    let sum = 0;
    for (let now = from.minute; now <= to.minute; now++) {
      const [last, shown] = [watcher.furthest(now - 1), watcher.furthest(now)];
      for (let skipped = last + 1; now > from.minute && skipped < shown; skipped++) if (works(skipped)) sum += 60_000;
      if (shown > last && works(shown)) sum += (now === to.minute ? to.millis : 60_000) - (now === from.minute ? from.millis : 0);
    }
    return sum;
  };
  return { open, due, worked };
}

/** Whether somebody works in this minute of the wall clock: in a window of its day, or in one that began the day before. */
function workOf(watcher: Watcher, { week, holidays }: OpeningHours): (wall: number) => boolean {
  const closed = new Set(holidays.map((one) => (typeof one === 'string' ? one : one.date)));
  const everShown = leftOut(watcher);
  const days = new Map<number, ReturnType<typeof drawn>>();
  let day = Number.NaN;
  let minutes = new Uint8Array(0);
  return (wall) => {
    const asked = Math.floor(wall / DAY);
    if (asked !== day) {
      day = asked;
      minutes = days.get(day) ?? drawn(day);
      days.set(day, minutes);
    }
    return minutes[wall - day * DAY] === 1;
  };

  function drawn(today: number) {
    const minutes = new Uint8Array(DAY);
    for (const start of [today - 1, today]) {
      const date = new Date(start * DAY * 60_000);
      if (closed.has(date.toISOString().slice(0, 10))) continue;
      for (const { from, to } of week[date.toUTCString().slice(0, 3).toLowerCase() as Weekday] ?? []) {
        const opens = start * DAY + clockTime(from);
        const closes = start * DAY + clockTime(to) + (clockTime(to) <= clockTime(from) ? DAY : 0);
        // A window of which the clock shows no minute never happens.
        if (everShown(opens, closes)) minutes.fill(1, Math.max(0, opens - today * DAY), Math.max(0, closes - today * DAY));
      }
    }
    return minutes;
  }
}

/** Whether the clock ever shows a minute from `from` to before `to`. */
function leftOut({ changes, shown }: Watcher): (from: number, to: number) => boolean {
  const gaps = changes.filter((at) => shown(at) > shown(at - 1)).map((at) => [shown(at - 1) + 1, shown(at)] as const);
  return (from, to) => !gaps.some(([first, end]) => first <= from && to <= end);
}

export const clockTime = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

/** From `from` on, by steps of a minute: when a message may leave so that this minute and the next minute and a half show no quiet time. */
export function watchedQuiet({ shown }: Watcher, quiet: QuietHours, from: number, millis: number): number {
  const [start, end] = [clockTime(quiet.from), clockTime(quiet.to)];
  const isQuiet = (moment: number): boolean => {
    const time = ((shown(moment) % DAY) + DAY) % DAY;
    return start < end ? start <= time && time < end : start <= time || time < end;
  };
  for (let at = from * 60_000 + millis; ; at = (Math.floor(at / 60_000) + 1) * 60_000) {
    let clear = true;
    for (let moment = Math.floor(at / 60_000); moment <= Math.floor((at + 90_000) / 60_000); moment++) clear &&= !isQuiet(moment);
    if (clear) return at;
  }
}
