import { planFarewell, planLook, planWelcome } from '../alerts/plans-people.ts';
import { openOwnedBy, planLeft } from '../callbacks/plans-settings.ts';
import type { Role } from '../core/actor.ts';
import { again, commit } from '../core/commit.ts';
import type { Ctx, Step } from '../core/context.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { ownChange } from '../core/own-change.ts';
import { refuse } from '../core/refusal.ts';
import { DAY, type Instant, MINUTE } from '../core/time.ts';
import { planReaderAway, planReaderLeft, planReaderMoved } from '../responses/plans-readers.ts';
import { makeLink } from './actions-sign-in.ts';
import { invitationMail } from './messages.tsx';
import { receiverOf, teamNames } from './plans.ts';
import { type Authority, type Away, mustAdminister, untilWhen } from './rules.ts';
import { authoritiesOf, grant, joinTeams, keepPerson, type Person, personByEmail, personById, teamIdsOf } from './store.ts';
import { changeRow, otherAdministrators, type PersonChange, replacePowers, replaceTeams } from './store-settings.ts';
import { endSessionsOf, forgetIdentities } from './store-sign-in.ts';

/** How long the link in an invitation signs somebody in. */
export const INVITATION_DAYS = 7;

export type Invited = { name: string; email: string; role: Role; teams: readonly string[]; powers: readonly Authority[] };

/**
 * Makes a colleague known and writes them a mail whose link signs them in, once, within a week; later they ask for a link of their own.
 * Refuses an address that somebody has already, a team that is not there and a power that is named twice.
 */
export const invite = (ctx: Ctx, { name, email, role, teams, powers }: Invited): Promise<string> =>
  again(async () => {
    mustAdminister(ctx.actor);
    const known = await personByEmail(ctx, email);
    if (known) {
      const next = known.active ? undefined : 'They worked here before: open their account again.';
      refuse('invalid', 'Somebody has this address already.', { field: 'email', ...(next ? { next } : {}) });
    }
    await mustBeTeams(ctx, teams);
    mustBeDifferent(powers);
    const id = ctx.deps.ids.next('per', ctx.now);
    const link = await makeLink(ctx, id, INVITATION_DAYS * DAY);
    await commit(ctx, [
      keepPerson(ctx, { id, name, email, role }),
      ...joinTeams(ctx, id, teams),
      ...grant(ctx, id, powers),
      planWelcome(ctx, id),
      entry(ctx, id, 1, { kind: 'added', role, teams: [...teams], powers: [...powers] }),
      ...link.steps,
      ...invitationMail(ctx, { id, name, email }, link.url, INVITATION_DAYS),
    ]);
    return id;
  });

/** Writes the invitation once more, with a link of its own; an earlier one stays good until it is used or too old. Refuses whoever has left. */
export const inviteAgain = (ctx: Ctx, id: string): Promise<void> =>
  again(async () => {
    const seq = await nextSeq(ctx, id);
    const { name, email, active } = await find(ctx, id);
    if (!active) refuse('wrong_state', `The account of ${name} is closed.`, { next: 'Open it again first.' });
    const link = await makeLink(ctx, id, INVITATION_DAYS * DAY);
    await commit(ctx, [
      entry(ctx, id, seq, { kind: 'invited_again' }),
      ...link.steps,
      ...invitationMail(ctx, { id, name, email }, link.url, INVITATION_DAYS),
    ]);
  });

export type Change = { name?: string; role?: Role; teams?: readonly string[]; powers?: readonly Authority[] };

/**
 * Changes what is named, from the next request of theirs on. Refuses to take the role of administrator from the last one, and, with `seen`,
 * to overwrite what somebody else has changed since. Who is given another role by somebody else is signed out everywhere (ASVS 5 V7.4.1):
 * what was open stays with what they were.
 */
