import type { PersonActor } from '../core/actor.ts';
import { systemClock } from '../core/clock.ts';
import type { Ctx } from '../core/context.ts';
import { type Instant, toRfc3339 } from '../core/time.ts';
import { questionsOf } from '../surveys/plans.ts';
import { DEFAULT_SURVEY } from '../surveys/rules.ts';
import { teamOf } from './plans.ts';
import { type Away, mustManage } from './rules.ts';
import { absenceOf, type Person, personById } from './store.ts';
import { everyAuthority, everybody, everyKey, everyMembership, everyTeam } from './store-settings.ts';
import { sessionsOf } from './store-sign-in.ts';

/** Everybody who works here or did, with their teams and powers. For managers. */
export async function peopleList(ctx: Ctx) {
  mustManage(ctx.actor);
  return { items: await toldPeople(ctx, await everybody(ctx)) };
}

/** One person, as somebody sees them who has just changed them; nothing for an id that is nobody's. */
export async function onePerson(ctx: Ctx, id: string) {
  const person = await personById(ctx, id);
  return person && (await toldPeople(ctx, [person]))[0];
}

async function toldPeople(ctx: Ctx, people: readonly Person[]) {
  const [memberships, authorities] = await Promise.all([everyMembership(ctx), everyAuthority(ctx)]);
  return people.map((person) => ({
    id: person.id,
    name: person.name,
    email: person.email,
    role: person.role,
    active: person.active,
    absence: told(ctx, absenceOf(person)),
    teams: memberships.filter(({ personId }) => personId === person.id).map(({ id, name }) => ({ id, name })),
    powers: authorities.filter(({ personId }) => personId === person.id).map(({ power, upTo }) => ({ power, upTo })),
  }));
}

/** When one is not at work, as one said it; nothing for an absence that is over. */
export async function ownAbsence(ctx: Ctx & { actor: PersonActor }) {
  const person = await personById(ctx, ctx.actor.id);
  return person ? told(ctx, absenceOf(person)) : null;
}

/** Every team with its opening hours, its rules (all of them, and which were set for it) and what it asks. For managers. */
export async function teamList(ctx: Ctx) {
  mustManage(ctx.actor);
  const teams = (await everyTeam(ctx)).map(teamOf);
  const items = teams.map(async ({ id, name, hours: { name: _, ...hours }, policy, ownPolicy, surveyId, surveyVersion }) => ({
    id,
    name,
    hours,
    policy,
    own: Object.keys(ownPolicy),
    survey: {
      id: surveyId,
      version: surveyVersion,
      standard: surveyId === DEFAULT_SURVEY.id,
      questions: await questionsOf(ctx, { surveyId, surveyVersion }),
    },
  }));
  return { items: await Promise.all(items) };
}

/** Every key, without its secret, which nobody has but its holder. For managers. */
export async function keyList(ctx: Ctx) {
  mustManage(ctx.actor);
  const items = await everyKey(ctx);
  return {
    items: items.map(({ createdAt, revokedAt, ...key }) => ({
      ...key,
      madeAt: toRfc3339(createdAt),
      endedAt: written(revokedAt),
    })),
  };
}

/** Where one is signed in; `session` is the one that asks. */
export async function ownSessions(ctx: Ctx & { actor: PersonActor }, session: string) {
  const sessions = await sessionsOf(ctx, ctx.actor.id, systemClock.now());
  return {
    items: sessions.map(({ id, way, userAgent, createdAt, seenAt, expiresAt }) => ({
      id,
      current: id === session,
      way,
      since: toRfc3339(createdAt),
      seen: toRfc3339(seenAt),
      until: toRfc3339(expiresAt),
      agent: userAgent || null,
    })),
  };
}

const written = (at: Instant | null): string | null => (at === null ? null : toRfc3339(at));

const told = (ctx: Ctx, absence: Away | null) =>
  absence && !(absence.until !== null && absence.until <= ctx.now)
    ? { from: toRfc3339(absence.from), until: written(absence.until) }
    : null;
