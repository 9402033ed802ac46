import { integer, text } from 'drizzle-orm/sqlite-core';

/** The row's own id: text with a speaking prefix, sorted by time. */
export const id = () => text('id').primaryKey();

/** A moment, in milliseconds UTC. */
export const instant = (name: string) => integer(name);

/** Plain data kept as JSON text. */
export const json = <T>(name: string) => text(name, { mode: 'json' }).$type<T>();

/** Yes or no. */
export const flag = (name: string) => integer(name, { mode: 'boolean' }).notNull().default(false);

/** One word of a fixed list. */
export const word = <T extends string>(name: string) => text(name).$type<T>();

export const count = (name: string) => integer(name).notNull().default(0);
