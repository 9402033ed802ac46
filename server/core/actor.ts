/** What a person signed in may do at all; the teams say where. */
export type Role = 'supervisor' | 'manager' | 'administrator';

/** Who does it: written beside every change in the ledger. */
export type Actor =
  | { kind: 'person'; id: string; name: string; role: Role; teams: readonly string[] }
  | { kind: 'customer'; id: string }
  | { kind: 'source'; id: string; name: string }
  | { kind: 'clock' };

export type PersonActor = Extract<Actor, { kind: 'person' }>;

export const theClock: Actor = { kind: 'clock' };

/** Supervisors see their teams; managers and administrators see every team. */
export const seesTeam = (person: PersonActor, teamId: string): boolean => seesEveryTeam(person) || person.teams.includes(teamId);

export const seesEveryTeam = (person: PersonActor): boolean => person.role !== 'supervisor';
