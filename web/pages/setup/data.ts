import { useNavigate } from '@solidjs/router';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import type { InferResponseType } from 'hono/client';
import { api, ask, type Input } from '../../lib/api.ts';
import { ME } from '../../lib/refresh.ts';

export type Setup = InferResponseType<typeof api.setup.$get, 200>;
export type Loop = NonNullable<Setup['loop']>;
type Mark = Input<typeof api.setup.marks.$post>['mark'];

/** What is asked, in this order; the last one is the administrator's own loop. */
export const STEPS = {
  company: 'Your company',
  sender: 'From whom mail comes',
  teams: 'Teams and hours',
  people: 'Who is who',
  asking: 'When to ask',
  loop: 'Your first loop',
} as const;
export type StepName = keyof typeof STEPS;
export const stepNames = Object.keys(STEPS) as StepName[];

const KEY = ['settings', 'setup'] as const;
/** How often the page looks how far the loop has come, in milliseconds. */
const LOOK = 2_500;
const isOver = (loop: Loop | null | undefined): boolean => !loop || loop.stage === 'closed' || loop.stage === 'ended';

export const createSetup = () =>
  useQuery(() => ({
    queryKey: KEY,
    queryFn: () => ask(api.setup.$get()),
    refetchInterval: ({ state }) => (isOver(state.data?.loop) ? false : LOOK),
  }));

/** Notes that a step is done or passed over, and goes where that leads. */
export function createMarker() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async (mark: Mark): Promise<void> => {
    await ask(api.setup.marks.$post({ json: { mark } }));
    const next = stepNames[stepNames.indexOf(mark as StepName) + 1];
    await Promise.all([client.invalidateQueries({ queryKey: ME }), client.invalidateQueries({ queryKey: KEY })]);
    navigate(mark === 'left' || mark === 'over' ? '/' : `/setup/${next ?? 'loop'}`);
  };
}

/** Sends the survey, and shows at once what came of it. */
export function createSender() {
  const client = useQueryClient();
  return async (team: string | undefined): Promise<void> => {
    client.setQueryData(KEY, await ask(api.setup.survey.$post({ json: team ? { team } : {} })));
  };
}
