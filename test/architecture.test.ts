// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the made-up files below have templates of their own.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { breaches, REASONS } from './support/imports.ts';

const ROOT = new URL('../', import.meta.url);

it('the house keeps its own rules', () => {
  const files = ['server', 'db', 'web', 'test'].flatMap(sources);
  expect(files.map((file) => file.path)).toContain('server/core/commit.ts');
  expect(breaches(files)).toEqual([]);
});

function sources(folder: string): { path: string; text: string }[] {
  return readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .map((path) => ({ path, text: readFileSync(new URL(path, ROOT), 'utf8') }));
}

// From here on: does the test above see anything?

const said = (path: string, text: string): string[] => breaches([{ path, text }]);
const lines = (count: number): string => 'x;\n'.repeat(count);

/** Where something is broken, how the sentence about it goes on, and the file. */
const BROKEN: [path: string, sentence: string, text: string][] = [
  ['server/callbacks/rules.ts', 'imports drizzle-orm: rules are pure, and know only', `import { eq } from 'drizzle-orm';`],
  ['server/callbacks/fold.ts', 'imports server/core/clock.ts: rules are pure, and', `import type { Clock } from '../core/clock.ts';`],
  ['server/core/time.ts', 'imports server/core/ledger.ts: rules stand on', `import { ledger } from './ledger.ts';`],
  ['server/words/en.ts', 'imports server/core/clock.ts: words are said everywhere', `import { still } from '../core/clock.ts';`],
  ['server/surveys/schema.ts', 'imports server/surveys/store.ts: what comes in', `import { load } from './store.ts';`],
  ['server/core/runner.ts', 'imports server/callbacks/plans.ts: core knows no room', `import { open } from '../callbacks/plans.ts';`],
  ['server/core/page.ts', 'imports hono: core knows no room and no http', `import { Hono } from 'hono';`],
  ['server/core/context.ts', 'imports more than types from db/client.ts: core', `import { overClient } from '../../db/client.ts';`],
  ['server/channels/sms.ts', 'imports server/core/clock.ts: a channel knows', `import type { Clock } from '../core/clock.ts';`],
  ['server/http/limits.ts', 'imports db/schema/people.ts: http stands on core', `import { teams } from '../../db/schema/people.ts';`],
  [
    'server/callbacks/routes.ts',
    'imports drizzle-orm: routes ask verbs, only a store talks to the database.',
    `import { eq } from 'drizzle-orm';`,
  ],
  ['server/links/pages.tsx', 'imports db/client.ts: pages ask verbs, only a store', `import type { Db } from '../../db/client.ts';`],
  [
    'server/surveys/jobs.ts',
    'imports server/channels/channel.ts: jobs ask verbs, and',
    `import type { Lot } from '../channels/channel.ts';`,
  ],
  [
    'server/surveys/store.ts',
    'imports db/schema/people.ts: a room has its own tables',
    `import { teams } from '../../db/schema/people.ts';`,
  ],
  ['server/surveys/store.ts', 'imports server/people/store.ts: a room uses the plans', `export { load } from '../people/store.ts';`],
  ['server/surveys/actions.ts', 'imports server/callbacks/actions.ts: a room uses the plans', `await import('../callbacks/actions.ts');`],
  ['server/links/actions.ts', 'imports server/surveys/store.ts: links and reports', `import { load } from '../surveys/store.ts';`],
  [
    'server/development/routes.tsx',
    'imports server/callbacks/store.ts: the workshop shows',
    `import { keep } from '../callbacks/store.ts';`,
  ],
  ['server/reports/store.ts', 'imports server/links/store.ts: links and reports', `import { load } from '../links/store.ts';`],
  ['server/people/routes.ts', 'imports server/app.ts: the doors know the rooms', `import type { AppType } from '../app.ts';`],
  ['web/lib/api.ts', 'imports more than types from server/app.ts: web knows', `import { createApp } from '../../server/app.ts';`],
  ['web/lib/due.ts', 'imports more than types from server/core/time.ts: web', `import { DAY } from '../../server/core/time.ts';`],
  ['web/lib/due.ts', 'imports server/callbacks/decide.ts: web knows', `import { decide } from '../../server/callbacks/decide.ts';`],
  ['server/callbacks/decide.ts', 'uses crypto: rules are pure: whatever they need', 'const key = crypto.subtle;'],
  ['server/callbacks/rules.ts', 'uses new Date() without a time: rules are pure: whatever', 'const now = new Date();'],
  ['server/callbacks/store.ts', 'uses Date.now: time, chance', 'const clock = { now: Date.now };'],
  ['server/callbacks/store.ts', 'uses new Date() without a time: time, chance', 'const today = new Date( );'],
  ['server/core/calendar.ts', 'uses Temporal.Now: time, chance', 'const today = Temporal.Now.instant();'],
  ['server/core/runner.ts', 'uses performance.now: time, chance', 'const start = performance.now();'],
  ['server/core/runner.ts', 'uses Math.random: time, chance', 'const jitter = Math.random();'],
  ['db/schema/people.ts', 'uses randomUUID: time, chance', 'const id = () => crypto.randomUUID();'],
  ['server/http/context.ts', 'uses getRandomValues: time, chance', 'crypto.getRandomValues(bytes);'],
  ['server/app.ts', 'uses process.env: time, chance', 'const { PORT } = process.env;'],
  ['server/jobs.ts', 'uses setTimeout or setInterval: time, chance', 'setInterval(tick, 1000);'],
  ['server/integrations/actions.ts', 'uses fetch: time, chance', 'await fetch(url);'],
  ['server/people/store.ts', 'uses an interactive transaction: decide first', 'await db.transaction(async (tx) => {});'],
  ['server/worker.ts', 'uses waitUntil: what waits there is lost', 'context.waitUntil(tick(deps));'],
  ['server/surveys/helpers.ts', 'has a name of its own: a room has the same file names', ''],
  ['server/core/calendar.ts', 'has 251 lines, more than 250: it holds two things', lines(251)],
  ['web/pages/desk/Page.tsx', 'has 251 lines, more than 250: it holds two things', lines(251)],
  ['test/core/calendar.test.ts', 'has 401 lines, more than 400: it holds two things', lines(401)],
];

