import { createSignal, For, Show } from 'solid-js';
import { api, ask, type Input } from '../../lib/api.ts';
import { Line, Tick } from '../../ui/fields.tsx';
import { Time } from '../../ui/Time.tsx';
import { createKeys } from './data.ts';
import { SettingsForm } from './Form.tsx';
import { Fold, Read, Sheet } from './parts.tsx';
import { SCOPE_WORDS } from './scopes.ts';

type Scope = Input<typeof api.keys.$post>['scopes'][number];
const scopes = Object.keys(SCOPE_WORDS) as Scope[];

/** The keys of the machines that feed contacts in. */
export function Keys(props: { mayChange: boolean }) {
  const keys = createKeys();
  const [made, setMade] = createSignal('');
  return (
    <Read query={keys}>
      {(data) => (
        <div class="mt-5 space-y-4">
          <Show when={props.mayChange}>
            <Sheet title="Make a key">
              <p class="mt-1 mb-3 text-soft">A machine shows it to Ringback instead of signing in.</p>
              <SettingsForm
                values={{ name: '', 'interactions:write': 'yes' }}
                words="Make the key"
                clears
                save={async (values) => {
                  const chosen = scopes.filter((scope) => values[scope] === 'yes');
                  setMade((await ask(api.keys.$post({ json: { name: values.name ?? '', scopes: chosen } }))).secret);
                  return 'Made.';
                }}
              >
                <Line name="name" label="What will use it" hint="Like helpdesk. Contacts are told apart by it." />
                <fieldset class="space-y-2">
                  <legend class="mb-1.5 font-semibold">What it may do</legend>
                  <For each={scopes}>{(scope) => <Tick name={scope} label={SCOPE_WORDS[scope]} />}</For>
                </fieldset>
              </SettingsForm>
              <Show when={made()}>
                <p class="mt-4 rounded-xl bg-soon-tint p-4 text-soon">
                  Copy it now: it is shown this once, and kept nowhere. <code class="mt-1 block font-mono select-all">{made()}</code>
                </p>
              </Show>
            </Sheet>
          </Show>
          <For
            each={data().items}
            fallback={<p class="sheet p-6 text-soft">No machine has a key yet. With one, your helpdesk tells Ringback of every contact.</p>}
          >
            {(key) => (
              <Sheet
                title={
                  <>
                    <bdi>{key.name}</bdi>
                    <Show when={key.endedAt}>
                      <span class="mark bg-tint text-soft">ended</span>
                    </Show>
                  </>
                }
              >
                <p class="mb-3 text-soft">
                  <code class="font-mono">{key.prefix}…</code>, made <Time at={key.madeAt} />
                  {key.scopes.map((scope) => ` · ${SCOPE_WORDS[scope as Scope] ?? scope}`)}
                </p>
                <Show when={props.mayChange && !key.endedAt}>
                  <Fold title={`End the key of ${key.name}`}>
                    <SettingsForm
                      values={{}}
                      words="End it now"
                      save={async () => {
                        await ask(api.keys[':prefix'].end.$post({ param: { prefix: key.prefix }, json: {} }));
                        return 'Ended.';
                      }}
                    >
                      <p>From then on it opens nothing, and what uses it is refused.</p>
                    </SettingsForm>
                  </Fold>
                </Show>
              </Sheet>
            )}
          </For>
        </div>
      )}
    </Read>
  );
}
