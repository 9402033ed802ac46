import { useQueryClient } from '@tanstack/solid-query';
import { For, Show } from 'solid-js';
import { api, ask } from '../../lib/api.ts';
import { ME } from '../../lib/refresh.ts';
import { useMe } from '../../lib/session.tsx';
import { fromInput } from '../../lib/time.ts';
import { Line } from '../../ui/fields.tsx';
import { Time } from '../../ui/Time.tsx';
import { AlertChoices } from './Alerts.tsx';
import { createSessions } from './data.ts';
import { SettingsForm } from './Form.tsx';
import { Read, Sheet } from './parts.tsx';

/** What everybody sets for themselves: when they are away, and where they are signed in. */
export function Own() {
  const me = useMe();
  const sessions = createSessions();
  const client = useQueryClient();
  const param = () => ({ id: me().id });
  return (
    <div class="mt-5 space-y-4">
      <Sheet title="When you are away">
        <p class="mt-1 mb-3 text-soft">Nobody hands a callback to you in that time, and whoever tries is told until when.</p>
        <Show when={me().absence}>
          {(absence) => (
            <p class="mb-3 font-semibold">
              You are away from <Time at={absence().from} />
              <Show when={absence().until}>
                {(until) => (
                  <>
                    {' '}
                    until <Time at={until()} />
                  </>
                )}
              </Show>
              .
            </p>
          )}
        </Show>
        <SettingsForm
          clears
          values={{ 'absence.from': '', 'absence.until': '' }}
          words="Save"
          save={async (values) => {
            const [from, until] = [values['absence.from'] ?? '', values['absence.until'] ?? ''];
            const absence = from || until ? { from: fromInput(from), until: until ? fromInput(until) : null } : null;
            await ask(api.people[':id'].absence.$post({ param: param(), json: { absence } }));
            await client.invalidateQueries({ queryKey: ME });
            return absence ? 'Saved.' : 'You are here.';
          }}
        >
          <div class="grid gap-4 sm:grid-cols-2">
            <Line name="absence.from" label="From" type="datetime-local" hint="Leave both empty when you are back." />
            <Line name="absence.until" label="Until" type="datetime-local" hint="Leave it empty when you do not know." />
          </div>
        </SettingsForm>
      </Sheet>
      <AlertChoices />
      <Sheet title="Where you are signed in">
        <Read query={sessions}>
          {(data) => (
            <ul class="mt-2">
              <For each={data().items}>
                {(session) => (
                  <li class="flex flex-wrap items-center justify-between gap-x-4 border-t border-line py-3 first:border-t-0">
                    <p class="min-w-0">
                      <span class="font-semibold">{session.current ? 'Here' : 'Elsewhere'}</span>, since <Time at={session.since} />
                      <span class="block text-sm text-soft">{session.agent ?? 'An unknown browser'}</span>
                    </p>
                    <Show when={!session.current}>
                      <SettingsForm
                        values={{}}
                        words="Sign out there"
                        save={async () => {
                          await ask(api.me.sessions[':id'].end.$post({ param: { id: session.id }, json: {} }));
                          return 'Signed out.';
                        }}
                      >
                        {null}
                      </SettingsForm>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          )}
        </Read>
      </Sheet>
    </div>
  );
}
