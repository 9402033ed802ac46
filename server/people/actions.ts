import { planWelcome } from '../alerts/plans-people.ts';
import type { PersonActor, Role } from '../core/actor.ts';
import type { OpeningHours } from '../core/calendar.ts';
import { again, commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { refuse } from '../core/refusal.ts';
import { hashOf, randomText } from '../core/secrets.ts';
import { SETUP_SOURCE } from '../interactions/rules-setup.ts';
import { readWhatIsNobodys } from '../responses/plans-readers.ts';
import { firstSurvey } from '../surveys/plans.ts';
import { changeTeam, type Team, teamById, teamsNamed } from './plans.ts';
import type { Policy } from './policy.ts';
import { type Authority, foldName, mustAdminister, type Scope } from './rules.ts';
import { grant, joinTeams, keepKey, keepPerson, keyByHash, personByEmail, personById, teamIdsOf } from './store.ts';
import { endKeyRow, liveKey } from './store-settings.ts';

export type NewPerson = { name: string; email: string; role: Role; teams?: readonly string[]; authorities?: readonly Authority[] };

/** Makes a colleague known, so that they can sign in. Refuses an address that somebody has already. */
export async function addPerson(ctx: Ctx, person: NewPerson): Promise<string> {
  if (await personByEmail(ctx, person.email)) refuse('invalid', 'Somebody has this address already.', { field: 'email' });
  const id = ctx.deps.ids.next('per', ctx.now);
  const { name, email, role } = person;
  await commit(ctx, [
    keepPerson(ctx, { id, name, email, role }),
    ...joinTeams(ctx, id, person.teams ?? []),
    ...grant(ctx, id, person.authorities ?? []),
    planWelcome(ctx, id),
    entry(ctx, id, 1, { kind: 'added', role, teams: person.teams ?? [] }),
    readWhatIsNobodys(ctx, id),
  ]);
  return id;
}

export type TeamChange = { policy?: Partial<Policy> | undefined; hours?: OpeningHours | undefined };

/** Makes a team, or changes the one that has this name: the rules that are named, and the opening hours as a whole. */
export const setUpTeam = (ctx: Ctx, name: string, survey: { id: string; version: number }, change: TeamChange): Promise<Team> =>
  again(async () => {
    const { teams, steps } = await teamsNamed(ctx, [name], survey);
    const { id } = teams.get(foldName(name))!;
    const seq = await nextSeq(ctx, id);
    // One that is there is read again behind its number: whoever else changes it in between writes that number.
    const team = steps.length ? teams.get(foldName(name))! : await teamById(ctx, id);
    const hours = change.hours ?? team.hours;
    const ownPolicy = { ...team.ownPolicy, ...change.policy };
    await commit(ctx, [
      firstSurvey(ctx),
      ...steps,
      entry(ctx, id, seq, { kind: 'set_up', ...change }),
      changeTeam(ctx, team.id, { policy: ownPolicy, hours }),
    ]);
    return { ...team, hours, ownPolicy, policy: { ...team.policy, ...change.policy } };
  });

/** Makes an API key. Its secret is in the answer and nowhere else: only a hash is kept. */
export async function makeKey(ctx: Ctx, name: string, scopes: readonly Scope[]): Promise<{ id: string; prefix: string; secret: string }> {
  mustAdminister(ctx.actor);
  if (foldName(name) === SETUP_SOURCE) refuse('invalid', 'Ringback has this name for itself.', { field: 'name' });
  const secret = `rb_live_${randomText(24)}`;
  const id = ctx.deps.ids.next('key', ctx.now);
  await commit(ctx, [
    keepKey(ctx, { id, name, prefix: prefixOf(secret), hash: await hashOf(secret), scopes }),
    entry(ctx, id, 1, { kind: 'made', name, scopes: [...scopes] }),
  ]);
  return { id, prefix: prefixOf(secret), secret };
}

/** Ends a key from now on, by the beginning that is shown of it. Refuses one that is not there. */
export const endKey = (ctx: Ctx, prefix: string): Promise<string> =>
  again(async () => {
    mustAdminister(ctx.actor);
    const key = (await liveKey(ctx, prefix)) ?? refuse('not_found', `There is no key that begins with ${prefix}.`);
    // Whatever lives has one entry, and the second one ends it: of two who end it at once one does.
    await commit(ctx, [entry(ctx, key.id, 2, { kind: 'ended' }), endKeyRow(ctx, key.id)]);
    return key.name;
  });

/** Whose key this is; nothing for one that is wrong or was revoked. */
export async function holderOf(ctx: Ctx, secret: string) {
  const key = await keyByHash(ctx, await hashOf(secret));
  return key && { id: key.id, name: key.name, scopes: key.scopes };
}

/** The person as one who acts: read anew on every request, so that a change of role or team counts at once. */
export async function actingPerson(ctx: Ctx, id: string): Promise<PersonActor | undefined> {
  const [person, teams] = await Promise.all([personById(ctx, id), teamIdsOf(ctx, id)]);
  return person?.active ? { kind: 'person', id, name: person.name, role: person.role, teams } : undefined;
}

const prefixOf = (secret: string): string => secret.slice(0, 'rb_live_'.length + 6);
