import { createSignal, For, type JSX, Match, Show, Switch } from 'solid-js';
import { createDevelopment } from '../../lib/clock.ts';
import { Select } from '../../ui/fields.tsx';
import type { Company, Team } from '../settings/data.ts';
import { SettingsForm } from '../settings/Form.tsx';
import { createMarker, createSender, type Loop } from './data.ts';

/** What has to happen until a loop is closed, in this order. */
const WAY = ['You are asked', 'You are let down', 'Somebody takes it', 'They call you', 'They fix it', 'You say that it is fixed'] as const;

/** How many of these have happened. */
function reached({ stage, callback }: Loop): number {
  if (stage === 'writing' || stage === 'not_asked') return 0;
  if (stage === 'asked' || stage === 'content') return 1;
  if (stage === 'open') return 2;
  if (stage === 'claimed') return callback?.attempts ? 4 : 3;
  return stage === 'closed' ? 6 : 5;
}

/** The administrator closes a loop of their own: as the customer, and as the supervisor. The page follows by itself. */
export function LoopStep(props: { loop: Loop | null; teams: Team[]; mailBy: Company['mailBy'] }) {
  return (
    <>
      <p class="mt-1 mb-4 max-w-prose text-soft">
        Be the customer and the supervisor once. It is a real survey and a real callback, marked as a trial of yours.
      </p>
      <Show when={props.loop} fallback={<Send teams={props.teams} words="Send me a survey" />}>
        {(loop) => (
          <>
            <ol class="mb-5" aria-label="How far your loop has come">
              <For each={WAY}>
                {(words, i) => (
                  <li class={`flex min-h-9 items-center gap-3 ${i() < reached(loop()) ? '' : 'text-soft'}`}>
                    <span
                      aria-hidden="true"
                      class={`grid size-6 shrink-0 place-items-center rounded-full border-[1.5px] text-sm ${i() < reached(loop()) ? 'border-done text-done' : 'border-edge'}`}
                    >
                      {i() < reached(loop()) ? '✓' : ''}
                    </span>
                    {words}
                    <span class="sr-only">{i() < reached(loop()) ? ': done' : ': to come'}</span>
                  </li>
                )}
              </For>
            </ol>
            <div class="rounded-xl bg-tint p-4" aria-live="polite">
              <Now loop={loop()} teams={props.teams} mailBy={props.mailBy} />
            </div>
          </>
        )}
      </Show>
    </>
  );
}

/** Where it stands, and the one thing to do now. */
function Now(props: { loop: Loop; teams: Team[]; mailBy: Company['mailBy'] }) {
  const callback = () => `/callbacks/${props.loop.callback?.id}`;
  return (
    <Switch>
      <Match when={props.loop.stage === 'writing'}>
        <Says title="Your survey is being written">It leaves in a moment, to {props.loop.address}.</Says>
      </Match>
      <Match when={props.loop.stage === 'asked'}>
        <Says title="Be the customer">A mail went to {props.loop.address}. Open it and choose 1 or 2: let yourself be let down.</Says>
        <Mail mailBy={props.mailBy} />
      </Match>
      <Match when={props.loop.stage === 'content'}>
        <Says title={`You answered ${props.loop.score ?? ''}: nobody needs to call you`}>
          That is the usual end of a survey. Be let down this time: open the link again and choose 2, or ask for a supervisor there.
        </Says>
        <Mail mailBy={props.mailBy} />
      </Match>
      <Match when={props.loop.stage === 'open'}>
        <Says title="Now be the supervisor">The callback is in the list, written in the same moment as your answer. Take it.</Says>
        <Go href={callback()}>Open the callback</Go>
      </Match>
      <Match when={props.loop.stage === 'claimed' && !props.loop.callback?.attempts}>
        <Says title="It is yours: call">
          Say what came of the call, for a trial “We spoke”. Then write down the problem as the customer sees it.
        </Says>
        <Go href={callback()}>Back to the callback</Go>
      </Match>
      <Match when={props.loop.stage === 'claimed'}>
        <Says title="Now fix it">Under “Fixed”, choose what let the customer down and write what was done.</Says>
        <Go href={callback()}>Back to the callback</Go>
      </Match>
      <Match when={props.loop.stage === 'fixed'}>
        <Says title="Be the customer again">
          A mail asks you whether it is fixed. Only your word as the customer closes the loop. Say that it is still broken, if you like to
          see what happens.
        </Says>
        <Mail mailBy={props.mailBy} />
      </Match>
      <Match when={props.loop.stage === 'closed'}>
        <Closed />
      </Match>
      <Match when={props.loop.stage === 'not_asked'}>
        <Says title="You were not asked">{NOT_ASKED[props.loop.because ?? ''] ?? 'The survey did not reach you.'}</Says>
        <Send teams={props.teams} words="Send me another survey" />
      </Match>
      <Match when={props.loop.stage === 'ended'}>
        <Says title="It ended another way">Only the customer’s “it is fixed” closes a loop. Try once more.</Says>
        <Send teams={props.teams} words="Send me another survey" />
      </Match>
    </Switch>
  );
}

const NOT_ASKED: Record<string, string> = {
  opted_out: 'This address asked not to be surveyed any more, and that holds for you too. Sign in with another address to try it.',
  suppressed: 'Earlier mail to this address came back.',
  bad_address: 'Mail cannot be sent to this address.',
};

const Says = (props: { title: string; children: JSX.Element }) => (
  <>
    <h3 class="text-lg font-semibold">{props.title}</h3>
    <p class="mt-1 max-w-prose">{props.children}</p>
  </>
);

const Go = (props: { href: string; children: JSX.Element }) => (
  <a href={props.href} class="button mt-4">
    {props.children}
  </a>
);

/** Where the mail is: in the mailbox of the installation, or in one's own. */
function Mail(props: { mailBy: Company['mailBy'] }) {
  const development = createDevelopment();
  return (
    <Show
      when={props.mailBy === 'mailbox' && development()}
      fallback={
        <p class="mt-2 text-soft">Nothing there after a minute? Look among the junk, and send yourself a test mail in the settings.</p>
      }
    >
      <a href="/dev/mailbox" target="_blank" rel="external noopener" class="button mt-4">
        Open the mailbox<span class="sr-only"> in a new tab</span>
      </a>
    </Show>
  );
}

function Send(props: { teams: Team[]; words: string }) {
  const send = createSender();
  return (
    <div class="mt-3">
      <SettingsForm
        values={{ team: props.teams[0]?.id ?? '' }}
        words={props.words}
        save={async (typed) => {
          await send(typed.team || undefined);
          return 'It is on its way.';
        }}
      >
        <Show when={props.teams.length > 1}>
          <Select name="team" label="Which team asks" options={props.teams.map(({ id, name }) => ({ value: id, name }))} />
        </Show>
      </SettingsForm>
    </div>
  );
}

function Closed() {
  const mark = createMarker();
  const [failed, setFailed] = createSignal(false);
  return (
    <>
      <Says title="Your first loop is closed">
        A customer was let down, somebody owned it, and the customer said that it is fixed. From now on your helpdesk hands contacts in:
        make its key in the settings.
      </Says>
      <Show when={failed()}>
        <p role="alert" class="mt-2 font-semibold text-late">
          That could not be saved. Try again in a moment.
        </p>
      </Show>
      <div class="mt-4 flex flex-wrap gap-3">
        <button type="button" class="button" onClick={() => void mark('over').catch(() => setFailed(true))}>
          To the callback list
        </button>
        <a href="/settings/keys" class="button button-plain">
          Make a key
        </a>
      </div>
    </>
  );
}
