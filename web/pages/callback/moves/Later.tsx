import { Show } from 'solid-js';
import { fromInput, readersZone } from '../../../lib/time.ts';
import { Line } from '../../../ui/fields.tsx';
import { Time } from '../../../ui/Time.tsx';
import { useDesk } from '../data.ts';
import { MoveForm } from './MoveForm.tsx';
import { Send } from './texts.tsx';
import { WishWords } from './Wish.tsx';

/** Telling the customer who is about to call, so that they pick up when a number rings that they do not know. */
export function Announce() {
  const desk = useDesk();
  const name = () => desk.me().name.split(/\s+/)[0];
  return (
    <MoveForm move="announce" send={(_, terms) => desk.requests.announce(terms)} done={() => 'The customer was told. Call them now.'}>
      <figure>
        <figcaption class="mb-1.5 text-sm text-soft">What they get, in their language:</figcaption>
        <blockquote class="rounded-xl bg-tint px-4 py-3">
          {name()}, supervisor at {desk.me().company}, will call you shortly about what you told us.
        </blockquote>
      </figure>
      <Send words="Tell them" />
    </MoveForm>
  );
}

/** Calling when the customer wants to be called. Until then it is not overdue, and nobody calls. */
export function Later() {
  const desk = useDesk();
  const window = () => desk.it().window;
  return (
    <>
      <Show when={window()}>
        {(chosen) => (
          <MoveForm
            move="choose_window"
            about="clear"
            send={(_, terms) => desk.requests.chooseWindow({ ...terms, window: null })}
            done={() => 'It is due as soon as you can.'}
          >
            <p>
              They want to be called from <Time at={chosen().from} /> to <Time at={chosen().to} />.
            </p>
            <button type="submit" class="button button-plain w-full" disabled={desk.sending()}>
              As soon as you can, instead
            </button>
          </MoveForm>
        )}
      </Show>
      <MoveForm
        move="choose_window"
        needs={{ from: 'Say from when.', to: 'Say until when.' }}
        send={(values, terms) =>
          desk.requests.chooseWindow({ ...terms, window: { from: fromInput(values.from ?? ''), to: fromInput(values.to ?? '') } })
        }
        done={() => 'Noted. It comes up in the list when that time begins.'}
      >
        <Show when={desk.it().wish}>
          <div class="rounded-xl bg-tint px-4 py-3">
            <WishWords />
            <p class="mt-1 text-sm text-soft">Until then our time to fix it waits, as they asked.</p>
          </div>
        </Show>
        <Line name="from" type="datetime-local" label="From" hint={`In your zone, ${readersZone()}, and in your opening hours.`} />
        <Line name="to" type="datetime-local" label="Until" />
        <Send words="Call them then" />
      </MoveForm>
    </>
  );
}
