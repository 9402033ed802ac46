import { Show } from 'solid-js';
import { createKeys } from '../../../lib/keys.ts';
import { lastList } from '../../../lib/place.ts';
import { PhoneIcon } from '../../../ui/Icons.tsx';
import { createReady } from '../../../ui/ready.ts';
import { useDesk } from '../data.ts';

/** Where to go on when nothing here is one’s own to do any more. */
export function Onward() {
  const { it, me, may } = useDesk();
  const mine = () => it().state === 'claimed' && it().owner?.id === me().id;
  // Supervisors go from call to call; whoever manages has come to look, unless they had taken it.
  const calls = () => me().role === 'supervisor' || it().owner?.id === me().id;
  return (
    <Show when={!mine() && !may('claim') && !may('accept')}>
      <div class="border-t border-line px-5 py-5">
        <Show when={calls()} fallback={<Back />}>
          <Ways />
        </Show>
      </div>
    </Show>
  );
}

function Ways() {
  const { ready, busy, nothing } = createReady();
  createKeys({ r: ready });
  return (
    <>
      <Show when={nothing()}>{(words) => <p class="mb-3 rounded-xl bg-wait-tint px-3 py-2.5">{words()}</p>}</Show>
      <div class="flex flex-wrap items-center gap-x-5 gap-y-2">
        <button type="button" class="button max-sm:w-full" disabled={busy()} onClick={ready}>
          <PhoneIcon />
          Ready for the next call
        </button>
        <Back />
      </div>
    </>
  );
}

const Back = () => (
  <a href={lastList()} class="link inline-flex min-h-11 items-center">
    Back to the list
  </a>
);
