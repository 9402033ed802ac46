/** What an API key may be used for. */
export const SCOPES = ['interactions:write', 'interactions:read', 'callbacks:read'] as const;
export type Scope = (typeof SCOPES)[number];

/** Something that somebody in the company can say yes to: `refund` up to an amount in minor units, or without limit. */
export type Authority = { power: string; upTo: number | null };

/** Whether these authorities cover what is asked. */
export const covers = (authorities: readonly Authority[], power: string, amount: number): boolean =>
  authorities.some((authority) => authority.power === power && (authority.upTo === null || authority.upTo >= amount));

/** Names of teams are compared without regard to case and outer space. */
export const foldName = (name: string): string => name.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
