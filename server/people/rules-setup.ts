/** What a new installation asks, in this order; then the administrator closes a loop of their own. */
export const SETUP_STEPS = ['company', 'sender', 'teams', 'people', 'asking'] as const;

/** What an administrator can be done with: a step, the rest for now, or all of it. */
export const SETUP_MARKS = [...SETUP_STEPS, 'left', 'over'] as const;
export type SetupMark = (typeof SETUP_MARKS)[number];

/** How far an installation is: new ones show the setup by themselves, begun ones offer it. */
export type SetupStage = 'new' | 'begun' | 'over';

/** An installation in which there are teams, and nobody has begun a setup, was set up another way. */
export function stageOf(marks: readonly SetupMark[], teams: number): SetupStage {
  if (marks.includes('over')) return 'over';
  if (marks.length) return 'begun';
  return teams === 0 ? 'new' : 'over';
}
