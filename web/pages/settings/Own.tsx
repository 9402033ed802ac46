import { For, Show } from 'solid-js';
import { api, ask } from '../../lib/api.ts';
import { useMe } from '../../lib/session.tsx';
import { Time } from '../../ui/Time.tsx';
import { Absence } from './Absence.tsx';
import { AlertChoices } from './Alerts.tsx';
import { createSessions, type Session } from './data.ts';
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
        <Absence id={me().id} name="you" now={me().absence} />
      </Sheet>
      <AlertChoices />
      <Sheet title="Where you are signed in">
        <p class="mt-1 text-soft">
          It ends by itself after 30 days, or after 14 in which you were not there. Is something here not you? Sign out there.
        </p>
        <Read query={sessions}>
          {(data) => (
            <>
              <ul class="mt-2">
                <For each={data().items}>{(session) => <SignedInAt session={session} />}</For>
              </ul>
              <Show when={data().items.length > 1}>
                <div class="border-t border-line pt-4">
                  <SettingsForm
                    values={{}}
                    words="Sign out everywhere else"
                    plain
                    save={async () => {
                      await ask(api.me.sessions['end-others'].$post({ json: {} }));
                      return 'You are signed in here only.';
                    }}
                  >
                    {null}
                  </SettingsForm>
                </div>
              </Show>
              <Show when={data().items.some(({ way }) => way === 'sso')}>
                <p class="mt-4 text-sm text-soft">Signing out ends what is open at Ringback. At your company you stay signed in.</p>
              </Show>
            </>
          )}
        </Read>
      </Sheet>
    </div>
  );
}

/** How somebody signed in, in words. */
const WAYS = { link: 'by a link in your mail', sso: 'with your company account' } as const;

function SignedInAt(props: { session: Session }) {
  return (
    <li class="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line py-3 first:border-t-0">
      <p class="min-w-0">
        <span class="font-semibold">{props.session.current ? 'Here' : 'Elsewhere'}</span>, since <Time at={props.session.since} />,{' '}
        {WAYS[props.session.way]}
        <span class="block text-sm text-soft" title={props.session.agent ?? undefined}>
          {browserOf(props.session.agent)}
          <Show when={!props.session.current}>
            , last there about <Time at={props.session.seen} />
          </Show>
        </span>
      </p>
      <Show when={!props.session.current}>
        <SettingsForm
          values={{}}
          words="Sign out there"
          plain
          save={async () => {
            await ask(api.me.sessions[':id'].end.$post({ param: { id: props.session.id }, json: {} }));
            return 'Signed out.';
          }}
        >
          {null}
        </SettingsForm>
      </Show>
    </li>
  );
}

// The first that fits: browsers name themselves and what they are made from.
const BROWSERS = {
  Edg: 'Edge',
  OPR: 'Opera',
  SamsungBrowser: 'Samsung Internet',
  Firefox: 'Firefox',
  FxiOS: 'Firefox',
  CriOS: 'Chrome',
  Chrome: 'Chrome',
  Safari: 'Safari',
};
const SYSTEMS = {
  iPhone: 'an iPhone',
  iPad: 'an iPad',
  Android: 'Android',
  CrOS: 'ChromeOS',
  Windows: 'Windows',
  Macintosh: 'a Mac',
  Linux: 'Linux',
};

/** What a browser says of itself, as people say it. */
function browserOf(agent: string | null): string {
  const named = (names: Record<string, string>) => Object.entries(names).find(([sign]) => agent?.includes(sign))?.[1];
  const [browser, system] = [named(BROWSERS), named(SYSTEMS)];
  return `${browser ?? 'An unknown browser'}${system ? ` on ${system}` : ''}`;
}
