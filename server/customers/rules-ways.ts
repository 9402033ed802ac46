/** The ways in which a customer can be written to. */
export type WayChannel = 'email' | 'text';

/** What a customer agreed to, by channel; null where nobody said. */
export type Agreed = Record<WayChannel, boolean | null>;
