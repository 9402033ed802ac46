import { For, Show } from 'solid-js';
import { api, ask } from '../../lib/api.ts';
import { useMe } from '../../lib/session.tsx';
import { Time } from '../../ui/Time.tsx';
import { Absence } from './Absence.tsx';
import { createSessions } from './data.ts';
import { SettingsForm } from './Form.tsx';
import { Read, Sheet } from './parts.tsx';

/** What everybody sets for themselves: when they are away, and where they are signed in. */
export function Own() {
  const me = useMe();
  const sessions = createSessions();
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
        <Absence id={me().id} name="you" />
      </Sheet>
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
