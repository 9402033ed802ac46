import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, HOUR, type Instant, toRfc3339 } from '../../server/core/time.ts';
import { type Book, makeBook, type Verdict } from './book.ts';
import { type Company, setUp } from './company.ts';
import { answerSurveys, makeCustomers, makeMailbox, press } from './customers.ts';
import type { Counts } from './expect.ts';
import { type Found, findIn } from './found.ts';
import { type Caller, each, type Http, makeCaller, makeHttp } from './http.ts';
import type { Row } from './read.ts';
import { freePort, peakMemoryOf, processorTimeOf, startServer } from './server.ts';
import { signIn, wholeList, workLists } from './supervisors.ts';
import { temperOf } from './temper.ts';
import { type Stop, ZONE } from './timetable.ts';

/** How many requests are on their way at once. */
const AT_ONCE = 32;

export type Seen = { said: Counts; found: Found; complaints: string; peakMemory: number | undefined; processorTime: number | undefined };

/** Lives through the whole file with a real server of its own, over HTTP, and says what came of it. */
export async function live(stops: readonly Stop[], progress: (part: number, words: string) => void): Promise<Seen> {
  const folder = await mkdtemp(join(tmpdir(), 'ringback-replay-'));
  const port = await freePort();
  const env = {
    RINGBACK_DATABASE: `file:${join(folder, 'replay.db')}`,
    RINGBACK_CLOCK: toRfc3339(stops[0]!.at - HOUR),
    RINGBACK_KEY_RATE: '1000000',
    RINGBACK_COMPANY: 'The company of the replay',
    RINGBACK_ZONE: ZONE,
    RINGBACK_URL: `http://127.0.0.1:${port}`,
    PORT: String(port),
  };
  try {
    const company = await setUp(env, teamsIn(stops));
    const server = await startServer(env);
    const http = makeHttp(server.url, AT_ONCE);
    try {
      const said = await liveWith(http, company, stops, progress);
      const [peakMemory, processorTime] = [peakMemoryOf(server.pid), processorTimeOf(server.pid)];
      http.close();
      const code = await server.stop();
      const complaints = `${server.complaints()}${code === 0 ? '' : `\nit ended with ${code}`}`;
      return { said, found: await findIn(env.RINGBACK_DATABASE), complaints, peakMemory, processorTime };
    } catch (error) {
      throw new Error(`${error instanceof Error ? error.message : error}\n${server.complaints()}`.trim(), { cause: error });
    } finally {
      http.close();
      await server.kill();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const teamsIn = (stops: readonly Stop[]): string[] => [...new Set(stops.flatMap(({ rows }) => rows.map((row) => row.team)))];

async function liveWith(
  http: Http,
  { key, supervisors }: Company,
  stops: readonly Stop[],
  progress: (part: number, words: string) => void,
): Promise<Counts> {
  const anybody = makeCaller(http);
  const helpdesk = makeCaller(http, { Authorization: `Bearer ${key}` });
  const takeOut = makeMailbox(anybody);
  const team = await signIn(http, supervisors, takeOut);
  const book = makeBook();
  const say = makeCustomers(anybody, book.rowOfCallback);
  const moveTo = (at: Instant) => anybody.post('/dev/clock', { to: toRfc3339(at) });

  for (const [i, { at, rows }] of stops.entries()) {
    await moveTo(at);
    for (let from = 0; from < rows.length; from += 1000) await handIn(helpdesk, rows.slice(from, from + 1000), book);
    await moveTo(at);
    const { surveys } = book.sort(await takeOut());
    book.thanked(await answerSurveys(anybody, surveys, book.rowOfInvitation, AT_ONCE));
    // What is contested is on the lists again.
    for (let more = rows.length + surveys.length > 0; more; ) {
      book.worked(await workLists(team, book.rowOfInteraction, at, AT_ONCE));
      more = await say(book.sort(await takeOut()).fixes, AT_ONCE);
    }
    progress((i + 1) / stops.length, toRfc3339(at).slice(0, 16));
  }
  await moveTo(stops.at(-1)!.at + 6 * DAY);
  const late = book.silent().filter((mail) => temperOf(book.rowOfCallback(mail.about).externalId).late);
  await each(late, AT_ONCE, (mail) => press(anybody, mail, 'confirm'));
  const ended = (await Promise.all(team.map((caller) => wholeList(caller, 'done')))).flat();
  const open = (await Promise.all(team.flatMap((caller) => [wholeList(caller, 'team'), wholeList(caller, 'waiting')]))).flat();
  return book.counts([...ended, ...open]);
}

async function handIn(helpdesk: Caller, rows: readonly Row[], book: Book): Promise<void> {
  const { results } = await helpdesk.post<{ results: Verdict[] }>('/api/interactions', rows.map(asInteraction));
  for (const [i, verdict] of results.entries()) {
    if (verdict.status !== 'stored')
      throw new Error(`The contact on line ${rows[i]!.line} was ${verdict.status}: ${verdict.message ?? ''}`);
    book.taken(rows[i]!, verdict);
  }
}

const asInteraction = ({ externalId, at, team, channel, customer, unanswered }: Row) => ({
  externalId,
  team,
  channel,
  endedAt: toRfc3339(at),
  ...(unanswered ? { outcome: 'unanswered', unanswered: 'abandoned' } : {}),
  customer: { id: customer, email: `${customer}@replay.example` },
});
