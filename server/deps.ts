import type { OpenDb } from '../db/client.ts';
import { noticeZones } from './callbacks/actions-zones.ts';
import type { Channel, Channels } from './channels/channel.ts';
import { mailboxChannel, textMailboxChannel } from './channels/mailbox.ts';
import { oidcSignOn } from './channels/oidc.ts';
import { pushChannel } from './channels/push.ts';
import { resendChannel } from './channels/resend.ts';
import { twilioChannel } from './channels/twilio.ts';
import type { Config } from './config.ts';
import { theClock } from './core/actor.ts';
import { type Clock, type MovableClock, systemClock } from './core/clock.ts';
import { contextOf, type Deps } from './core/context.ts';
import { factOrElse, keepFact } from './core/facts.ts';
import { type Ids, systemIds } from './core/ids.ts';
import { randomText, secretsFrom } from './core/secrets.ts';
import { beginRetention } from './customers/actions-retention.ts';
import type { Door, Limits } from './http/context.ts';
import { makeLimiter } from './http/limits.ts';
import { handlers } from './jobs.ts';
import { log } from './log.ts';
import { addPerson } from './people/actions.ts';
import { nobodyYet } from './people/reading.ts';
import { keepReconciling } from './texts/actions-reconcile.ts';

/** What a door found in its own surroundings. A clock that can be moved opens the development pages. */
export type Surroundings = {
  config: Config;
  opened: OpenDb;
  channels: Channels;
  clock: Clock | MovableClock;
  report: (error: unknown) => string;
  limits: Limits;
  ids?: Ids;
  /** Where the operator is told things. A test listens. */
  tell?: Deps['log'];
};

/** Puts the house together for one database. */
export async function assemble({
  config,
  opened,
  channels,
  clock,
  report,
  limits,
  ids = systemIds(),
  tell = log,
}: Surroundings): Promise<Door> {
  const { db } = opened;
  const secret = config.secret ?? (await factOrElse(db, 'development_secret', () => randomText(32)));
  const deps: Deps = { db, clock, ids, secrets: secretsFrom(secret), channels, settings: config.settings, log: tell };
  return {
    deps,
    limits,
    webhookSecrets: config.webhookSecrets,
    report,
    ...('moveTo' in clock
      ? { workshop: { clock, handlers, moved: async () => void (await keepFact(db, CLOCK_FACT, String(clock.now()))) } }
      : {}),
  };
}

/** The ways to the outside that work in Node and in a Worker alike. SMTP is Node's own, and comes from there. */
export function channelsFrom({ mail, text, signOn, settings: { baseUrl, sender } }: Config, smtp?: (url: string) => Channel): Channels {
  return {
    email:
      mail.kind === 'resend'
        ? resendChannel({ apiKey: mail.apiKey, baseUrl: mail.baseUrl, now: systemClock.now })
        : mail.kind === 'smtp' && smtp
          ? smtp(mail.url)
          : mailboxChannel(),
    text:
      text?.kind === 'twilio'
        ? twilioChannel({ ...text, statusUrl: (id) => `${baseUrl}/hooks/twilio/status/${id}` })
        : text && textMailboxChannel(),
    push: pushChannel({
      subject: baseUrl.startsWith('https:') ? baseUrl : `mailto:${/<([^>]+)>/.exec(sender)?.[1] ?? sender}`,
      onLoopback: mail.kind === 'mailbox',
      now: systemClock.now,
    }),
    signOn: signOn && oidcSignOn({ ...signOn, backUrl: `${baseUrl}/signed-on`, now: systemClock.now }),
  };
}

/** How much each caller may ask. Kept by the door, across requests. */
export const limitsFrom = (config: Config): Limits => ({
  keys: makeLimiter(config.keyRate, config.keyRate * 2),
  guesses: makeLimiter(0.5, 30),
  signIns: makeLimiter(0.2, 20),
  // Full again after less than four minutes: nobody is kept out for long by what a neighbour tried.
  wrongSignIns: makeLimiter(0.05, 10),
});

/** Where a development clock had been moved to. */
export const CLOCK_FACT = 'development_clock';

/** What a door sees to when it opens: the rounds of retention, that texts are reconciled, that what is due follows the zones, and somebody who may sign in. Says whether the administrator is new. */
export async function openDoor(deps: Deps, administrator: string): Promise<boolean> {
  const ctx = contextOf(deps, theClock);
  await beginRetention(ctx);
  await keepReconciling(ctx);
  await noticeZones(ctx);
  return welcomeAdministrator(deps, administrator);
}

/** Makes the first administrator known, when nobody works here yet. Says whether it did. */
async function welcomeAdministrator(deps: Deps, email: string): Promise<boolean> {
  const ctx = contextOf(deps, theClock);
  if (!(await nobodyYet(ctx))) return false;
  await addPerson(ctx, { name: 'Administrator', email, role: 'administrator' });
  return true;
}
