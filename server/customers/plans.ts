import { and, eq, inArray, sql } from 'drizzle-orm';
import { oneOf, prepared, rowBy } from '../../db/queries.ts';
import { customers, identities } from '../../db/schema/customers.ts';
import type { Ctx, Step } from '../core/context.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { refuse } from '../core/refusal.ts';
import { recall } from '../core/suppression.ts';
import type { WrittenChannel } from './rules.ts';

export type Customer = typeof customers.$inferSelect;

/** What a source knows of somebody. */
export type Known = {
  ref: string | null;
  name: string | null;
  email: { address: string; folded: string } | null;
  phone: string | null;
  zone: string | null;
  locale: string | null;
};

export type Recognised = { customers: Customer[]; steps: Step[] };

/**
 * Finds the customer behind each of `known`, or makes one: by the company's own reference first, then by address, then by
 * number. Somebody with another reference is another person, even behind the same address. A race over a new person
 * breaks the key of `identities`, and the caller decides again.
 */
export async function recognise(ctx: Ctx, known: readonly Known[]): Promise<Recognised> {
  const book = await lookUp(ctx, known);
  const made = new Set<string>();
  const changed = new Set<string>();
  const claims: (typeof identities.$inferInsert)[] = [];
  const found = known.map((one) => {
    const match = book.match(one);
    const customer = match ? merged(match, one) : newCustomer(ctx, one);
    if (!match) made.add(customer.id);
    else if (customer !== match && !made.has(customer.id)) changed.add(customer.id);
    claims.push(...book.remember(one, customer));
    return customer.id;
  });
  const latest = (ids: Set<string>) => [...ids].map((id) => book.byId.get(id)!);
  // Of two who give one person two references at the same moment, the second breaks the key of the ledger, and looks again.
  const named = latest(changed).filter(({ id, ref }) => ref !== book.stored.get(id)?.ref);
  const written = claims.filter(({ kind }) => kind !== 'ref').map(({ value }) => value);
  const [seqs, recalled] = await Promise.all([Promise.all(named.map(({ id }) => nextSeq(ctx, id))), recall(ctx, written)]);
  const old = found.filter((id) => !made.has(id));
  const { db } = ctx.deps;
  const steps: Step[] = [
    ...(made.size ? [db.insert(customers).values(latest(made))] : []),
    ...latest(changed).flatMap((customer) => updates(ctx, book.stored.get(customer.id), customer)),
    ...named.map(({ id }, i) => entry(ctx, id, seqs[i]!, { kind: 'named' })),
    ...(claims.length ? [db.insert(identities).values(claims)] : []),
    ...(old.length ? [mustNotBeErased(ctx, old)] : []),
    ...recalled,
  ];
  return { customers: found.map((id) => book.byId.get(id)!), steps };
}

/** Breaks the commit when one of these customers was erased since they were read: nobody is made known again by accident. The caller decides anew. */
export const mustNotBeErased = (ctx: Ctx, ids: readonly string[]): Step =>
  ctx.deps.db.run(sql`insert into customers (id, created_at) select id, created_at from customers
    where id in (select value from json_each(${JSON.stringify([...new Set(ids)])})) and erased_at > 0`);

/** Breaks the commit when one of these customers came under a legal hold since they were read. */
export const mustNotBeHeld = (ctx: Ctx, ids: readonly string[]): Step =>
  ctx.deps.db.run(sql`insert into customers (id, created_at) select id, created_at from customers
    where id in (select value from json_each(${JSON.stringify([...new Set(ids)])})) and held_at > 0`);

/** Writes only what is new: whoever learns something else of the same person at the same moment must not lose it. */
function updates(ctx: Ctx, before: Customer | undefined, customer: Customer): Step[] {
  const news = Object.entries(customer).filter(([name, value]) => value !== before?.[name as keyof Customer]);
  return news.length ? [ctx.deps.db.update(customers).set(Object.fromEntries(news)).where(eq(customers.id, customer.id))] : [];
}

const identitiesOf = (one: Known) => [
  ...(one.ref ? [{ kind: 'ref' as const, value: one.ref }] : []),
  ...(one.email ? [{ kind: 'email' as const, value: one.email.folded }] : []),
  ...(one.phone ? [{ kind: 'phone' as const, value: one.phone }] : []),
];

