import { type Moved, planReplan } from '../callbacks/plans-settings.ts';
import { type OpeningHours, problemsWith, WEEKDAYS, type Weekday, type Window } from '../core/calendar.ts';
import { again, commit } from '../core/commit.ts';
import type { Ctx } from '../core/context.ts';
import { entry, nextSeq } from '../core/ledger.ts';
import { ownChange } from '../core/own-change.ts';
import { refuse } from '../core/refusal.ts';
import { firstSurvey, newVersion, questionsOf } from '../surveys/plans.ts';
import { DEFAULT_SURVEY, type Question, scoreQuestion } from '../surveys/rules.ts';
import { inEveryLanguage } from '../surveys/rules-preview.ts';
import { changeTeam, moveSurvey, type Team, teamById, teamsNamed } from './plans.ts';
import { DEFAULT_POLICY, type Policy } from './policy.ts';
import { foldName, mustAdminister } from './rules.ts';
import { askingExamples, examplesOf, notesOn } from './rules-examples.ts';
import { teamsOf } from './store.ts';

/** What a change would do, told before it is saved: the open callbacks that it moves, and by when low answers would be called. */
export type Preview = { examples: string[]; moved: Moved[] };

/** Makes a team with the default rules, and with these opening hours or the usual ones. Refuses a name that there is already, and hours that cannot be used. */
export const makeTeam = (ctx: Ctx, name: string, hours?: OpeningHours): Promise<string> =>
  again(async () => {
    mustAdminister(ctx.actor);
    if (hours) mustBeUsable(ctx, hours, 'hours.');
    const { teams, steps } = await teamsNamed(ctx, [name], DEFAULT_SURVEY);
    const team = teams.get(foldName(name))!;
    if (steps.length === 0) refuse('invalid', `There is a team ${team.name} already.`, { field: 'name' });
    await commit(ctx, [
      firstSurvey(ctx),
      ...steps,
      entry(ctx, team.id, 1, { kind: 'made', name: team.name }),
      ...(hours ? [changeTeam(ctx, team.id, { policy: {}, hours })] : []),
    ]);
    return team.id;
  });

/** What these opening hours would move, without saving them. Refuses what `changeHours` refuses. */
export const previewHours = async (ctx: Ctx, id: string, hours: OpeningHours, seen?: OpeningHours): Promise<Preview> =>
  previewOf(ctx, await withHours(ctx, id, hours, seen));

/**
 * Other opening hours, as a whole: due times of open callbacks are counted again. Refuses hours that cannot be used, at the field; and, with
 * `seen`, to overwrite what somebody else has changed since, day by day.
 */
export const changeHours = (ctx: Ctx, id: string, hours: OpeningHours, seen?: OpeningHours): Promise<Preview> =>
  again(async () => {
    const seq = await nextSeq(ctx, id);
    const { before, after } = await withHours(ctx, id, hours, seen);
    return keepTeam(ctx, seq, after, { kind: 'hours_changed', was: withoutName(before.hours), now: withoutName(after.hours) });
  });

/** What these rules would move, without saving them. Refuses what `changePolicy` refuses. */
export const previewPolicy = async (ctx: Ctx, id: string, policy: Partial<Policy>, seen?: Partial<Policy>): Promise<Preview> =>
  previewOf(ctx, await withPolicy(ctx, id, policy, seen));

/**
 * Other rules: those that are named; the others stay. Due times of open callbacks are counted again. With `seen` it refuses to overwrite
 * what somebody else has changed since.
 */
export const changePolicy = (ctx: Ctx, id: string, policy: Partial<Policy>, seen?: Partial<Policy>): Promise<Preview> =>
  again(async () => {
    const seq = await nextSeq(ctx, id);
    const { before, after, own } = await withPolicy(ctx, id, policy, seen);
    const was = Object.fromEntries(Object.keys(own).map((name) => [name, before.policy[name as keyof Policy]]));
    return keepTeam(ctx, seq, after, { kind: 'policy_changed', was, now: own });
  });

/**
 * Other questions, as a new version: what was asked before stays as it was. Refuses questions whose scale does not have the team's
 * threshold, because then nobody, or everybody, would be called; and, with `seen`, when somebody else has saved others since.
 */
export const changeSurvey = (ctx: Ctx, id: string, questions: readonly Question[], seen?: Asked): Promise<Asked> =>
  again(async () => {
    const seq = await nextSeq(ctx, id);
    const team = await find(ctx, id);
    const now = { questions: { survey: team.surveyId, version: team.surveyVersion } };
    await ownChange<object>(ctx, id, 'survey_changed', { wanted: { questions }, was: seen && { questions: seen }, now });
    mustFit(team.policy.threshold, questions, 'questions');
    const { survey, steps } = newVersion(ctx, { id: team.surveyId, version: team.surveyVersion }, questions);
    await commit(ctx, [
      entry(ctx, team.id, seq, { kind: 'survey_changed', survey: survey.id, version: survey.version }),
      ...steps,
      moveSurvey(ctx, team.id, survey),
    ]);
    return { survey: survey.id, version: survey.version };
  });

