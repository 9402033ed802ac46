import { Show } from 'solid-js';
import { now } from '../../../lib/clock.ts';
import { readersZone, spanIn } from '../../../lib/time.ts';
import { Line } from '../../../ui/fields.tsx';
import { Time } from '../../../ui/Time.tsx';
import { useDesk } from '../data.ts';
import { MoveForm } from './MoveForm.tsx';
import { Told } from './Told.tsx';
import { Send } from './texts.tsx';
import { WishWords } from './Wish.tsx';

/** Telling the customer who is about to call, so that they pick up when a number rings that they do not know. */
export function Announce() {
  const desk = useDesk();
  return (
    <MoveForm move="announce" send={(_, terms) => desk.requests.announce(terms)} done={() => 'The customer was told. Call them now.'}>
      <Told of="announce" words={{}} />
      <Send words="Tell them" />
    </MoveForm>
  );
}

/** A number that was found: they are called on it from now on, at the time that they chose, if they did. */
function AnotherNumber() {
  const desk = useDesk();
  const ahead = () => {
    const chosen = desk.it().window;
    return chosen && Date.parse(chosen.to) > now() ? chosen : null;
  };
  return (
    <MoveForm
      move="choose_window"
      about="phone"
      needs={{ phone: 'Write down the number.' }}
      send={(values, terms) =>
        desk.requests.chooseWindow({ ...terms, window: ahead(), phone: (values.phone ?? '').replaceAll(/[\s()./-]/g, '') })
      }
      done={() => 'Noted. Call them on that number.'}
    >
      <Line name="phone" type="tel" label="A number that you found" hint="With its country, as +49 30 901820." />
      <Send words="Keep this number" />
    </MoveForm>
  );
}

/** Calling when the customer wants to be called. Until then it is not overdue, and nobody calls. */
export function Later() {
  const desk = useDesk();
  const window = () => desk.it().window;
  return (
    <div class="space-y-6">
      <Show when={!desk.it().reach.phone || desk.it().tactic === 'find_number' || desk.it().tactic === 'write'}>
        <AnotherNumber />
      </Show>
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
        needs={{ 'window.from': 'Say from when.', 'window.to': 'Say until when.' }}
        send={(values, terms) => desk.requests.chooseWindow({ ...terms, window: spanIn(values, 'window') })}
        done={() => 'Noted. It comes up in the list when that time begins.'}
      >
        <Show when={desk.it().wish}>
          <div class="rounded-xl bg-tint px-4 py-3">
            <WishWords />
            <p class="mt-1 text-sm text-soft">Until then our time to fix it waits, as they asked.</p>
          </div>
        </Show>
        <Line name="window.from" type="datetime-local" label="From" hint={`In your zone, ${readersZone()}, and in your opening hours.`} />
        <Line name="window.to" type="datetime-local" label="Until" />
        <Send words="Call them then" />
      </MoveForm>
    </div>
  );
}
