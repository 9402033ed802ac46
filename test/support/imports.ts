import { posix } from 'node:path';

export type SourceFile = { path: string; text: string };

/**
 * What is broken in the house, one sentence each; nothing when all is well. Paths start at the root of the repository.
 * It reads words, not meanings: whoever renames `fetch` before calling it is not found.
 */
export function breaches(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const source = read(file.text);
    return [...new Set([...names(file), ...lengths(file), ...imports(file, source), ...words(file, source)])];
  });
}

// In a pattern `<room>` is any room and `<own>` the room of the file that is read; `npm:` is a package, `type ` an `import type`.

const of = (kinds: string) => `server/<room>/{${kinds}}{,-*,/**}.{ts,tsx}`;
const KINDS = 'rules,decide,fold,policy,schema,store,plans,actions,reading,auth,jobs,messages,routes,pages';
const PURE = of('rules,decide,fold,policy');
const SPOKEN = 'server/words/**';
const PURE_CORE = 'server/core/{time,zone,calendar,quiet,money,actor,refusal,ladder}.ts';
// What every room may use. The doors are in it only because a rule further down has better words for them.
const SHARED = ['server/{<own>,core,http,channels}/**', 'server/*.{ts,tsx}', PURE, SPOKEN, of('schema,plans')];

type ImportRule = { who: string; unless?: string; never: string[]; but?: string[]; because: string };

/** Who may import whom. The first line that forbids an import says why. */
const IMPORTS: ImportRule[] = [
  {
    who: PURE,
    never: ['**'],
    but: [PURE, PURE_CORE, SPOKEN],
    because: 'rules are pure, and know only other rules, the words and the time, calendar, quiet, money, actor and refusal of core.',
  },
  {
    who: PURE_CORE,
    never: ['**'],
    but: [PURE_CORE, 'npm:temporal-polyfill/fns/*'],
    because: 'rules stand on this part of core, so it is as pure as they are.',
  },
  {
    who: SPOKEN,
    never: ['**'],
    but: [SPOKEN, 'type server/core/time.ts'],
    because: 'words are said everywhere, and so know nothing but a moment in time.',
  },
  {
    who: of('schema'),
    never: ['**'],
    but: [of('schema'), PURE, PURE_CORE, SPOKEN, 'server/core/text.ts', 'server/channels/{addresses,phone}.ts', 'npm:zod'],
    because: 'what comes in is described with zod, the rules and the readers of texts and addresses, nothing else.',
  },
  {
    who: 'server/core/**',
    never: ['{server,db,web,test}/**', 'npm:{hono,@hono,hono-openapi}{,/**}'],
    // hono/jsx draws mail as well as pages.
    but: [
      'server/core/**',
      'db/schema/core.ts',
      'db/errors.ts',
      'db/queries.ts',
      'type db/client.ts',
      'type server/channels/channel.ts',
      'npm:hono/jsx{,/**}',
    ],
    because: 'core knows no room and no http, and of the database only its own tables, queries and errors.',
  },
  {
    who: 'server/channels/**',
    never: ['{server,db,web,test}/**'],
    but: ['server/channels/**', 'server/core/{time,ladder}.ts'],
    because: 'a channel knows the outside world, core/time and the ladder of deliveries, and nothing else of the house.',
  },
  {
    who: 'server/http/**',
    never: ['{server,db,web,test}/**'],
    but: ['server/{http,core,people,words}/**', 'server/channels/webhook.ts', of('actions')],
    because: 'http stands on core, asks verbs, and knows people only to tell who is asking.',
  },
  {
    who: of('routes,jobs,pages'),
    never: ['npm:drizzle-orm{,/**}', 'db/**'],
    because: '<kind> ask verbs, only a store talks to the database.',
  },
  {
    who: of('routes,jobs,pages'),
    never: ['server/channels/**'],
    because: '<kind> ask verbs, and what we say leaves by the outbox.',
  },
  {
    who: 'server/<room>/**',
    unless: 'server/reports/**',
    never: ['db/schema/**'],
    but: ['db/schema/{core,<own>}.ts'],
    because: 'a room has its own tables and those of core; ask the other room for a plan, or join them in reports/.',
  },
  {
    who: 'server/<room>/**',
    unless: 'server/{links,reports,development}/**',
    never: ['server/**'],
    but: SHARED,
    because: 'a room uses the plans and rules of another room, never its store or its verbs.',
  },
  {
    who: 'server/development/**',
    never: ['server/**'],
    but: [...SHARED, of('messages')],
    because: 'the workshop shows what the rooms say, and asks them for nothing else.',
  },
  {
    who: 'server/{links,reports}/**',
    never: ['server/**'],
    but: [...SHARED, of('actions,reading')],
    because: 'links and reports use the verbs, plans and rules of another room, never its store.',
  },
  {
    who: 'server/<room>/**',
    never: ['server/*.{ts,tsx}'],
    because: 'the doors know the rooms, never the other way round.',
  },
  {
    who: 'web/**',
    never: ['{server,db,test}/**'],
    but: ['type server/app.ts', 'server/<room>/rules.ts', 'type server/core/time.ts'],
    because: 'web knows the type of the app, the rules of the rooms and the types of core/time; the rest stays on the server.',
  },
];