export const changePerson = (ctx: Ctx, id: string, wanted: Change, seen?: Change): Promise<void> =>
  again(async () => {
    const seq = await nextSeq(ctx, id);
    const before = await find(ctx, id);
    const [teamsNow, powersNow] = await Promise.all([teamIdsOf(ctx, id), authoritiesOf(ctx, id)]);
    const asItIs = { name: before.name, role: before.role, teams: teamsNow, powers: powersNow };
    const { name, role, teams, powers } = await ownChange<Required<Change>>(ctx, id, 'changed', { wanted, was: seen, now: asItIs });
    if ([name, role, teams, powers].every((one) => one === undefined)) return;
    if (teams) await mustBeTeams(ctx, teams);
    if (powers) mustBeDifferent(powers);
    const demoted = role !== undefined && role !== 'administrator' && before.role === 'administrator';
    const guard = demoted && before.active ? await mustLeaveAnAdministrator(ctx, before) : [];
    const was = {
      ...(name === undefined ? {} : { name: before.name }),
      ...(role === undefined ? {} : { role: before.role }),
      ...(teams === undefined ? {} : { teams: teamsNow }),
      ...(powers === undefined ? {} : { powers: powersNow }),
    };
    const row: PersonChange = { ...(name === undefined ? {} : { name }), ...(role === undefined ? {} : { role }) };
    const now = { ...row, ...(teams ? { teams: [...teams] } : {}), ...(powers ? { powers: [...powers] } : {}) };
    await commit(ctx, [
      entry(ctx, id, seq, { kind: 'changed', was, now }),
      changeRow(ctx, id, row),
      ...(role !== undefined && role !== before.role && !isMe(ctx, id) ? [endSessionsOf(ctx, id)] : []),
      ...(teams ? replaceTeams(ctx, id, teams) : []),
      ...(teams ? [planWelcome(ctx, id)] : []),
      ...(powers ? replacePowers(ctx, id, powers) : []),
      ...guard,
      ...(await planReaderMoved(ctx, id, (role ?? before.role) === 'supervisor' ? (teams ?? teamsNow) : 'all')),
    ]);
  });

const isMe = ({ actor }: Ctx, id: string): boolean => actor.kind === 'person' && actor.id === id;

/**
 * Closes an account: they are signed out everywhere at once, and who they are at the company's sign-on is forgotten. Refuses the last administrator; and somebody who owns open callbacks, with
 * the list of them, until it is said to whom these go, because no callback is ever without its owner. What was offered to them returns to its giver.
 */
export const closePerson = (ctx: Ctx, id: string, to: string | undefined): Promise<void> =>
  again(async () => {
    const seq = await nextSeq(ctx, id);
    const before = await find(ctx, id);
    if (!before.active) refuse('wrong_state', `The account of ${before.name} is closed already.`);
    const guard = before.role === 'administrator' ? await mustLeaveAnAdministrator(ctx, before) : [];
    const heir = to === undefined ? null : await heirOf(ctx, before, to);
    const owned = await openOwnedBy(ctx, id);
    if (owned.length && !heir) {
      const count = owned.length === 1 ? 'an open callback' : `${owned.length} open callbacks`;
      refuse('wrong_state', `${before.name} owns ${count}: say who takes them over.`, { field: 'to', also: { callbacks: owned } });
    }
    await commit(ctx, [
      entry(ctx, id, seq, { kind: 'closed', ...(heir && owned.length ? { to: heir.id, callbacks: owned.map((one) => one.id) } : {}) }),
      changeRow(ctx, id, { active: false }),
      endSessionsOf(ctx, id),
      ...planFarewell(ctx, id),
      forgetIdentities(ctx, id),
      ...guard,
      ...(await planLeft(ctx, before, heir)),
      ...(await planReaderLeft(ctx, id)),
    ]);
  });

/** Opens a closed account again, with the role, the teams and the powers that it had. */
export const reopenPerson = (ctx: Ctx, id: string): Promise<void> =>
  again(async () => {
    const seq = await nextSeq(ctx, id);
    const before = await find(ctx, id);
    if (before.active) refuse('wrong_state', `The account of ${before.name} is open.`);
    await commit(ctx, [
      entry(ctx, id, seq, { kind: 'reopened' }),
      changeRow(ctx, id, { active: true }),
      planWelcome(ctx, id),
      planLook(ctx, id),
    ]);
  });