const FINE: [path: string, text: string][] = [
  [
    'server/callbacks/decide.ts',
    `import { covers } from '../people/rules.ts'; import { refuse } from '../core/refusal.ts'; new Date(now);`,
  ],
  ['server/core/mail.tsx', `import type { Child } from 'hono/jsx';`],
  ['server/core/calendar.ts', `import { Temporal } from 'temporal-polyfill/fns/Instant'; import { DAY } from './time.ts';`],
  [
    'server/surveys/schema.ts',
    `import { z } from 'zod'; import { parseEmail } from '../channels/addresses.ts'; import { STATES } from './rules.ts';`,
  ],
  ['server/core/context.ts', `import type { Db } from '../../db/client.ts'; import type { Channel } from '../channels/channel.ts';`],
  ['server/core/commit.ts', `import { eq } from 'drizzle-orm'; import { isBusy } from '../../db/errors.ts';`],
  [
    'server/channels/smtp.ts',
    `import { createTransport } from 'nodemailer'; import { DAY } from '../core/time.ts'; setTimeout(stop, DAY);`,
  ],
  ['server/http/authenticate.ts', `import { Hono } from 'hono'; import { sessionOf } from '../people/store.ts';`],
  [
    'server/callbacks/routes.ts',
    `import { Hono } from 'hono'; import { claim } from './actions.ts'; import { body } from '../http/validate.ts';`,
  ],
  [
    'server/callbacks/store.ts',
    `import { callbacks } from '../../db/schema/callbacks.ts'; import { jobs } from '../../db/schema/core.ts';`,
  ],
  ['server/responses/actions-link.ts', `import { open } from '../callbacks/plans.ts';`],
  ['server/links/routes.ts', `import { answer } from '../responses/actions.ts';`],
  ['server/reports/store.ts', `import { teams } from '../../db/schema/people.ts';`],
  ['server/app.ts', `import { routes } from './people/routes.ts'; export const ask = (request: Request) => app.fetch(request);`],
  ['server/node.ts', `import { tick } from './core/runner.ts'; setInterval(tick, 1000); process.env.PORT;`],
  ['server/command/demo.ts', `import { claim } from '../callbacks/actions.ts'; Date.now();`],
  ['db/client.ts', 'client.transaction(); Math.random();'],
  ['db/migrations.ts', lines(900)],
  [
    'web/lib/api.ts',
    `import type { AppType } from '../../server/app.ts'; import { movesFor } from '../../server/callbacks/rules.ts'; fetch('/');`,
  ],
  ['web/lib/due.ts', `import type { Instant } from '../../server/core/time.ts'; Date.now();`],
  ['server/people/store.ts', lines(250)],
  ['test/core/calendar.test.ts', lines(400)],
];

