import type { Ctx, Step } from '../core/context.ts';
import { factOf, keepFact } from '../core/facts.ts';
import type { SetupMark } from './rules-setup.ts';
import { personById } from './store.ts';

const NAME = 'setup';

/** What of the setup was done or passed over so far, in that order. */
export const setupMarks = async ({ deps: { db } }: Ctx): Promise<SetupMark[]> =>
  JSON.parse((await factOf(db, NAME)) ?? '[]') as SetupMark[];

export const planMarks = ({ deps: { db } }: Ctx, marks: readonly SetupMark[]): Step => keepFact(db, NAME, JSON.stringify(marks));

/** The name and the address of a colleague; nothing for an id that is nobody's. */
export async function addressee(ctx: Ctx, id: string): Promise<{ name: string; email: string } | undefined> {
  const person = await personById(ctx, id);
  return person && { name: person.name, email: person.email };
}