/**
 * Says when somebody is not at work, or that they are back. Everybody says it of themselves, an administrator of anybody. With `seen` it
 * refuses to overwrite what somebody else has said since.
 */
export const setAbsence = (ctx: Ctx, id: string, absence: Away | null, seen?: Away | null): Promise<void> =>
  again(async () => {
    if (ctx.actor.kind !== 'person' || ctx.actor.id !== id) mustAdminister(ctx.actor);
    const seq = await nextSeq(ctx, id);
    const { absentFrom, absentUntil, name } = await known(ctx, id);
    if (absence && absence.until !== null && absence.until <= absence.from)
      refuse('invalid', 'It ends before it begins.', { field: 'absence.until' });
    if (absence && absence.until !== null && absence.until <= ctx.now)
      refuse('invalid', `Then ${name} is here already: say nothing, or a later end.`, { field: 'absence.until' });
    const was = absentFrom === null ? null : { from: absentFrom, until: absentUntil };
    const [wanted, now] = [absence, stillToCome(was, ctx.now)].map((one) => ({ absence: toTheMinute(one) }));
    await ownChange(ctx, id, 'absence', {
      wanted: wanted!,
      was: seen === undefined ? undefined : { absence: toTheMinute(seen) },
      now: now!,
    });
    await commit(ctx, [
      entry(ctx, id, seq, { kind: 'absence', was, now: absence }),
      changeRow(ctx, id, { absentFrom: absence?.from ?? null, absentUntil: absence?.until ?? null }),
      planLook(ctx, id),
      ...(await planReaderAway(ctx, id, absence)),
    ]);
  });

/** An absence that is over is none, to whoever looks. */
const stillToCome = (absence: Away | null, now: Instant): Away | null =>
  absence && (absence.until === null || absence.until > now) ? absence : null;

/** As it is shown and typed. */
const toTheMinute = (absence: Away | null): Away | null =>
  absence && { from: wholeMinute(absence.from), until: absence.until === null ? null : wholeMinute(absence.until) };

const wholeMinute = (at: Instant): Instant => Math.floor(at / MINUTE) * MINUTE;

/** The person, for somebody who may change them. */
async function find(ctx: Ctx, id: string): Promise<Person> {
  mustAdminister(ctx.actor);
  return known(ctx, id);
}

const known = async (ctx: Ctx, id: string): Promise<Person> =>
  (await personById(ctx, id)) ?? refuse('not_found', 'There is no such person.');

/** Two who take the role from one another at once both write the same entry: one of them decides again, and is refused. */
async function mustLeaveAnAdministrator(ctx: Ctx, { id, name }: Person): Promise<Step[]> {
  const seq = await nextSeq(ctx, 'administrators');
  if ((await otherAdministrators(ctx, id)).length === 0)
    refuse('last_admin', `${name} is the only administrator.`, { field: 'role', next: 'Make somebody else an administrator first.' });
  return [entry(ctx, 'administrators', seq, { kind: 'fewer', person: id })];
}

/** Whoever takes over: somebody else, who works here and is not away. */
async function heirOf(ctx: Ctx, from: Person, to: string) {
  const heir = await receiverOf(ctx, to);
  if (heir.id === from.id || !heir.active) refuse('invalid', `${heir.name} cannot take them over.`, { field: 'to' });
  if (heir.away)
    refuse('invalid', `${heir.name} is away${untilWhen(heir.away, ctx.deps.settings.zone)}.`, {
      field: 'to',
      next: 'Choose somebody who is here.',
    });
  return heir;
}

async function mustBeTeams(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const names = await teamNames(ctx, ids);
  const at = ids.findIndex((id, i) => !names.has(id) || ids.indexOf(id) !== i);
  if (at >= 0) refuse('invalid', names.has(ids[at]!) ? 'This team is there twice.' : 'There is no such team.', { field: `teams[${at}]` });
}

function mustBeDifferent(powers: readonly Authority[]): void {
  const at = powers.findIndex(({ power }, i) => powers.findIndex((one) => one.power === power) !== i);
  if (at >= 0) refuse('invalid', 'This power is there twice.', { field: `powers[${at}].power` });
}
