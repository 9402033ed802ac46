import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Migration } from './migrate.ts';

/** Reads what `drizzle-kit generate` wrote into a folder, in the order of its journal. */
export function readMigrations(folder: string): Migration[] {
  const journal: { entries: { idx: number; tag: string }[] } = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8'));
  return journal.entries
    .toSorted((a, b) => a.idx - b.idx)
    .map(({ tag }) => ({ name: tag, statements: statementsOf(readFileSync(join(folder, `${tag}.sql`), 'utf8')) }));
}

const statementsOf = (sql: string): string[] =>
  sql
    .split('--> statement-breakpoint')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');

/** The module that carries them, so that a Worker, which has no files, can migrate too. */
export const moduleOf = (migrations: Migration[]): string => `// Written by \`npx tsx db/embed.ts\` from db/migrations: do not edit.
// biome-ignore-all format: generated
// biome-ignore-all lint: generated
import type { Migration } from './migrate.ts';

export const migrations: Migration[] = ${JSON.stringify(migrations, null, 2)};
`;

/** `npx tsx db/embed.ts` writes db/migrations.ts; with `--check` it only says, by exit code 1, that the file is stale. */
function main(): void {
  const file = fileURLToPath(new URL('migrations.ts', import.meta.url));
  const text = moduleOf(readMigrations(fileURLToPath(new URL('migrations', import.meta.url))));
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readIfThere(file) !== text) {
    process.stderr.write('db/migrations.ts is stale: run `npx tsx db/embed.ts`.\n');
    process.exitCode = 1;
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