async function lookUp(ctx: Ctx, known: readonly Known[]) {
  const owners = new Map<string, string>();
  for (const kind of ['ref', 'email', 'phone'] as const) {
    const values = [
      ...new Set(
        known
          .flatMap(identitiesOf)
          .filter((one) => one.kind === kind)
          .map((one) => one.value),
      ),
    ];
    if (values.length === 0) continue;
    const rows = await ctx.deps.db
      .select()
      .from(identities)
      .where(and(eq(identities.kind, kind), inArray(identities.value, values)));
    for (const row of rows) owners.set(`${row.kind}:${row.value}`, row.customerId);
  }
  const ids = [...new Set(owners.values())];
  const rows = ids.length ? await ctx.deps.db.select().from(customers).where(inArray(customers.id, ids)) : [];
  const stored: ReadonlyMap<string, Customer> = new Map(rows.map((row) => [row.id, row]));
  const byId = new Map(stored);

  const match = (one: Known): Customer | undefined => {
    const candidates = identitiesOf(one).map(({ kind, value }) => ({ kind, customer: byId.get(owners.get(`${kind}:${value}`) ?? '') }));
    return candidates.find(({ kind, customer }) => customer && (kind === 'ref' || !one.ref || !customer.ref || customer.ref === one.ref))
      ?.customer;
  };
  const remember = (one: Known, customer: Customer) => {
    byId.set(customer.id, customer);
    const fresh = identitiesOf(one).filter(({ kind, value }) => !owners.has(`${kind}:${value}`));
    for (const { kind, value } of fresh) owners.set(`${kind}:${value}`, customer.id);
    return fresh.map((identity) => ({ ...identity, customerId: customer.id }));
  };
  return { stored, byId, match, remember };
}

const newCustomer = (ctx: Ctx, { ref, name, email, phone, zone, locale }: Known): Customer => ({
  id: ctx.deps.ids.next('cus', ctx.now),
  ref,
  name,
  email: email?.address ?? null,
  phone,
  zone,
  locale,
  createdAt: ctx.now,
  heldAt: null,
  heldBecause: null,
  erasedAt: null,
});

/** The newest telling wins where it says something. The same object back means that nothing is new. */
function merged(customer: Customer, known: Known): Customer {
  const next: Customer = {
    ...customer,
    ref: customer.ref ?? known.ref,
    name: known.name ?? customer.name,
    email: known.email?.address ?? customer.email,
    phone: known.phone ?? customer.phone,
    zone: known.zone ?? customer.zone,
    locale: known.locale ?? customer.locale,
  };
  const same = (Object.keys(next) as (keyof Customer)[]).every((key) => next[key] === customer[key]);
  return same ? customer : next;
}

/** One customer by id. */
export const customerById = (ctx: Ctx, id: string): Promise<Customer | undefined> => byId(ctx.deps.db, id);

const byId = rowBy(customers, customers.id);

/** The language in which a customer is spoken to. */
export const speak = (ctx: Ctx, id: string, locale: string): Step =>
  ctx.deps.db.update(customers).set({ locale }).where(eq(customers.id, id));

/** The customer behind a link. Refuses when they were erased, with 410. */
export async function customerBehind(ctx: Ctx, id: string): Promise<Customer> {
  const customer = await customerById(ctx, id);
  if (!customer) return refuse('not_found', 'There is no such customer.');
  return customer.erasedAt === null ? customer : refuseErased();
}

/** What a link of somebody who was erased says. */
export const refuseErased = (): never =>
  refuse('link_erased', 'What we knew of you was erased, and this link with it.', { next: 'If something is not right, contact us again.' });

/** Where a customer's mail goes, and the address as compared. Nothing when we know none. */
export const addressOf = (customer: Customer): { to: string; address: string } | undefined =>
  customer.email === null ? undefined : { to: customer.email, address: customer.email.toLowerCase() };

/** These customers, by id. */
export async function customersById(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Customer>> {
  if (ids.length === 0) return new Map();
  const rows = await byIds(ctx.deps.db).all({ ids: JSON.stringify(ids) });
  return new Map(rows.map((row) => [row.id, row]));
}

/** What these customers are called in a list: by their name, else by their address or number. */
export async function customerNames(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map();
  const [row] = await namesByIds(ctx.deps.db).all({ ids: JSON.stringify(ids) });
  return new Map(Object.entries(JSON.parse(row!.names) as Record<string, string | null>));
}

const namesByIds = prepared((db) =>
  db
    .select({ names: sql<string>`json_group_object(${customers.id}, coalesce(${customers.name}, ${customers.email}, ${customers.phone}))` })
    .from(customers)
    .where(oneOf(customers.id, 'ids'))
    .prepare(),
);

const byIds = prepared((db) => db.select().from(customers).where(oneOf(customers.id, 'ids')).prepare());

/** An address of a customer, as compared, and what is sent there. */
export type Address = { channel: WrittenChannel; address: string };

/** Every address and number we know of a customer. */
export async function addressesOf(ctx: Ctx, customerId: string): Promise<Address[]> {
  const [rows, own] = await Promise.all([
    ctx.deps.db.select().from(identities).where(eq(identities.customerId, customerId)),
    customerById(ctx, customerId),
  ]);
  const known = (kind: 'email' | 'phone', latest: string | null | undefined) => [
    ...new Set([...rows.filter((row) => row.kind === kind).map((row) => row.value), ...(latest ? [latest] : [])]),
  ];
  return [
    ...known('email', own?.email?.toLowerCase()).map((address) => ({ channel: 'email' as const, address })),
    ...known('phone', own?.phone).map((address) => ({ channel: 'text' as const, address })),
  ];
}
