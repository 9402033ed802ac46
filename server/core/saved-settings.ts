import type { Db } from '../../db/client.ts';
import type { Deps, Settings, Step } from './context.ts';
import { factOf, keepFact } from './facts.ts';

/** What administrators have set. What they have not, the environment says. */
export type SavedSettings = Partial<
  Pick<Settings, 'company' | 'sender' | 'senders' | 'replyTo' | 'internalDomains' | 'region' | 'zone' | 'language'>
>;

const NAME = 'settings';

export const savedSettings = async (db: Db): Promise<SavedSettings> => JSON.parse((await factOf(db, NAME)) ?? '{}') as SavedSettings;

export const keepSettings = (db: Db, saved: SavedSettings): Step => keepFact(db, NAME, JSON.stringify(saved));

/** The same house with what was set by now. Read for each request and each round of work, because other processes may have changed it. */
export async function withSavedSettings(deps: Deps): Promise<Deps> {
  return { ...deps, settings: { ...deps.settings, ...(await savedSettings(deps.db)) } };
}
