import { and, asc, eq, inArray } from 'drizzle-orm';
import { oneOf, prepared } from '../../db/queries.ts';
import { suppressions } from '../../db/schema/core.ts';
import { consents, identities } from '../../db/schema/customers.ts';
import type { Ctx, Step } from '../core/context.ts';
import {
  type Agreed,
  after,
  type Consent,
  type ConsentPurpose,
  type ConsentSource,
  type Permission,
  permissionIn,
  saidByContact,
  type WrittenChannel,
} from './rules.ts';

/** One thing that was said of writing to a customer. */
export type Said = { customerId: string; channel: WrittenChannel; purpose: ConsentPurpose } & Omit<Consent, 'at'>;

/** What holds for some customers, by channel and purpose. */
export type Consents = {
  of(customerId: string, channel: WrittenChannel, purpose: ConsentPurpose): Consent | undefined;
  may(customerId: string, channel: WrittenChannel, purpose: ConsentPurpose): Permission;
  /** Whether they agreed at any time. */
  everGiven(customerId: string, channel: WrittenChannel, purpose: ConsentPurpose): boolean;
};

/** Whether each of these customers may be written to by this channel about this: what they, their sources and their provider said, whichever address it was said of. */
export async function mayUse(
  ctx: Ctx,
  customerIds: readonly string[],
  channel: WrittenChannel,
  purpose: ConsentPurpose,
): Promise<Map<string, Permission>> {
  const { may } = await consentsOf(ctx, customerIds);
  return new Map(customerIds.map((id) => [id, may(id, channel, purpose)]));
}

/** Everything that holds for these customers. */
export async function consentsOf(ctx: Ctx, customerIds: readonly string[]): Promise<Consents> {
  const [held, barred] = await Promise.all([heldBy(ctx, customerIds), barredOf(ctx, customerIds)]);
  return answering(held, barred);
}

/**
 * What contacts say of writing to their customers, in the order given: what then holds, and the steps that keep what is news. A contact
 * that repeats what holds already adds nothing.
 */
export async function planConsents(
  ctx: Ctx,
  contacts: readonly { customerId: string; consent: boolean | null; agreed: Agreed | null }[],
): Promise<Consents & { steps: Step[] }> {
  const ids = [...new Set(contacts.map(({ customerId }) => customerId))];
  const [held, barred] = await Promise.all([heldBy(ctx, ids), barredOf(ctx, ids)]);
  const news = contacts
    .flatMap(({ customerId, consent, agreed }) => saidByContact(consent, agreed).map((one): Said => ({ customerId, ...one })))
    .filter((said) => {
      const { now: before } = held.get(placeOf(said)) ?? {};
      const { now } = hear(held, { ...said, at: ctx.now });
      return now !== before && (now.given !== before?.given || now.source !== before.source);
    });
  return { ...answering(held, barred), steps: news.length ? [planSaid(ctx, news)] : [] };
}

/** The step that keeps what was said. */
export const planSaid = (ctx: Ctx, said: readonly Said[]): Step =>
  ctx.deps.db.insert(consents).values(said.map((one) => ({ ...one, id: ctx.deps.ids.next('con', ctx.now), at: ctx.now })));

/** What holds in one place, and whether it ever was a yes. */
type Held = { now: Consent; ever: boolean };

/** One thing more was said. */
function hear(held: Map<string, Held>, said: Said & Consent): Held {
  const before = held.get(placeOf(said));
  const next = { now: after(before?.now, said), ever: said.given || before?.ever === true };
  held.set(placeOf(said), next);
  return next;
}

function answering(held: ReadonlyMap<string, Held>, barred: readonly Barred[]): Consents {
  const heldAt = (customerId: string, channel: WrittenChannel, purpose: ConsentPurpose) =>
    held.get(placeOf({ customerId, channel, purpose }));
  const of: Consents['of'] = (...place) => heldAt(...place)?.now;
  return {
    of,
    everGiven: (...place) => heldAt(...place)?.ever === true,
    may(customerId, channel, purpose) {
      const no = barred.find(
        (one) =>
          one.customerId === customerId &&
          (one.purpose === purpose || one.purpose === 'all') &&
          // Whoever complains of one message wants no other, by no channel.
          (one.reason === 'complained' || one.kind === (channel === 'text' ? 'phone' : 'email')),
      );
      if (!no) return permissionIn(channel, of(customerId, channel, purpose));
      return {
        may: false,
        because: 'opted_out',
        source: no.reason === 'complained' ? 'complaint' : (no.source as ConsentSource),
        at: no.at,
      };
    },
  };
}

const placeOf = ({ customerId, channel, purpose }: Omit<Said, 'given' | 'source'>): string => `${customerId} ${channel} ${purpose}`;

type Barred = Awaited<ReturnType<typeof barredOf>>[number];

/** What was said of one address of these customers, at whichever they had then. */
const barredOf = (ctx: Ctx, customerIds: readonly string[]) =>
  ctx.deps.db
    .select({
      customerId: identities.customerId,
      kind: identities.kind,
      purpose: suppressions.purpose,
      reason: suppressions.reason,
      source: suppressions.source,
      at: suppressions.at,
    })
    .from(identities)
    .innerJoin(suppressions, eq(suppressions.address, identities.value))
    .where(and(inArray(identities.customerId, [...customerIds]), inArray(suppressions.reason, ['opted_out', 'complained'])));

/** What holds of everything that was said of them, by place. */
async function heldBy(ctx: Ctx, customerIds: readonly string[]): Promise<Map<string, Held>> {
  const held = new Map<string, Held>();
  for (const said of await saidAmong(ctx.deps.db).all({ ids: JSON.stringify(customerIds) })) hear(held, said);
  return held;
}

const saidAmong = prepared((db) => db.select().from(consents).where(oneOf(consents.customerId, 'ids')).orderBy(asc(consents.id)).prepare());
