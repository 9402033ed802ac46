import { useDesk } from '../data.ts';
import { MoveForm } from './MoveForm.tsx';

/** Taking it on. */
export function Claim() {
  const desk = useDesk();
  return (
    <div class="px-5 pt-2 pb-5">
      <p class="mb-4">Nobody owns it yet. Take it, and it is yours until {desk.it().reach.name ?? 'the customer'} says that it is fixed.</p>
      <MoveForm move="claim" send={(_, terms) => desk.requests.claim(terms)} done={() => 'It is yours now. The next step is the call.'}>
        <button type="submit" data-claim class="button w-full text-lg" disabled={desk.sending()}>
          Take it
        </button>
      </MoveForm>
    </div>
  );
}
