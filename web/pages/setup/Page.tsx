import { useParams } from '@solidjs/router';
import { createSignal, For, Match, Show, Switch } from 'solid-js';
import { asProblem, type Problem } from '../../lib/problem.ts';
import { useMe } from '../../lib/session.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { createCompany, createPeople, createTeams } from '../settings/data.ts';
import { Read } from '../settings/parts.tsx';
import { createMarker, createSetup, type Setup, STEPS, type StepName, stepNames } from './data.ts';
import { LoopStep } from './Loop.tsx';
import { CompanyStep, SenderStep, TeamsStep } from './steps.tsx';
import { AskingStep, PeopleStep } from './steps-people.tsx';

/** The first hour of a new installation: five short questions, and a loop of one's own. What was answered stays, whatever becomes of the browser. */
export function SetupPage() {
  const me = useMe();
  return (
    <Show when={me().role === 'administrator'} fallback={<p class="sheet mt-6 p-6">An administrator sets Ringback up.</p>}>
      <Steps />
    </Show>
  );
}

function Steps() {
  const setup = createSetup();
  const [company, people, teams] = [createCompany(), createPeople(), createTeams()];
  const params = useParams<{ step?: string }>();
  const step = (): StepName => stepNames.find((name) => name === params.step) ?? firstOpen(setup.data);
  return (
    <>
      <PageTitle window={`${STEPS[step()]}: setup`}>Set up Ringback</PageTitle>
      <Read query={setup}>
        {(data) => (
          <div class="mt-4 lg:grid lg:grid-cols-[15rem_1fr] lg:items-start lg:gap-8">
            <Way setup={data()} here={step()} />
            <section class="sheet min-w-0 p-5 sm:p-6" aria-labelledby="setup-step">
              <h2 id="setup-step" class="text-xl font-semibold">
                {STEPS[step()]}
              </h2>
              <Read query={company}>
                {(companyShown) => (
                  <Switch>
                    <Match when={step() === 'company'}>
                      <CompanyStep company={companyShown()} />
                    </Match>
                    <Match when={step() === 'sender'}>
                      <SenderStep company={companyShown()} />
                    </Match>
                    <Match when={step() === 'teams'}>
                      <Read query={teams}>{(all) => <TeamsStep company={companyShown()} teams={all().items} />}</Read>
                    </Match>
                    <Match when={step() === 'people'}>
                      <Read query={people}>
                        {(all) => <Read query={teams}>{(known) => <PeopleStep people={all().items} teams={known().items} />}</Read>}
                      </Read>
                    </Match>
                    <Match when={step() === 'asking'}>
                      <Read query={teams}>{(all) => <AskingStep teams={all().items} />}</Read>
                    </Match>
                    <Match when={step() === 'loop'}>
                      <Read query={teams}>
                        {(all) => <LoopStep loop={data().loop} teams={all().items} mailBy={companyShown().mailBy} />}
                      </Read>
                    </Match>
                  </Switch>
                )}
              </Read>
            </section>
          </div>
        )}
      </Read>
    </>
  );
}

const firstOpen = (setup: Setup | undefined): StepName =>
  stepNames.find((name) => name !== 'loop' && !setup?.marks.some((mark) => mark === name)) ?? 'loop';

/** Where one is on the way, and what is behind. */
function Way(props: { setup: Setup; here: StepName }) {
  const mark = createMarker();
  const [problem, setProblem] = createSignal<Problem>();
  const isDone = (name: StepName) => (name === 'loop' ? props.setup.loop?.stage === 'closed' : props.setup.marks.includes(name));
  return (
    <nav aria-label="Steps of the setup" class="mb-5 lg:mb-0">
      <p class="text-soft lg:hidden">
        Step {stepNames.indexOf(props.here) + 1} of {stepNames.length}
      </p>
      <ol class="mt-1 flex flex-wrap gap-x-4 lg:mt-0 lg:block">
        <For each={stepNames}>
          {(name, i) => (
            <li class={props.here === name ? '' : 'max-lg:hidden'}>
              <a
                href={`/setup/${name}`}
                aria-current={props.here === name ? 'step' : undefined}
                class={`flex min-h-11 items-center gap-2.5 ${props.here === name ? 'font-semibold' : 'text-soft hover:text-ink'}`}
              >
                <span
                  aria-hidden="true"
                  class={`grid size-7 shrink-0 place-items-center rounded-full border-[1.5px] text-sm ${
                    isDone(name) ? 'border-done text-done' : props.here === name ? 'border-blue text-blue' : 'border-edge'
                  }`}
                >
                  {isDone(name) ? '✓' : i() + 1}
                </span>
                {STEPS[name]}
                <Show when={isDone(name)}>
                  <span class="sr-only">: done</span>
                </Show>
              </a>
            </li>
          )}
        </For>
      </ol>
      <Show when={stepNames[stepNames.indexOf(props.here) - 1]}>
        {(before) => (
          <a href={`/setup/${before()}`} class="link mr-5 inline-flex min-h-11 items-center lg:hidden">
            Back to “{STEPS[before()]}”
          </a>
        )}
      </Show>
      <button type="button" class="link min-h-11" onClick={() => void mark('left').catch((error) => setProblem(asProblem(error)))}>
        Leave the rest for later
      </button>
      <Show when={problem()}>{(it) => <p role="alert" class="font-semibold text-late">{`${it().message} ${it().next ?? ''}`}</p>}</Show>
    </nav>
  );
}
