import { Show } from 'solid-js';
import type { CallbackView } from '../../../lib/api.ts';
import { now } from '../../../lib/clock.ts';
import { sum } from '../../../lib/money.ts';
import { dayAndTime } from '../../../lib/time.ts';
import { Words } from '../../../ui/fields.tsx';
import { Why } from '../../../ui/Why.tsx';
import { useDesk } from '../data.ts';
import { MoveForm } from './MoveForm.tsx';

/** An offer to hand it over that waits for its answer: from the giver's side, the receiver's, or anybody else's. */
export function Offered(props: { offer: NonNullable<CallbackView['offer']> }) {
  const desk = useDesk();
  const asked = () => `${props.offer.power}${props.offer.amount > 0 ? ` ${sum(props.offer.amount, props.offer.currency)}` : ''}`;
  const receiver = () => (props.offer.to === desk.me().id ? 'you' : props.offer.toName);
  return (
    <div class="mx-5 mt-3 mb-5 space-y-3 rounded-xl bg-wait-tint p-4">
      <p>
        <strong class="font-semibold">
          {props.offer.byName} asks {receiver()} to take this over, for: {asked()}.
        </strong>{' '}
        It counts once it is accepted, until <Why why={props.offer.untilWhy}>{dayAndTime(Date.parse(props.offer.until), now())}</Why>; till
        then {desk.it().owner?.name ?? 'its owner'} owns it.
      </p>
      <p class="whitespace-pre-wrap text-soft">“{props.offer.why}”</p>
      <Show when={desk.may('accept')}>
        <MoveForm
          move="accept"
          send={(_, terms) => desk.requests.accept(terms)}
          done={() => 'It is yours now, and the customer is told your name.'}
        >
          <button type="submit" class="button w-full" disabled={desk.sending()}>
            Accept: I own it from now on
          </button>
        </MoveForm>
      </Show>
      <Show when={desk.may('decline')}>
        <Decline />
      </Show>
      <Show when={desk.may('recall') && props.offer.to !== desk.me().id}>
        <MoveForm
          move="recall"
          insists
          send={(_, terms) => desk.requests.recall(terms)}
          done={(after) => `The offer is taken back. ${after.owner?.name} owns it.`}
        >
          <button type="submit" class="button button-plain w-full bg-card" disabled={desk.sending()}>
            Take the offer back
          </button>
        </MoveForm>
      </Show>
    </div>
  );
}

function Decline() {
  const desk = useDesk();
  return (
    <MoveForm
      move="decline"
      needs={{ reason: 'Say why you decline.' }}
      insists
      send={(values, terms) => desk.requests.decline({ ...terms, reason: values.reason ?? '' })}
      done={(after) => `Declined. It stays with ${after.owner?.name ?? 'its owner'}.`}
    >
      <Words name="reason" label="Or say why you decline" />
      <button type="submit" class="button button-plain w-full bg-card" disabled={desk.sending()}>
        Decline
      </button>
    </MoveForm>
  );
}
