import { callbacksOf } from '../callbacks/plans.ts';
import { type PersonActor, seesEveryTeam, seesTeam } from '../core/actor.ts';
import type { Ctx } from '../core/context.ts';
import { historyOf } from '../core/ledger.ts';
import { tellLooked } from '../core/looked.ts';
import { refuse } from '../core/refusal.ts';
import { suppressionsOf } from '../core/suppression.ts';
import { toRfc3339 } from '../core/time.ts';
import { interactionsOf } from '../interactions/plans.ts';
import { teamNames } from '../people/plans.ts';
import { responsesOf } from '../responses/plans.ts';
import { invitationFor } from '../surveys/plans.ts';
import { addressesOf, type Customer, customerById } from './plans.ts';
import { consentsOf } from './plans-consent.ts';
import { CONSENT_PURPOSES, WRITTEN_CHANNELS } from './rules.ts';
import { identityOf } from './store.ts';

/** So many of a customer's contacts are shown, the newest. The export has them all. */
const CONTACTS_SHOWN = 100;

/** Who this is, by one thing that they are recognised by: nobody or one. Supervisors find those who had contact with their teams. */
export async function findCustomer(ctx: Ctx, kind: 'ref' | 'email' | 'phone', value: string) {
  const id = await identityOf(ctx, kind, value);
  const customer = id === undefined ? undefined : await customerById(ctx, id);
  const items = customer && (await mayLookAt(ctx, customer.id)) ? [customer] : [];
  for (const found of items) tellLooked(ctx, found.id);
  return { items: items.map((one) => ({ id: one.id, ref: one.ref, name: one.name, email: one.email, phone: one.phone })) };
}

/** The customer, if the one who acts may know of them; existence is not told to others. */
export async function lookedAt(ctx: Ctx, id: string): Promise<Customer> {
  const customer = await customerById(ctx, id);
  return customer && (await mayLookAt(ctx, id)) ? customer : refuse('not_found', 'There is no such customer.');
}

/** Supervisors look at the customers whom their teams had to do with, or whose callback is theirs or offered to them; managers and administrators at all. */
async function mayLookAt(ctx: Ctx, id: string): Promise<boolean> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return actor.kind === 'clock';
  if (seesEveryTeam(actor)) return true;
  const [contacts, callbacks] = await Promise.all([interactionsOf(ctx, id, CONTACTS_SHOWN), callbacksOf(ctx, id)]);
  return (
    [...contacts, ...callbacks].some(({ teamId }) => seesTeam(actor, teamId)) ||
    callbacks.some(({ ownerId, offeredTo }) => ownerId === actor.id || offeredTo === actor.id)
  );
}

/** What we know of a customer, what may be sent to them, and what there was between us, as far as this person sees those teams. */
export async function aboutCustomer(ctx: Ctx & { actor: PersonActor }, id: string) {
  const customer = await lookedAt(ctx, id);
  tellLooked(ctx, id);
  const addresses = await addressesOf(ctx, id);
  const [stops, held, contacts, answers, callbacks, history] = await Promise.all([
    suppressionsOf(
      ctx,
      addresses.map(({ address }) => address),
    ),
    consentsOf(ctx, [id]),
    interactionsOf(ctx, id, CONTACTS_SHOWN),
    responsesOf(ctx, id),
    callbacksOf(ctx, id),
    historyOf(ctx, id),
  ]);
  const seen = <T extends { teamId: string }>(rows: T[]) => rows.filter(({ teamId }) => seesTeam(ctx.actor, teamId));
  const [teams, invitations] = await Promise.all([
    teamNames(
      ctx,
      contacts.map(({ teamId }) => teamId),
    ),
    invitationFor(
      ctx,
      contacts.map((contact) => contact.id),
    ),
  ]);
  const { ref, name, email, phone, zone, locale, createdAt, erasedAt, heldAt, heldBecause } = customer;
  return {
    ...{ id, ref, name, email, phone, zone, locale },
    since: toRfc3339(createdAt),
    erasedAt: erasedAt === null ? null : toRfc3339(erasedAt),
    hold: heldAt === null ? null : { since: toRfc3339(heldAt), because: heldBecause },
    addresses: addresses.map(({ channel, address }) => ({
      channel,
      address,
      stopped: stops
        .filter((stop) => stop.address === address && stop.purpose !== 'none')
        .map(({ purpose, reason, source, at }) => ({ purpose, reason, source, at: toRfc3339(at) })),
    })),
    mayBeWrittenTo: WRITTEN_CHANNELS.flatMap((channel) =>
      CONSENT_PURPOSES.map((purpose) => {
        const may = held.may(id, channel, purpose);
        const said = may.may ? held.of(id, channel, purpose) : may;
        const { source = null, at = null } = said ?? {};
        return { channel, purpose, may: may.may, because: may.may ? null : may.because, source, at: at === null ? null : toRfc3339(at) };
      }),
    ),
    history: history.map(({ at, kind, actorKind, actorName, data }) => ({ at: toRfc3339(at), kind, by: actorName ?? actorKind, ...data })),
    contacts: seen(contacts).map(({ id: contact, teamId, channel, outcome, subject, endedAt }) => {
      const { state, notAsked } = invitations.get(contact) ?? { state: null, notAsked: null };
      return {
        id: contact,
        team: teams.get(teamId) ?? '',
        channel,
        outcome,
        subject,
        endedAt: toRfc3339(endedAt),
        survey: state,
        because: notAsked,
      };
    }),
    answers: seen(answers).map(({ id: answer, interactionId, score, lastAt }) => ({
      id: answer,
      contact: interactionId,
      score,
      at: toRfc3339(lastAt),
    })),
    callbacks: seen(callbacks).map(({ id: callback, state, openedAt }) => ({
      id: callback,
      href: `/api/callbacks/${callback}`,
      state,
      openedAt: toRfc3339(openedAt),
    })),
  };
}