const CALL = String.raw`(?:\bglobalThis\.|(?<![\w$.]))`;
const AMBIENT = {
  'Date.now': /\bDate\.now\b/,
  'new Date() without a time': /\bnew Date\b(?!\s*\(\s*[^\s)])/,
  'Temporal.Now': /\bTemporal\.Now\b/,
  'performance.now': /\bperformance\.now\b/,
  'Math.random': /\bMath\.random\b/,
  randomUUID: /\brandomUUID\b/,
  getRandomValues: /\bgetRandomValues\b/,
  'process.env': /\bprocess\.env\b/,
  'setTimeout or setInterval': new RegExp(`${CALL}set(?:Timeout|Interval)\\b`),
  fetch: new RegExp(`${CALL}fetch\\s*\\(`),
};
const DOORS = 'server/{node,main,worker,deps,config,cli*,command/**,channels/**,core/clock,core/ids,core/secrets}{,.ts}';

type WordRule = { where: string; but?: string[]; words: Record<string, RegExp>; because: string };

/** What may be said where. */
const WORDS: WordRule[] = [
  {
    where: PURE,
    words: { ...AMBIENT, crypto: /\bcrypto\./ },
    because: 'rules are pure: whatever they need to know, their caller gives them.',
  },
  {
    where: '{server,db}/**',
    but: [PURE, DOORS, 'db/{*,demo/demo}.ts'],
    words: AMBIENT,
    because: 'time, chance, environment and network come in by the doors, channels/, or the clock, ids and secrets of core.',
  },
  {
    where: '{server,db}/**',
    but: ['db/{client,file,guard*}.ts'],
    words: { 'an interactive transaction': /\.transaction\s*(?:\?\.)?\(/ },
    because: 'decide first, then commit everything as one batch.',
  },
  {
    where: 'server/**',
    words: { waitUntil: /\bwaitUntil\s*(?:\?\.)?\(/ },
    because: 'what waits there is lost when the worker is evicted; everything later is a row in jobs (P06).',
  },
];

const LENGTHS = [
  { where: '{server,db,web}/**', but: ['db/migrations*{,/**}', SPOKEN], most: 250 },
  { where: 'test/**', but: [], most: 400 },
];
const TOO_LONG = 'it holds two things; let each have its own file.';

const UNNAMED = `a room has the same file names everywhere (${KINDS.replaceAll(',', ', ')}), so that anything can be found.`;

/** Every reason a sentence can end with, so that a test can prove that each of them is given. */
export const REASONS = [...[...IMPORTS, ...WORDS].map((rule) => rule.because), TOO_LONG, UNNAMED];

const names = ({ path }: SourceFile): string[] =>
  fits('server/<room>/**', path) && !fits(of(KINDS), path) ? [`${path} has a name of its own: ${UNNAMED}`] : [];

function lengths({ path, text }: SourceFile): string[] {
  const lines = text.trimEnd().split('\n').length;
  return LENGTHS.filter((rule) => fits(rule.where, path) && !rule.but.some((but) => fits(but, path)) && lines > rule.most).map(
    (rule) => `${path} has ${lines} lines, more than ${rule.most}: ${TOO_LONG}`,
  );
}

function imports({ path }: SourceFile, source: Source): string[] {
  const [, own = '', file = ''] = path.split('/');
  const any = (patterns: string[], value: string) => patterns.some((pattern) => fits(pattern.replaceAll('<own>', own), value));
  return importsIn(source, path).flatMap(({ to, typeOnly }) => {
    const broken = IMPORTS.find(
      ({ who, unless, never, but = [] }) =>
        fits(who, path) && !(unless && fits(unless, path)) && any(never, to) && !any(but, to) && !(typeOnly && any(but, `type ${to}`)),
    );
    if (!broken) return [];
    const what = any(broken.but ?? [], `type ${to}`) ? `more than types from ${to}` : to.replace('npm:', '');
    return [`${path} imports ${what}: ${broken.because.replace('<kind>', file.replace(/\W.*/, ''))}`];
  });
}

const words = ({ path }: SourceFile, { code }: Source): string[] =>
  WORDS.filter((rule) => fits(rule.where, path) && !rule.but?.some((but) => fits(but, path))).flatMap((rule) =>
    Object.entries(rule.words).flatMap(([word, pattern]) => (pattern.test(code) ? [`${path} uses ${word}: ${rule.because}`] : [])),
  );

const GLOB: Record<string, string> = {
  ...{ '**': '.*', '*': '[^/]*', '{': '(?:', '}': ')', ',': '|', '.': '\\.' },
  '<room>': '(?!(?:core|http|channels|command|words)/)[^/]+',
};

const fits = (pattern: string, value: string): boolean =>
  new RegExp(`^${pattern.replace(/\*\*|[*{},.]|<room>/g, (sign) => GLOB[sign]!)}$`).test(value);

/** A file without comments and regular expressions; each text in it stands in `code` as `"0"`, `"1"`, … and in `texts` in full. */
type Source = { code: string; texts: string[] };

const IMPORT =
  /\bimport\s*\(\s*"(?<called>\d+)"\s*[,)]|\bimport\s*"(?<bare>\d+)"|\b(?:import|export)\b(?<type>\s+type\b)?[\s\w$*,{}]*?\bfrom\s*"(?<named>\d+)"/g;

// `import { type A }` is not an `import type`: under verbatimModuleSyntax the module is still loaded.
const importsIn = ({ code, texts }: Source, path: string): { to: string; typeOnly: boolean }[] =>
  [...code.matchAll(IMPORT)].map(({ groups = {} }) => {
    const asked = texts[Number(groups.called ?? groups.bare ?? groups.named)]!;
    const to = asked.startsWith('.') ? posix.join(posix.dirname(path), asked) : `npm:${asked}`;
    return { to, typeOnly: groups.type !== undefined };
  });

const TOKEN = new RegExp(
  [
    /(?<aside>\/\/.*|\/\*[\s\S]*?\*\/)/,
    /(?<text>'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*")/,
    // A slash opens a regular expression where a value is expected, else it divides or closes a tag.
    /(?<regex>\/(?<=(?:[(,=:[!&|?{;+~]|=>|\breturn)\s*\/)(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/)/,
    /(?<sign>[`{}])/,
  ]
    .map((part) => part.source)
    .join('|'),
  'g',
);

function read(text: string): Source {
  const texts: string[] = [];
  const keep = (said: string) => ` "${texts.push(said) - 1}" `;
  const braces: ('block' | 'template')[] = [];
  let code = '';
  let at = 0;
  TOKEN.lastIndex = 0;
  for (let token = TOKEN.exec(text); token; token = TOKEN.exec(text)) {
    const { text: said, sign } = token.groups!;
    code += text.slice(at, token.index);
    at = TOKEN.lastIndex;
    const inTemplate = sign === '`' || (sign === '}' && braces.pop() === 'template');
    if (sign === '{') braces.push('block');
    if (inTemplate) {
      // The words of a template up to its end, or up to the code inside it.
      const [piece] = /^(?:\\[\s\S]|\$(?!\{)|[^`\\$])*/.exec(text.slice(at))!;
      code += keep(piece);
      at += piece.length;
      if (text[at] === '$') braces.push('template');
      TOKEN.lastIndex = at += text[at] === '$' ? 2 : 1;
    } else code += said ? keep(said.slice(1, -1)) : (sign ?? ' ');
  }
  return { code: code + text.slice(at), texts };
}
