import type { OpenDb } from '../db/client.ts';
import type { Channel } from './channels/channel.ts';
import type { Config } from './config.ts';
import { theClock } from './core/actor.ts';
import type { Clock, MovableClock } from './core/clock.ts';
import { contextOf, type Deps } from './core/context.ts';
import { factOrElse, keepFact } from './core/facts.ts';
import { type Ids, systemIds } from './core/ids.ts';
import { randomText, secretsFrom } from './core/secrets.ts';
import { beginRetention } from './customers/actions-retention.ts';
import type { Door, Limits } from './http/context.ts';
import { makeLimiter } from './http/limits.ts';
import { handlers } from './jobs.ts';
import { addPerson } from './people/actions.ts';
import { type Auth, makeAuth } from './people/auth.ts';
import { nobodyYet } from './people/reading.ts';

/** What a door found in its own surroundings. A clock that can be moved opens the development pages. */
export type Surroundings = {
  config: Config;
  opened: OpenDb;
  email: Channel;
  clock: Clock | MovableClock;
  report: (error: unknown) => string;
  limits: Limits;
  ids?: Ids;
};

/** Puts the house together for one database. */
export async function assemble({ config, opened, email, clock, report, limits, ids = systemIds() }: Surroundings): Promise<Door> {
  const { db } = opened;
  const secret = config.secret ?? (await factOrElse(db, 'development_secret', () => randomText(32)));
  const deps: Deps = { db, clock, ids, secrets: secretsFrom(secret), email, settings: config.settings };
  let auth: Auth | undefined;
  return {
    deps,
    auth: () => {
      auth ??= makeAuth(deps, secret);
      return auth;
    },
    limits,
    webhookSecrets: config.webhookSecrets,
    report,
    ...('moveTo' in clock
      ? { workshop: { clock, handlers, moved: async () => void (await keepFact(db, CLOCK_FACT, String(clock.now()))) } }
      : {}),
  };
}

/** How much each caller may ask. Kept by the door, across requests. */
export const limitsFrom = (config: Config): Limits => ({
  keys: makeLimiter(config.keyRate, config.keyRate * 2),
  guesses: makeLimiter(0.5, 30),
  signIns: makeLimiter(0.2, 20),
});

/** Where a development clock had been moved to. */
export const CLOCK_FACT = 'development_clock';

/** What a database needs before its first day: the daily rounds of retention, and the first administrator, when nobody works here yet. Says whether it made one. */
export async function welcomeAdministrator(deps: Deps, email: string): Promise<boolean> {
  const ctx = contextOf(deps, theClock);
  await beginRetention(ctx);
  if (!(await nobodyYet(ctx))) return false;
  await addPerson(ctx, { name: 'Administrator', email, role: 'administrator' });
  return true;
}
