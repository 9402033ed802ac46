import type { Context } from 'hono';
import type { Actor, PersonActor } from '../core/actor.ts';
import type { MovableClock } from '../core/clock.ts';
import { type Ctx, contextOf, type Deps } from '../core/context.ts';
import type { Handlers } from '../core/runner.ts';
import type { Session } from '../people/actions-sessions.ts';
import type { Limiter } from './limits.ts';

/** What a door brings: the house's things for one database, and what it found in its own surroundings. */
export type Door = {
  deps: Deps;
  limits: Limits;
  webhookSecrets: readonly string[];
  /** Tells the operator of a fault, and gives back the id under which it can be found. */
  report: (error: unknown) => string;
  /** Only in a development installation. */
  workshop?: Workshop;
};

/** `signIns` is for who asks to sign in, `wrongSignIns` for who tries what opens nothing. */
export type Limits = { keys: Limiter; guesses: Limiter; signIns: Limiter; wrongSignIns: Limiter };

/** What a development installation has beside the product: a clock that can be moved, and the work that then falls due. */
export type Workshop = { clock: MovableClock; handlers: Handlers; moved(): Promise<void> };

/** What every route finds on its request. `person`, `session` and `source` are there behind the middleware that lets them in. */
export type Env = {
  Bindings: { door: Door; callerAddress: string };
  Variables: Omit<Door, 'workshop'> & {
    workshop: Workshop | undefined;
    person: PersonActor;
    session: Session;
    source: SourceActor;
    /** What a customer typed, so that a page that must refuse it can show it again. */
    typed: Record<string, string> | undefined;
  };
};

export type SourceActor = Extract<Actor, { kind: 'source' }>;

/** The action of the person who is signed in. */
export const asPerson = (c: Context<Env>): Ctx & { actor: PersonActor } => ({
  ...contextOf(c.var.deps, c.var.person),
  actor: c.var.person,
});

/** The action of the machine whose key this is. */
export const asSource = (c: Context<Env>): Ctx => contextOf(c.var.deps, { kind: 'source', id: c.var.source.id, name: c.var.source.name });

/** The action of the customer who holds a link. */
export const asCustomer = (c: Context<Env>, customerId: string): Ctx => contextOf(c.var.deps, { kind: 'customer', id: customerId });
