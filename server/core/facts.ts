import type { Db } from '../../db/client.ts';
import { rowBy } from '../../db/queries.ts';
import { facts } from '../../db/schema/core.ts';

/** A small fact about this installation, if it is known. */
export async function factOf(db: Db, name: string): Promise<string | undefined> {
  return (await byName(db, name))?.value;
}

const byName = rowBy(facts, facts.name);

export const keepFact = (db: Db, name: string, value: string) =>
  db.insert(facts).values({ name, value }).onConflictDoUpdate({ target: facts.name, set: { value } });

/** The fact, or, the first time, what `make` gives; of two who ask at once both get the same. */
export async function factOrElse(db: Db, name: string, make: () => string): Promise<string> {
  await db.insert(facts).values({ name, value: make() }).onConflictDoNothing();
  return (await factOf(db, name))!;
}
