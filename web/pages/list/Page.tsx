import { createEffect, Show } from 'solid-js';
import { createKeys } from '../../lib/keys.ts';
import { setLastList } from '../../lib/place.ts';
import { useMe } from '../../lib/session.tsx';
import { PhoneIcon } from '../../ui/Icons.tsx';
import { KeysSheet } from '../../ui/KeysSheet.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { createReady } from '../../ui/ready.ts';
import { createMoves } from './data.ts';
import { Filters } from './Filters.tsx';
import { Lines } from './Lines.tsx';
import { NotSent } from './NotSent.tsx';
import { nameOf } from './Tabs.tsx';
import { addressOf, createView } from './view.ts';

/** The callback list: whom do I call now, and why? */
export function ListPage() {
  const me = useMe();
  const { view, change } = createView();
  const moves = createMoves();
  const { ready, busy, nothing } = createReady();
  let search!: HTMLInputElement;
  let keys!: HTMLDialogElement;
  createEffect(() => setLastList(addressOf(view())));
  createKeys({ '/': () => search.focus(), '?': () => keys.showModal(), r: ready });
  return (
    <>
      <div class="flex flex-wrap items-center gap-x-4 gap-y-3">
        <PageTitle window={`${nameOf(view().tab, me().role)}: callbacks`}>Callbacks</PageTitle>
        <button type="button" class="button button-plain ml-auto min-w-11 px-0" aria-label="Keys" onClick={() => keys.showModal()}>
          ?
        </button>
        <button type="button" class="button max-sm:w-full max-sm:text-lg" disabled={busy()} onClick={ready}>
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
