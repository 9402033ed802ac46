import { Show } from 'solid-js';
import { now } from '../../../lib/clock.ts';
import { createDraft } from '../../../lib/drafts.ts';
import { spanOf, toInput } from '../../../lib/time.ts';
import { useDesk } from '../data.ts';

/** A wish by text to be called at another time. It moves nothing before somebody agrees to it: one tap leads there, with the time filled in. */
export function Wish() {
  const desk = useDesk();
  const draft = createDraft(`${desk.it().id}.choose_window`);
  const ahead = () => {
    const window = desk.it().wish?.window;
    return window && Date.parse(window.from) > now() ? window : undefined;
  };
  const agree = () => {
    const window = ahead();
    if (window) for (const name of ['from', 'to'] as const) draft.set(`window.${name}`, toInput(window[name]));
    desk.goTo('choose_window');
  };
  return (
    <Show when={desk.it().wish}>
      <div class="mx-5 mt-3 rounded-xl bg-wait-tint px-4 pt-3 pb-4">
        <WishWords />
        <Show when={desk.may('choose_window')} fallback={<p class="mt-1 text-sm">Whoever owns it can plan the call for then.</p>}>
          <button type="button" class="button mt-3 w-full" onClick={agree}>
            <Show when={ahead()} fallback="Plan the call for then">
              {(window) => `Plan the call ${spanOf(window(), now())}`}
            </Show>
          </button>
        </Show>
      </div>
    </Show>
  );
}

/** Their own words, wherever the time is agreed to. */
export function WishWords() {
  const desk = useDesk();
  return (
    <>
      <p class="text-sm">
        <bdi>{desk.it().customer.split(' ')[0]}</bdi> asked by text for:
      </p>
      <p class="voice" dir="auto">
        {desk.it().wish?.words}
      </p>
    </>
  );
}