describe('the test of the test', () => {
  it.each(BROKEN)('%s %s', (path, sentence, text) => {
    const found = said(path, text);
    expect(found).toHaveLength(1);
    expect(found[0]?.slice(0, `${path} ${sentence}`.length)).toBe(`${path} ${sentence}`);
  });

  it('has a case for every rule', () => {
    const given = BROKEN.flatMap(([path, , text]) => said(path, text));
    const kindless = (reason: string) => reason.replace('<kind>', '');
    expect(REASONS.filter((reason) => !given.some((sentence) => sentence.endsWith(kindless(reason))))).toEqual([]);
  });

  it.each(FINE)('nothing about an honest %s', (path, text) => {
    expect(said(path, text)).toEqual([]);
  });
});

describe('reading a file', () => {
  const store = (text: string) => said('server/people/store.ts', text).map((sentence) => sentence.split(/ (?:imports|uses) |: /)[1]);

  it.each([
    ['a line comment', '// Date.now()'],
    ['a comment over lines', `/*\n import '../surveys/store.ts';\n Date.now() */`],
    ['a text', `const a = 'Date.now()', b = "it's Math.random()";`],
    ['a template', 'const a = `Date.now() $ \\` ${b} fetch(c) ${`process.env`}`;'],
    ['a regular expression', 'const a = /[/\'"`]Date.now/;'],
    ['an import inside a text', `const a = "import b from '../surveys/store.ts'";`],
    ['a longer name', 'const a = prefetch(b) + socket.setTimeout(c) + new Date(d).getTime();'],
  ])('does not mind %s', (_, text) => expect(store(text)).toEqual([]));

  it.each([
    ['after a text with a comment in it', `const a = 'https://b'; Date.now();`],
    ['after a regular expression with quotes', `const a = b.replace(/'/g, '').split(/\\/*/); Date.now();`],
    ['inside a template', 'const a = `at ${{ b: `${Date.now()}` }}`;'],
    ['after a template', 'const a = `${b}`; const c = { now: Date.now };'],
    ['after a division', `const a = b / 2; Date.now(); const c = (a + b) / '3';`],
    ['after a tag', `const a = <p class="b">don't<br /></p>;\nDate.now();`],
  ])('sees code %s', (_, text) => expect(store(text)).toEqual(['Date.now']));

  it.each([
    ['one name', `import a from '../surveys/store.ts';`],
    ['names over lines', `import {\n  a,\n  type B, // and why\n} from "../surveys/store.ts";`],
    ['everything', `import * as a from '../surveys/store.ts';`],
    ['nothing, for what it does', `import '../surveys/store.ts';`],
    ['types', `import type { A } from '../surveys/store.ts';`],
    ['everything, to export it again', `export * from '../surveys/store.ts';`],
    ['types, to export them again', `export type { A } from '../surveys/store.ts';`],
    ['something late', `const a = await import(/* late */ '../surveys/store.ts');`],
    ['something late, with a template', 'const a = await import(`../surveys/store.ts`);'],
    ['a type in passing', `let a: import('../surveys/store.ts').A;`],
    [
      'something after another import',
      `import b from './rules.ts';\nexport type { C } from './plans.ts';\nimport { a } from '../surveys/store.ts';`,
    ],
  ])('sees an import of %s', (_, text) => expect(store(text)).toEqual(['server/surveys/store.ts']));

  it('takes an import of types for one only when nothing is loaded', () => {
    expect(said('web/a.ts', `import { type AppType } from '../server/app.ts';`)).toHaveLength(1);
    expect(said('web/a.ts', `import type { AppType } from '../server/app.ts';`)).toEqual([]);
  });
});