/** Which questions a team asks. */
type Asked = { survey: string; version: number };

/** These questions as customers would read them, in every language, without saving them. Refuses what `changeSurvey` refuses. */
export async function previewSurvey(ctx: Ctx, id: string, questions: readonly Question[]) {
  const team = await find(ctx, id);
  mustFit(team.policy.threshold, questions, 'questions');
  return { languages: inEveryLanguage(questions) };
}

/** The team, for somebody who may change it. Refuses an id that is nobody's. */
async function find(ctx: Ctx, id: string): Promise<Team> {
  mustAdminister(ctx.actor);
  return (await teamsOf(ctx, [id])).length ? teamById(ctx, id) : refuse('not_found', 'There is no such team.');
}

type Changed = { before: Team; after: Team };

/** What these hours and rules mean, for a team that need not be there yet. Refuses hours that cannot be used. */
export function meaningOf(ctx: Ctx, hours: OpeningHours, policy: Partial<Policy>): { calling: string[]; asking: string[] } {
  mustAdminister(ctx.actor);
  mustBeUsable(ctx, hours, 'hours.');
  const rules = { ...DEFAULT_POLICY, ...policy };
  const calling = [...examplesOf(hours, rules.firstContactMinutes, ctx.now), ...notesOn(hours, ctx.now)];
  return { calling, asking: askingExamples(rules, hours.zone, ctx.now) };
}

function mustBeUsable(ctx: Ctx, hours: OpeningHours, path = ''): void {
  const problems = problemsWith(hours, ctx.now).map(({ field, problem }) => ({ field: path + field, message: problem }));
  if (problems[0]) refuse('invalid', sentence(problems[0].message), { field: problems[0].field, also: { problems } });
}

async function withHours(ctx: Ctx, id: string, hours: OpeningHours, seen: OpeningHours | undefined): Promise<Changed> {
  const before = await find(ctx, id);
  const now = byDay(before.hours);
  const own = await ownChange(ctx, id, 'hours_changed', { wanted: byDay(hours), was: seen && byDay(seen), now });
  const { zone, holidays, ...week } = { ...now, ...own };
  const all = Object.fromEntries(WEEKDAYS.flatMap((day) => (week[`week.${day}`].length ? [[day, week[`week.${day}`]]] : [])));
  const after = { name: before.name, zone, week: all, holidays };
  mustBeUsable(ctx, after);
  return { before, after: { ...before, hours: after } };
}

/** Opening hours as they are changed: each day for itself. */
const byDay = ({ zone, week, holidays }: OpeningHours) => ({
  zone,
  holidays,
  ...(Object.fromEntries(WEEKDAYS.map((day) => [`week.${day}`, week[day] ?? []])) as Record<`week.${Weekday}`, Window[]>),
});

async function withPolicy(
  ctx: Ctx,
  id: string,
  policy: Partial<Policy>,
  seen: Partial<Policy> | undefined,
): Promise<Changed & { own: Partial<Policy> }> {
  const before = await find(ctx, id);
  const own = await ownChange(ctx, id, 'policy_changed', { wanted: policy, was: seen, now: before.policy });
  const ownPolicy = { ...before.ownPolicy, ...own };
  const after = { ...before, ownPolicy, policy: { ...DEFAULT_POLICY, ...ownPolicy } };
  mustFit(after.policy.threshold, await questionsOf(ctx, before), 'threshold');
  if (after.policy.warnMinutes > after.policy.firstContactMinutes)
    refuse('invalid', 'A warning cannot come before there is something to warn of.', { field: 'warnMinutes' });
  return { before, after, own };
}

/** A score below the threshold puts a supervisor on the phone: there must be one, and one that does not. */
function mustFit(threshold: number, questions: readonly Question[], field: string): void {
  const { min, max } = scoreQuestion(questions);
  if (threshold > min && threshold <= max) return;
  refuse(
    'invalid',
    `The first rating goes from ${min} to ${max}, and a score below ${threshold} is called: some scores must be, and some not.`,
    {
      field,
      next: `Call below a score from ${min + 1} to ${max}.`,
    },
  );
}

/** `seq` was asked for before the team was read: whoever else changes it in between writes that number. */
async function keepTeam(ctx: Ctx, seq: number, after: Team, event: { kind: string } & Record<string, unknown>): Promise<Preview> {
  const { moved, steps } = await planReplan(ctx, after);
  const change = { policy: after.ownPolicy, hours: withoutName(after.hours) };
  await commit(ctx, [entry(ctx, after.id, seq, { ...event, moved: moved.length }), changeTeam(ctx, after.id, change), ...steps]);
  return { examples: examplesIn(ctx, after), moved };
}

const previewOf = async (ctx: Ctx, { after }: Changed): Promise<Preview> => ({
  examples: examplesIn(ctx, after),
  moved: (await planReplan(ctx, after)).moved,
});

const examplesIn = (ctx: Ctx, { hours, policy }: Team): string[] => examplesOf(hours, policy.firstContactMinutes, ctx.now);

/** The name of a team is kept beside its hours, not in them. */
const withoutName = ({ name: _, ...hours }: OpeningHours): OpeningHours => hours;

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
