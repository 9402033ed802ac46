import { For, Show } from 'solid-js';
import { api, ask } from '../../lib/api.ts';
import { Line } from '../../ui/fields.tsx';
import { createTeams } from './data.ts';
import { SettingsForm } from './Form.tsx';
import { Hours, hoursWords } from './Hours.tsx';
import { Fold, Read, Sheet } from './parts.tsx';
import { Rules } from './Rules.tsx';
import { Survey } from './Survey.tsx';

/** When teams work, how fast they call, and what they ask. */
export function Teams(props: { mayChange: boolean }) {
  const teams = createTeams();
  return (
    <Read query={teams}>
      {(data) => (
        <div class="mt-5 space-y-4">
          <For each={data().items} fallback={<p class="sheet p-6 text-soft">No team yet. One is made with its first contact, or here.</p>}>
            {(team) => (
              <Sheet title={<bdi>{team.name}</bdi>}>
                <ul class="mt-1 mb-3 text-soft">
                  <For each={hoursWords(team.hours)}>{(line) => <li>{line}</li>}</For>
                  <li>
                    A score below {team.policy.threshold} is called within {team.policy.firstContactMinutes} working minutes.
                  </li>
                </ul>
                <Show when={props.mayChange}>
                  <Fold title={`Opening hours of ${team.name}`}>
                    <Hours team={team} />
                  </Fold>
                  <Fold title={`Rules of ${team.name}`}>
                    <Rules team={team} />
                  </Fold>
                  <Fold title={`Questions of ${team.name}`}>
                    <Survey team={team} />
                  </Fold>
                </Show>
              </Sheet>
            )}
          </For>
          <Show when={props.mayChange}>
            <Sheet title="Make a team">
              <div class="mt-3">
                <SettingsForm
                  values={{ name: '' }}
                  words="Make the team"
                  clears
                  save={async (values) => {
                    await ask(api.teams.$post({ json: { name: values.name ?? '' } }));
                    return 'Made, with the usual opening hours and rules.';
                  }}
                >
                  <Line name="name" label="Name" />
                </SettingsForm>
              </div>
            </Sheet>
          </Show>
        </div>
      )}
    </Read>
  );
}
