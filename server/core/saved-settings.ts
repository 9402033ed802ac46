import type { Db } from '../../db/client.ts';
import type { Deps, Settings, Step } from './context.ts';
import { factOf, keepFact } from './facts.ts';
import { type Instant, SECOND } from './time.ts';

/** What administrators have set. What they have not, the environment says. */
export type SavedSettings = Partial<
  Pick<Settings, 'company' | 'sender' | 'senders' | 'replyTo' | 'internalDomains' | 'region' | 'zone' | 'currency' | 'language'>
>;

const NAME = 'settings';

/** For so long a process goes by what it has read. Another one may have changed it since. */
const FRESH = 5 * SECOND;

const known = new WeakMap<Db, { at: Instant; saved: SavedSettings }>();

/** What was set by now, as it is in the database. */
export const savedSettings = async (db: Db): Promise<SavedSettings> => JSON.parse((await factOf(db, NAME)) ?? '{}') as SavedSettings;

/** Keeps these; whoever commits it calls `forgetSettings` then, so that they count at once where they were made. */
export const keepSettings = (db: Db, saved: SavedSettings): Step => keepFact(db, NAME, JSON.stringify(saved));

export const forgetSettings = (db: Db): boolean => known.delete(db);

/**
 * The same house with what was set: asked for at every request and every round of work. A Worker, whose connection lasts for one
 * request, reads it each time; a process that stays, every few seconds.
 */
export async function withSavedSettings(deps: Deps): Promise<Deps> {
  const { db, settings, clock } = deps;
  const now = clock.now();
  const before = known.get(db);
  const isFresh = before !== undefined && Math.abs(now - before.at) < FRESH;
  const saved = isFresh ? before.saved : await savedSettings(db);
  if (!isFresh) known.set(db, { at: now, saved });
  return { ...deps, settings: { ...settings, ...saved } };
}
