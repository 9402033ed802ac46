import { and, eq, inArray } from 'drizzle-orm';
import { oneOf, prepared, rowBy } from '../../db/queries.ts';
import { suppressions } from '../../db/schema/core.ts';
import { customers, identities } from '../../db/schema/customers.ts';
import type { Ctx, Step } from '../core/context.ts';
import { entry, nextSeq } from '../core/ledger.ts';

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
  const seqs = await Promise.all(named.map(({ id }) => nextSeq(ctx, id)));
  const { db } = ctx.deps;
  const steps: Step[] = [
    ...(made.size ? [db.insert(customers).values(latest(made))] : []),
    ...latest(changed).flatMap((customer) => updates(ctx, book.stored.get(customer.id), customer)),
    ...named.map(({ id }, i) => entry(ctx, id, seqs[i]!, { kind: 'named' })),
    ...(claims.length ? [db.insert(identities).values(claims)] : []),
  ];
  return { customers: found.map((id) => book.byId.get(id)!), steps };
}

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

/** Where a customer's mail goes, and the address as compared. Nothing when we know none. */
export const addressOf = (customer: Customer): { to: string; address: string } | undefined =>
  customer.email === null ? undefined : { to: customer.email, address: customer.email.toLowerCase() };

/** These customers, by id. */
export async function customersById(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Customer>> {
  if (ids.length === 0) return new Map();
  const rows = await byIds(ctx.deps.db).all({ ids: JSON.stringify(ids) });
  return new Map(rows.map((row) => [row.id, row]));
}

const byIds = prepared((db) => db.select().from(customers).where(oneOf(customers.id, 'ids')).prepare());

/** Which of these customers asked not to be asked again, at whichever address they had then. */
export async function optedOutAmong(ctx: Ctx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await ctx.deps.db
    .select({ id: identities.customerId })
    .from(identities)
    .innerJoin(suppressions, eq(suppressions.address, identities.value))
    .where(and(inArray(identities.customerId, [...ids]), eq(identities.kind, 'email'), eq(suppressions.purpose, 'survey')));
  return new Set(rows.map((row) => row.id));
}

/** Every address we know of a customer, as compared. */
export async function emailsOf(ctx: Ctx, customerId: string): Promise<string[]> {
  const rows = await ctx.deps.db
    .select({ value: identities.value })
    .from(identities)
    .where(and(eq(identities.customerId, customerId), eq(identities.kind, 'email')));
  const own = (await customerById(ctx, customerId))?.email?.toLowerCase();
  return [...new Set([...rows.map((row) => row.value), ...(own ? [own] : [])])];
}
