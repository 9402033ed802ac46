import { createSignal, Match, onMount, Show, Switch } from 'solid-js';
import { asProblem } from '../../lib/problem.ts';
import { type PushState, stateOfPushes, switchOff, switchOn, testPushes } from '../../lib/push.ts';
import { useMe } from '../../lib/session.tsx';
import { useAnnounce } from '../../ui/Announcer.tsx';

/** Pushes in this browser: on, off, or why they cannot be. */
export function Pushes() {
  const announce = useAnnounce();
  const me = useMe();
  const [state, setState] = createSignal<PushState>();
  const [unread, setUnread] = createSignal(false);
  const [said, setSaid] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const look = () =>
    stateOfPushes().then(
      (now) => {
        setState(now);
        setUnread(false);
      },
      () => setUnread(true),
    );
  const doing = (work: () => Promise<string>) => async () => {
    if (busy()) return;
    setBusy(true);
    setSaid('');
    try {
      setSaid(await work());
    } catch (error) {
      const { message, next } = asProblem(error);
      setSaid(`${message} ${next ?? ''}`.trim());
    } finally {
      await look();
      setBusy(false);
      announce(said());
      keepPlace();
    }
  };
  let heading!: HTMLHeadingElement;
  /** The button is gone when what it does is done, and the focus would be with it. */
  const keepPlace = () => document.activeElement === document.body && heading.focus();
  onMount(() => void look());
  const on = doing(async () =>
    (await switchOn(me().id))
      ? 'On: this browser tells you, also when Ringback is closed.'
      : 'Still off: this browser was not allowed to show notifications.',
  );
  const off = doing(async () => {
    await switchOff();
    return 'Off: this browser tells you nothing any more.';
  });
  const test = doing(async () => {
    const browsers = await testPushes();
    return browsers === 1 ? 'Sent to one browser. It arrives in a moment.' : `Sent to ${browsers} browsers. It arrives in a moment.`;
  });
  return (
    <section aria-label="Pushes in this browser" class="mt-3 border-t border-line pt-4">
      <h3 ref={heading} tabindex={-1} class="font-semibold">
        In this browser
      </h3>
      <p class="mt-1 mb-3 text-soft">
        <Switch fallback="Looking whether pushes are on here…">
          <Match when={unread()}>Whether pushes are on here could not be read. Nothing was changed.</Match>
          <Match when={state() === 'off'}>
            Pushes are off here. Switched on, this browser tells you also when Ringback is closed: a first name and a team, no more.
          </Match>
          <Match when={state() === 'on'}>Pushes are on here, until you sign out.</Match>
          <Match when={state() === 'impossible'}>
            This browser cannot show pushes here. On an iPhone, add Ringback to the home screen first; in a private window there are none.
          </Match>
          <Match when={state() === 'denied'}>
            This browser was told not to show notifications of this page. Allow them in its settings for this page, then come back.
          </Match>
        </Switch>
      </p>
      <div class="flex flex-wrap items-center gap-3">
        <Show when={unread()}>
          <button type="button" class="button button-plain" onClick={() => void look().then(keepPlace)}>
            Try again
          </button>
        </Show>
        <Show when={!unread() && state() === 'off'}>
          <button type="button" class="button button-plain" aria-disabled={busy()} onClick={() => void on()}>
            Switch on in this browser
          </button>
        </Show>
        <Show when={!unread() && state() === 'on'}>
          <button type="button" class="button" aria-disabled={busy()} onClick={() => void test()}>
            Send me a test
          </button>
          <button type="button" class="button button-plain" aria-disabled={busy()} onClick={() => void off()}>
            Switch off in this browser
          </button>
        </Show>
      </div>
      <Show when={said()}>
        <p class="mt-3 font-semibold">{said()}</p>
      </Show>
    </section>
  );
}
