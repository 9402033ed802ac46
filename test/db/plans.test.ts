import type { Client } from '@libsql/client';
import { expect, onTestFinished, test } from 'vitest';
import { openDb } from '../../db/file.ts';
import { startFakeOidc } from '../fakes/oidc.ts';
import { FAKE_SECRET } from '../fakes/resend-webhooks.ts';
import { doEverything } from '../journeys/everything.ts';
import { closeOneLoop } from '../journeys/loop.ts';
import { signOnTwice } from '../journeys/sign-on.ts';
import { textsGoAndCome, withTexts } from '../journeys/texts.ts';
import { recording, type Sent } from '../support/recorder.ts';
import { makeWorld } from '../world.ts';

/** They grow with the company, not with its customers: reading all of one is no sin. */
const SMALL = ['people', 'agents', 'teams', 'memberships', 'authorities', 'api_keys', 'surveys', 'pauses', 'facts', 'schema_version'];
/** Dead jobs wait for a person: they are few. */
const FEW = ['jobs_dead'];
/** Links that somebody asked for within a quarter of an hour. */
const SHORT_LIVED = ['sign_ins'];

/** What each list must be read from. */
const LISTS: Record<string, [where: RegExp, index: string]> = {
  'the callbacks of a team': [/"rank" is not null and "callbacks"."team_id" = \?/, 'callbacks_team_ours'],
  'the callbacks of a person': [/"rank" is not null and "callbacks"."owner_id" = \?/, 'callbacks_owner_ours'],
  'what is offered to a person': [/"rank" is not null and "callbacks"."offered_to" = \?/, 'callbacks_offered'],
  'all callbacks that are ours to do': [/where "callbacks"."rank" is not null order by/, 'callbacks_ours'],
  'the callbacks of nobody in a team': [/"state" = 'open' and "callbacks"."team_id" = \?/, 'callbacks_team_unowned'],
  'all callbacks of nobody': [/where "callbacks"."state" = 'open' order by/, 'callbacks_unowned'],
  'what waits for the customers of a team': [/"state" = 'fixed' and "callbacks"."team_id" = \?/, 'callbacks_team_waiting'],
  'what waits for the customers of a person': [/"state" = 'fixed' and "callbacks"."owner_id" = \?/, 'callbacks_owner_waiting'],
  'what waits for all customers': [/where "callbacks"."state" = 'fixed' order by/, 'callbacks_waiting'],
  'whom to call next': [/"rests_until" is null and "callbacks"."team_id" = \?/, 'callbacks_next'],
  'when somebody may be called': [/select min\(rests_until\)/, 'callbacks_resting'],
  'the newest change': [/select max\("change"\)/, 'callbacks_change'],
  'what has changed in a team': [/"team_id" = \? and "callbacks"."change" > \?/, 'callbacks_team_change'],
  'the words that begin like this': [/select "callback_id" from "callback_words"/, 'sqlite_autoindex_callback_words_1'],
  'the closed callbacks of a team': [/"open" = 0 and "callbacks"."team_id" = \?/, 'callbacks_team_closed'],
  'the closed callbacks of a person': [/"open" = 0 and "callbacks"."owner_id" = \?/, 'callbacks_owner_closed'],
  'all closed callbacks': [/where "callbacks"."open" = 0 order by/, 'callbacks_closed'],
  'what was found and has the other words too': [/exists \(select 1 from "callback_words"/, 'callback_words_callback'],
  'the open callback of a customer': [
    /"customer_id" in \(select value from json_each\(\?\)\) and "callbacks"."open" = 1/,
    'callbacks_one_open',
  ],
  'the held answers of a team': [/"held_answers"."state" = \? and "held_answers"."team_id" = \?/, 'held_answers_team'],
  'all held answers': [/where "held_answers"."state" = \? order by/, 'held_answers_state'],
  'what is yours to read': [/"unread_since" is not null and "responses"."reader_id" = \? and \(/, 'responses_reader_unread'],
  'what is unread in a team': [/"unread_since" is not null and "responses"."team_id" = \? and \(/, 'responses_team_unread'],
  'everything that is unread': [/"unread_since" is not null and \("responses"."unread_since"/, 'responses_unread'],
  'what was answered in a team': [/where \(?"responses"."team_id" = \? and "responses"."band" = \?/, 'responses_team_shown'],
  'everything that was answered': [/where \(?"responses"."band" = \? and "responses"."worded" = \?/, 'responses_shown'],
  'when the messages about something left': [/from "messages" where "messages"."about" = \?/, 'messages_about'],
  'the jobs that are due': [/^update "jobs"[\s\S]*state = 'due'/, 'jobs_due'],
  'the jobs that a runner has lost': [/^update "jobs"[\s\S]*state = 'claimed'/, 'jobs_leased'],
  'the dead jobs': [/from "jobs" where state = 'dead'/, 'jobs_dead'],
};

test('no query reads a table from end to end that grows, and the lists come from their indexes', async () => {
  const recorder = recording(openDb(':memory:'));
  const provider = await withTexts();
  const oidc = await startFakeOidc();
  onTestFinished(oidc.close);
  const world = await makeWorld({ opened: recorder.opened, text: provider.text, env: { RESEND_WEBHOOK_SECRET: FAKE_SECRET, ...oidc.env } });
  await closeOneLoop(world.visitor, new Date(world.clock.now()));
  await textsGoAndCome(world, provider);
  await signOnTwice(world);
  await doEverything(world);

  const schema = await schemaOf(world.client);
  const queries = await Promise.all(
    recorder
      .statements()
      .filter(isQuery)
      .map((statement) => planOf(world.client, statement)),
  );

  expect(queries.flatMap((query) => problemsWith(query, schema))).toEqual([]);
  for (const [list, [where, index]] of Object.entries(LISTS)) {
    const found = queries.filter((query) => where.test(query.sql));
    expect(found.length, `queries for ${list}`).toBeGreaterThan(0);
    for (const { plan, sql } of found) expect(plan.join('\n'), `${list}: ${sql}`).toContain(`INDEX ${index} `.trim());
  }
  const untouched = schema.tables.filter((table) => !queries.some(({ sql }) => new RegExp(`\\b${table}\\b`).test(sql)));
  expect(untouched, 'tables that doEverything() has no query for').toEqual([]);
});

test('the test of the test: it sees a missing index, a list that is sorted, and a list that is read through for a few', async () => {
  const { client, close } = openDb(':memory:');
  await client.migrate([
    'CREATE TABLE notes (id TEXT PRIMARY KEY, at INTEGER, mine INTEGER)',
    'CREATE INDEX notes_mine ON notes (at) WHERE mine = 1',
  ]);
  const schema = await schemaOf(client);
  const problems = async (sql: string) => problemsWith(await planOf(client, { sql, args: [] }), schema);
  for (const sql of [
    'SELECT * FROM notes WHERE at = 1',
    'DELETE FROM notes WHERE at = 1',
    "SELECT * FROM notes WHERE id > 'a' ORDER BY at LIMIT 1",
    'SELECT * FROM notes WHERE mine = 1 AND id > 7 ORDER BY at LIMIT 1',
    'SELECT count(*) FROM notes WHERE mine = 1',
    'SELECT text FROM (SELECT json_group_array(id) AS text FROM (SELECT id FROM notes WHERE mine = 1 AND id > 7 ORDER BY at LIMIT 1))',
    'SELECT text FROM (SELECT json_group_array(id) AS text FROM (SELECT id FROM notes WHERE mine = 1 ORDER BY at))',
  ])
    expect(await problems(sql), sql).toHaveLength(1);
  for (const sql of [
    "SELECT * FROM notes WHERE id = 'a'",
    'SELECT * FROM notes WHERE mine = 1 ORDER BY at LIMIT 1',
    'SELECT * FROM notes ORDER BY id LIMIT 1',
  ])
    expect(await problems(sql), sql).toEqual([]);
  close();
});

/** A statement and how SQLite goes about it. */
type Query = { sql: string; plan: string[] };

/** The tables, and what each partial index is about, in the words of its WHERE. */
type Schema = { tables: string[]; aboutOf: Map<string, string> };

/** What is wrong with a query, in words. */
function problemsWith({ sql, plan }: Query, { tables, aboutOf }: Schema): string[] {
  // A page that is read as one text has its limit inside.
  const isPage = /\blimit (?:\?|\d+)[\s)]*$/i.test(sql);
  const said = (problem: string, line: string) => `${problem}: ${short(sql)}\n    ${line}`;
  return plan.flatMap((line) => {
    if (line.includes('AUTOMATIC')) return [said('SQLite makes an index of its own, each time', line)];
    if (line === 'USE TEMP B-TREE FOR ORDER BY')
      return isPage && !SHORT_LIVED.some((table) => sql.includes(`"${table}"`))
        ? [said('Everything is read and sorted for one page', line)]
        : [];
    const [, table, index] = /^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?/.exec(line) ?? [];
    if (!table || !tables.includes(table) || SMALL.includes(table) || FEW.includes(index ?? '')) return [];
    if (!index || !isPage) return [said('The whole table is read', line)];
    return conditionOf(sql) === (aboutOf.get(index) ?? '') ? [] : [said('The list is read through for a few', line)];
  });
}

/** What a query asks for beside an order, in the words of an index. */
const conditionOf = (sql: string): string =>
  (/\bwhere\s+(.*?)(?:\s+order by|\s+limit|$)/is.exec(sql)?.[1] ?? '').replaceAll(/"\w+"\.|"/g, '');

async function schemaOf(client: Client): Promise<Schema> {
  const { rows } = await client.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'");
  const named = (type: string) => rows.filter((row) => row.type === type);
  return {
    tables: named('table').map((row) => String(row.name)),
    aboutOf: new Map(named('index').map((row) => [String(row.name), /\bWHERE (.*)$/s.exec(String(row.sql))?.[1] ?? ''])),
  };
}

const isQuery = ({ sql }: Sent): boolean => /^\s*(select|insert|update|delete|with)\b/i.test(sql);

async function planOf(client: Client, { sql, args }: Sent): Promise<Query> {
  const { rows } = await client.execute({ sql: `EXPLAIN QUERY PLAN ${sql}`, args });
  return { sql, plan: rows.map((row) => String(row.detail)) };
}

const short = (sql: string): string =>
  sql
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/select "[^(]*?" from/g, 'select … from')
    .replaceAll(/\((\?, )+\?\)(, \((\?, )*\?\))*/g, '(…)');
