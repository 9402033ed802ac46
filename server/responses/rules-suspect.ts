import { type Instant, MINUTE, type Millis, SECOND } from '../core/time.ts';

/**
 * What an act on the page says of the hand behind it. `unwatched`: nobody looked, because the browser runs no script. `still`: the
 * script looked, and saw no key, no tap and no click. A number: the milliseconds between the page being shown and the last of these.
 */
export type Hand = 'unwatched' | 'still' | Millis;

/** What is known of one answer beside its words: when and how it was sent. Nothing of it is known before it is sent: opening a link is never recorded. */
export type Sending = {
  at: Instant;
  /** When we drew the page that it was sent from, signed by us. */
  drawnAt: Instant;
  hand: Hand;
  /** What the browser calls itself. */
  agent: string;
  score: number;
  /** When the provider accepted the mails that this link was in. */
  mailedAt: readonly Instant[];
  /** What was sent from this link before, counted or held. */
  earlier: readonly { at: Instant; score: number }[];
  /** Whether it is the answer to “was this you?”. */
  second: boolean;
};

/** Strong ones are enough alone; of the weak ones it takes two. */
const STRONG = ['names_itself', 'no_hand'] as const;
const WEAK = ['soon_after_mail', 'faster_than_reading', 'several_scores', 'no_script'] as const;
export type SignalName = (typeof STRONG)[number] | (typeof WEAK)[number];

/** Something that speaks for a machine: its name, and what was seen. */
export type Signal = { name: SignalName; seen: string | number | null };

/** Where a held answer stands: waiting for a contradiction, for a supervisor to read it, or judged to be a machine's. */
export const HELD_STATES = ['waiting', 'to_read', 'dismissed'] as const;
export type HeldState = (typeof HELD_STATES)[number];

/** Between a provider taking a mail and somebody having read it, opened its link and answered (reliability.md, F02). */
export const SOON_AFTER_MAIL: Millis = 5 * SECOND;
/** Nobody reads a page and presses its button in less. */
export const READING: Millis = 2 * SECOND;
/** A scanner goes through the links of a mail in one sweep (reliability.md, F02). */
export const SWEEP: Millis = MINUTE;
/** A hand needs longer than this to follow the eye; a click by program comes as the page does. */
const HAND_NEEDS: Millis = 300;

/**
 * Programs that say who they are: filters of mail (Barracuda, Proofpoint, Mimecast, Microsoft's safe links, …), browsers without a
 * window, and libraries that fetch pages. Addresses are not looked at: filters moved to common clouds (reliability.md, 3.4).
 */
const PROGRAMS =
  /barracuda|proofpoint|mimecast|safe ?links|messagelabs|symantec|fireeye|trend ?micro|forcepoint|sophos|zscaler|urldefense|headless|phantomjs|puppeteer|playwright|selenium|webdriver|\bcurl\/|\bwget\/|python|libwww|go-http-client|java\/|apache-httpclient|okhttp|scrapy|(?:bot|crawler|spider|scanner|preview)\b/i;

/**
 * Everything about this answer that speaks for a machine. A key or a tap that a script saw, and that came no faster than a hand
 * can, explains whatever is only quick: then none of the weak signals is given. A second act explains that the first came soon
 * after the mail and beside other scores, but must not itself be faster than reading.
 */
export function suspicionsOf(it: Sending): Signal[] {
  const signals: Signal[] = [];
  const program = PROGRAMS.exec(it.agent)?.[0];
  if (program !== undefined) signals.push({ name: 'names_itself', seen: program });
  if (it.hand === 'still') signals.push({ name: 'no_hand', seen: null });
  if (typeof it.hand === 'number' && it.hand >= HAND_NEEDS) return signals;
  if (!it.second) {
    const sinceMail = it.mailedAt.map((mailed) => it.at - mailed).find((time) => time >= 0 && time < SOON_AFTER_MAIL);
    if (sinceMail !== undefined) signals.push({ name: 'soon_after_mail', seen: sinceMail });
    const others = it.earlier.filter(({ at, score }) => it.at - at < SWEEP && score !== it.score);
    if (others.length) signals.push({ name: 'several_scores', seen: [...others.map(({ score }) => score), it.score].join(', ') });
  }
  const open = it.at - it.drawnAt;
  if (open < READING) signals.push({ name: 'faster_than_reading', seen: Math.max(0, open) });
  if (it.hand === 'unwatched') signals.push({ name: 'no_script', seen: null });
  return signals;
}

/**
 * Whether an answer is held until somebody says that it is real. One weak signal never is enough: a browser without scripts, a quick
 * thumb, or a second thought within the minute each belong to honest people. A strong one is: no hand moved on a page that watched
 * for one, or the program says itself that it is one.
 */
export const isSuspect = (signals: readonly Signal[]): boolean =>
  signals.some(({ name }) => (STRONG as readonly SignalName[]).includes(name)) || signals.length >= 2;

/** A signal in a sentence for the supervisor who reads the answer. */
export function signalInWords({ name, seen }: Signal): string {
  switch (name) {
    case 'names_itself':
      return `The program that sent it calls itself “${seen}”.`;
    case 'no_hand':
      return 'No key was pressed and nothing was tapped on the page before it was sent.';
    case 'soon_after_mail':
      return `It came ${seconds(seen)} after the mail had left.`;
    case 'faster_than_reading':
      return `It was sent ${seconds(seen)} after the page was opened.`;
    case 'several_scores':
      return `Several scores were sent within a minute: ${seen}.`;
    case 'no_script':
      return 'The browser that sent it runs no scripts.';
  }
}

const seconds = (millis: Signal['seen']): string => {
  const whole = (Number(millis) / SECOND).toFixed(1).replace(/\.0$/, '');
  return `${whole} ${whole === '1' ? 'second' : 'seconds'}`;
};
