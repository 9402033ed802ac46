import type { Role } from '../../server/core/actor.ts';
import type { OpeningHours } from '../../server/core/calendar.ts';
import type { Policy } from '../../server/people/policy.ts';
import type { Authority } from '../../server/people/rules.ts';

/** The people of Acme: the same in the demo, in the tests and in the documentation. */
export const COMPANY = 'Acme';

export type Colleague = { name: string; email: string; role: Role; teams: readonly TeamName[]; authorities: readonly Authority[] };
export type TeamName = 'Billing' | 'Deliveries';

const weekdays = (from: string, to: string): OpeningHours['week'] => {
  const day = [{ from, to }];
  return { mon: day, tue: day, wed: day, thu: day, fri: day };
};

export const TEAMS: Record<TeamName, { hours: OpeningHours; policy: Partial<Policy> }> = {
  Billing: { hours: { zone: 'Europe/Berlin', week: weekdays('09:00', '17:00'), holidays: [] }, policy: { callWords: ['lawyer'] } },
  Deliveries: {
    hours: { zone: 'Europe/London', week: { ...weekdays('08:00', '18:00'), sat: [{ from: '09:00', to: '13:00' }] }, holidays: [] },
    policy: { firstContactMinutes: 120 },
  },
};

export const COLLEAGUES = {
  ines: {
    name: 'Ines Duarte',
    email: 'ines@acme.example',
    role: 'supervisor',
    teams: ['Billing'],
    authorities: [{ power: 'refund', upTo: 20_000 }],
  },
  tom: {
    name: 'Tom Becker',
    email: 'tom@acme.example',
    role: 'supervisor',
    teams: ['Billing', 'Deliveries'],
    authorities: [{ power: 'refund', upTo: 5_000 }],
  },
  priya: {
    name: 'Priya Nair',
    email: 'priya@acme.example',
    role: 'supervisor',
    teams: ['Deliveries'],
    authorities: [{ power: 'replace', upTo: null }],
  },
  maya: {
    name: 'Maya Lindqvist',
    email: 'maya@acme.example',
    role: 'manager',
    teams: [],
    authorities: [
      { power: 'refund', upTo: null },
      { power: 'exception', upTo: null },
    ],
  },
  ada: { name: 'Ada Okafor', email: 'ada@acme.example', role: 'administrator', teams: [], authorities: [] },
} as const satisfies Record<string, Colleague>;

export type CastName = keyof typeof COLLEAGUES;

export const AGENTS = [
  { id: 'a-17', name: 'Leo Marsh', email: 'leo@acme.example' },
  { id: 'a-23', name: 'Sofie Brandt', email: 'sofie@acme.example' },
  // Nobody has said yet where praise reaches him.
  { id: 'a-31', name: 'Jamal Reid', email: null },
] as const;

export type CastCustomer = { id: string; name: string; email: string; phone?: string; zone: string };

export const CUSTOMERS = {
  rosa: { id: 'c-rosa', name: 'Rosa Keller', email: 'rosa@customer.example', phone: '+4930901820', zone: 'Europe/Berlin' },
  kenji: { id: 'c-kenji', name: 'Kenji Mori', email: 'kenji@customer.example', phone: '+442079460018', zone: 'Europe/London' },
  amina: { id: 'c-amina', name: 'Amina Diallo', email: 'amina@customer.example', zone: 'Europe/Paris' },
  walt: { id: 'c-walt', name: 'Walt Hughes', email: 'walt@customer.example', phone: '+12125550143', zone: 'America/New_York' },
} as const satisfies Record<string, CastCustomer>;
