import type { BatchItem } from 'drizzle-orm/batch';
import type { Db } from '../../db/client.ts';
import type { Channels } from '../channels/channel.ts';
import type { Actor } from './actor.ts';
import type { Clock } from './clock.ts';
import type { Ids } from './ids.ts';
import type { Secrets } from './secrets.ts';
import type { Instant, Millis } from './time.ts';

/** What every room needs to know of the configuration: what the environment says, and, once they are saved, what the settings say. */
export type Settings = {
  /** The address customers and staff reach us at, without a trailing slash; every link in a message starts with it. */
  baseUrl: string;
  /** The company's name, as customers know it. */
  company: string;
  /** From whom survey and case mail comes: `Acme <care@acme.example>`. */
  sender: string;
  /** From whom the mail of a team comes, by the id of the team, where it has a sender of its own. */
  senders: Readonly<Record<string, string>>;
  /** Where an answer to a mail goes, if not to its sender. */
  replyTo: string | null;
  /** Addresses at these domains are colleagues, never asked. */
  internalDomains: readonly string[];
  /** Where numbers and hours are read when nothing else says so. */
  region: string;
  zone: string;
  /** In which sums are written and typed (ISO 4217); amounts are in its minor units. */
  currency: string;
  /** How somebody is spoken to of whom nothing is known. */
  language: string;
  /** How long a claimed job is its runner's. One that dies loses it after this time; one that lives must be done, or hold on, before. */
  lease: Millis;
  keep: Lives;
};

/** For how many days words are kept, by kind; 0 means for ever. What was counted is kept whatever these say. */
export type Lives = { answers: number; cases: number; messages: number; requests: number };

/** The real things the house stands on, chosen once at a door or made by a test. */
export type Deps = {
  db: Db;
  clock: Clock;
  ids: Ids;
  secrets: Secrets;
  channels: Channels;
  settings: Settings;
  /** Tells the operator, in one line: names and numbers only, nothing of a customer. */
  log: (event: string, fields: Record<string, string | number | boolean>) => void;
};

/** A write, built but not sent. */
export type Step = BatchItem<'sqlite'>;

/** One action: who does it and when. When the clock does it, its first commit also settles the job behind it. */
export type Ctx = { deps: Deps; actor: Actor; now: Instant; settle?: Settlement };

/** The steps that end a job, written together with the job's own work; `done` once they are. */
export type Settlement = { steps: readonly Step[]; done: boolean };

export const contextOf = (deps: Deps, actor: Actor): Ctx => ({ deps, actor, now: deps.clock.now() });

/** The same action for a commit beside its main one, which must not end the job behind it. */
export function aside(ctx: Ctx): Ctx {
  const { settle: _, ...rest } = ctx;
  return rest;
}
