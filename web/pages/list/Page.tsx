import { useNavigate } from '@solidjs/router';
import { createEffect, createSignal, Show } from 'solid-js';
import { now } from '../../lib/clock.ts';
import { createKeys } from '../../lib/keys.ts';
import { setLastList } from '../../lib/place.ts';
import { asProblem } from '../../lib/problem.ts';
import { useMe } from '../../lib/session.tsx';
import { dayAndTime } from '../../lib/time.ts';
import { useAnnounce } from '../../ui/Announcer.tsx';
import { PhoneIcon } from '../../ui/Icons.tsx';
import { KeysSheet } from '../../ui/KeysSheet.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { createMoves } from './data.ts';
import { Filters } from './Filters.tsx';
import { Lines } from './Lines.tsx';
import { NotSent } from './NotSent.tsx';
import { nameOf } from './Tabs.tsx';
import { addressOf, createView } from './view.ts';

/** The callback list: whom do I call now, and why? */
export function ListPage() {
  const me = useMe();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const { view, change } = createView();
  const moves = createMoves();
  const [nothing, setNothing] = createSignal<string>();
  let search!: HTMLInputElement;
  let keys!: HTMLDialogElement;
  createEffect(() => setLastList(addressOf(view())));
  const say = (words: string) => {
    setNothing(words);
    announce(words);
  };
  const ready = async () => {
    setNothing(undefined);
    try {
      const { taken, callback, nextAt, asleep } = await moves.next.mutateAsync();
      if (!callback) return say(nothingToCall(nextAt, asleep));
      announce(taken ? `${callback.customer} is yours now.` : `${callback.customer} is yours, and is waiting for your call.`);
      navigate(`/callbacks/${callback.id}`);
    } catch (error) {
      const { message, next = '' } = asProblem(error);
      say(`${message} ${next}`);
    }
  };
  createKeys({ '/': () => search.focus(), '?': () => keys.showModal(), r: () => void ready() });
  return (
    <>
      <div class="flex flex-wrap items-center gap-x-4 gap-y-3">
        <PageTitle window={`${nameOf(view().tab, me().role)}: callbacks`}>Callbacks</PageTitle>
        <button type="button" class="button button-plain ml-auto min-w-11 px-0" aria-label="Keys" onClick={() => keys.showModal()}>
          ?
        </button>
        <button type="button" class="button max-sm:w-full max-sm:text-lg" disabled={moves.next.isPending} onClick={() => void ready()}>
          <PhoneIcon />
          Ready for the next call
        </button>
      </div>
      <Show when={nothing()}>{(words) => <p class="sheet mt-4 border-wait bg-wait-tint px-4 py-3">{words()}</p>}</Show>
      <NotSent />
      <Lines view={view()} change={change} moves={moves}>
        <Filters view={view()} change={change} searchRef={(field) => (search = field)} />
      </Lines>
      <KeysSheet ref={(dialog) => (keys = dialog)} />
    </>
  );
}

/** There is nothing to do: until when, and because of what. */
function nothingToCall(nextAt: string | null, asleep: boolean): string {
  if (!nextAt) return 'There is nobody to call right now. Enjoy the silence: what comes appears here by itself.';
  const next = `The next one is ${dayAndTime(Date.parse(nextAt), now())}.`;
  return asleep
    ? `It is night where those who wait live: they are not called before the morning. ${next}`
    : `There is nobody to call right now. ${next}`;
}
