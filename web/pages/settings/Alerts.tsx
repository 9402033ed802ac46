import { createSignal, For, onMount, Show } from 'solid-js';
import { ALERT_KINDS, ALERT_WORDS, type AlertKind, WAYS, type Way } from '../../../server/alerts/rules.ts';
import { api, ask, type Input } from '../../lib/api.ts';
import { asProblem, type Problem } from '../../lib/problem.ts';
import { useMe } from '../../lib/session.tsx';
import { useAnnounce } from '../../ui/Announcer.tsx';
import { Trouble } from '../../ui/Trouble.tsx';
import { Pushes } from './Pushes.tsx';
import { Sheet } from './parts.tsx';

type Chosen = { ways: Record<AlertKind, Record<Way, boolean>>; digest: boolean; outside: boolean };

const WAY_WORDS: Record<Way, string> = { mail: 'Mail', push: 'Push' };

/** Of what somebody is told, and how. Each choice counts as soon as it is made. */
export function AlertChoices() {
  const me = useMe();
  const announce = useAnnounce();
  const [chosen, setChosen] = createSignal<Chosen>();
  const [problem, setProblem] = createSignal<Problem>();
  const read = () => {
    setProblem(undefined);
    ask<Chosen>(api.alerts.choices.$get()).then(setChosen, (error) => setProblem(asProblem(error)));
  };
  const choose = async (json: Input<typeof api.alerts.choices.$post>) => {
    setProblem(undefined);
    try {
      setChosen(await ask<Chosen>(api.alerts.choices.$post({ json })));
      announce('Saved.');
    } catch (error) {
      setProblem(asProblem(error));
      // What is shown is what counts: not what was tried.
      setChosen((now) => now && { ...now });
    }
  };
  onMount(read);
  return (
    <Sheet title="What you are told of">
      <p class="mt-1 mb-3 text-soft">
        The page called Alerts tells of everything. By mail and push you are told while your teams work and you are not away; what happens
        at other times is in the mail of the morning.
      </p>
      <Show
        when={chosen()}
        fallback={
          <Show
            when={problem()}
            fallback={
              <p class="text-soft" aria-busy="true">
                Reading your choices…
              </p>
            }
          >
            {(it) => <Trouble error={it()} what="Your choices could not be read." again={read} />}
          </Show>
        }
      >
        {(now) => (
          <div class="max-w-2xl">
            <Show when={problem()}>
              {(it) => (
                <p role="alert" class="mb-3 rounded-xl bg-late-tint px-4 py-3 text-late">
                  {it().message} Nothing was changed. Try again.
                </p>
              )}
            </Show>
            <table class="w-full">
              <thead>
                <tr class="text-left">
                  <th scope="col" class="py-1 font-semibold">
                    What
                  </th>
                  <For each={WAYS}>
                    {(way) => (
                      <th scope="col" class="w-14 py-1 text-center font-semibold">
                        {WAY_WORDS[way]}
                      </th>
                    )}
                  </For>
                </tr>
              </thead>
              <tbody>
                <For each={ALERT_KINDS}>
                  {(kind) => (
                    <tr class="border-t border-line">
                      <th scope="row" class="py-1 text-left font-normal">
                        {ALERT_WORDS[kind]}
                      </th>
                      <For each={WAYS}>
                        {(way) => (
                          <td>
                            <label class="grid min-h-11 place-items-center">
                              <input
                                type="checkbox"
                                class="size-5 accent-blue"
                                aria-label={`${ALERT_WORDS[kind]}: ${WAY_WORDS[way]}`}
                                checked={now().ways[kind][way]}
                                onChange={(event) => void choose({ ways: { [kind]: { [way]: event.currentTarget.checked } } })}
                              />
                            </label>
                          </td>
                        )}
                      </For>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
            <Choice
              words="A mail every morning with what waits for you"
              checked={now().digest}
              onChange={(digest) => void choose({ digest })}
            />
            <Show when={me().role !== 'supervisor'}>
              <Choice
                words="What is raised to you reaches you outside your working hours too"
                checked={now().outside}
                onChange={(outside) => void choose({ outside })}
              />
            </Show>
          </div>
        )}
      </Show>
      <Pushes />
    </Sheet>
  );
}

const Choice = (props: { words: string; checked: boolean; onChange: (checked: boolean) => void }) => (
  <label class="flex min-h-11 items-center gap-3 border-t border-line py-2">
    <input
      type="checkbox"
      class="size-5 shrink-0 accent-blue"
      checked={props.checked}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
    {props.words}
  </label>
);
