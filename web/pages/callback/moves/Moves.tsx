import { createEffect, on, Show } from 'solid-js';
import { useAnnounce } from '../../../ui/Announcer.tsx';
import { useDesk } from '../data.ts';
import { Claim } from './Claim.tsx';
import { Ended } from './Ended.tsx';
import { Newest } from './Newest.tsx';
import { NotSent } from './NotSent.tsx';
import { Offered } from './Offer.tsx';
import { Onward } from './Onward.tsx';
import { StandIn } from './StandIn.tsx';
import { Steps } from './Steps.tsx';
import { Waiting } from './Waiting.tsx';
import { Wish } from './Wish.tsx';

/** What there is to do, and what came of what was just done. Only moves that the server allows this person now are drawn. */
export function Moves() {
  const desk = useDesk();
  const announce = useAnnounce();
  let heading!: HTMLHeadingElement;
  createEffect(
    on(desk.result, (result) => {
      if (!result) return;
      announce('done' in result ? result.done : 'kept' in result ? result.kept : result.overtaken.message);
      // The form that was sent may be gone, and the focus with it: go on from the top of what can be done now.
      heading.focus();
    }),
  );
  return (
    <section aria-labelledby="moves" class="sheet overflow-hidden">
      <h2 ref={heading} id="moves" tabindex={-1} class="px-5 pt-5 text-lg font-semibold">
        What to do
      </h2>
      <Newest />
      <NotSent />
      <StandIn />
      <Show when={desk.it().state === 'fixed'}>
        <Waiting />
      </Show>
      <Show when={!desk.it().due}>
        <Ended />
      </Show>
      <Show when={desk.it().offer}>{(offer) => <Offered offer={offer()} />}</Show>
      <Wish />
      <Show when={desk.may('claim')}>
        <Claim />
      </Show>
      <Steps />
      <Onward />
    </section>
  );
}
