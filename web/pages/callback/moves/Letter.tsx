import { For, type JSX, Show } from 'solid-js';
import type { CallbackView } from '../../../lib/api.ts';
import { now } from '../../../lib/clock.ts';
import { spanOf } from '../../../lib/time.ts';
import { Trouble } from '../../../ui/Trouble.tsx';
import { createLetter, useDesk } from '../data.ts';
import { MoveForm } from './MoveForm.tsx';

/** Writing to a customer whom no call reaches. What they will read is shown first, in their language. */
export function Letter() {
  const desk = useDesk();
  const letter = createLetter(desk.it().id);
  return (
    <Show
      when={letter.data}
      fallback={
        <Show when={letter.isError} fallback={<p class="text-soft">Reading what they would get…</p>}>
          <Trouble error={letter.error} what="The letter could not be read." again={() => void letter.refetch()} />
        </Show>
      }
    >
      {(shown) => (
        <MoveForm
          move="write"
          send={(_, terms, pressed) => desk.requests.write({ ...terms, channel: pressed as 'email' | 'text' })}
          done={sent}
        >
          <Show when={!shown().mail && !shown().text}>
            <p>
              They cannot be written to: there is no address or number for it, or they asked us not to. Add another number below “Call them
              later”, once you have found one.
            </p>
          </Show>
          <Show when={shown().mail}>
            {(mail) => (
              <Preview
                way={
                  <>
                    By mail to <bdi>{mail().to}</bdi>
                  </>
                }
                language={shown().language}
                button="Send this mail"
                value="email"
              >
                <strong class="block font-semibold">{mail().subject}</strong>
                <For each={mail().says}>{(words) => <p>{words}</p>}</For>
                <p class="font-semibold text-blue">{mail().does}</p>
              </Preview>
            )}
          </Show>
          <Show when={shown().text}>
            {(text) => (
              <Preview
                way={
                  <>
                    By text to <bdi>{text().to}</bdi>, with the way to their case
                  </>
                }
                language={shown().language}
                button="Send this text"
                value="text"
              >
                <p>{text().says}</p>
              </Preview>
            )}
          </Show>
        </MoveForm>
      )}
    </Show>
  );
}

function Preview(props: { way: JSX.Element; language: string; button: string; value: string; children: JSX.Element }) {
  const desk = useDesk();
  return (
    <figure class="space-y-2.5">
      <figcaption class="text-sm text-soft">{props.way}:</figcaption>
      <blockquote class="space-y-2 rounded-xl bg-tint px-4 py-3" lang={props.language} dir="auto">
        {props.children}
      </blockquote>
      <button type="submit" value={props.value} class="button w-full" disabled={desk.sending()}>
        {props.button}
      </button>
    </figure>
  );
}

function sent(after: CallbackView): string {
  return after.plan
    ? `Sent. If they do not answer, try again ${spanOf(after.plan, now())}.`
    : 'Sent, with the way to their case. Their answer comes up in the list.';
}
