import { useParams } from '@solidjs/router';
import { type Accessor, Match, Show, Switch } from 'solid-js';
import type { CallbackView } from '../../lib/api.ts';
import { createKeys } from '../../lib/keys.ts';
import { lastList } from '../../lib/place.ts';
import { Problem } from '../../lib/problem.ts';
import { BackIcon } from '../../ui/Icons.tsx';
import { KeysSheet } from '../../ui/KeysSheet.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Trouble } from '../../ui/Trouble.tsx';
import { Customer } from './Customer.tsx';
import { createCallback, createDesk, DeskContext } from './data.ts';
import { Moves } from './moves/Moves.tsx';
import { Said } from './Said.tsx';
import { Skeleton } from './Skeleton.tsx';
import { SoFar } from './SoFar.tsx';
import { Timeline } from './Timeline.tsx';

/** One callback: who, why, what was said and tried, and what to do next. */
export function CallbackPage() {
  const params = useParams<{ id: string }>();
  return (
    <Show when={params.id} keyed>
      {(id) => <Loaded id={id} />}
    </Show>
  );
}

function Loaded(props: { id: string }) {
  const callback = createCallback(props.id);
  let keys!: HTMLDialogElement;
  createKeys({ '?': () => keys.showModal() });
  const missing = () => callback.error instanceof Problem && callback.error.status === 404;
  return (
    <>
      <a href={lastList()} class="link -mt-2 -ml-1 inline-flex min-h-11 items-center gap-1 pr-2">
        <BackIcon />
        All callbacks
      </a>
      <Switch fallback={<Skeleton />}>
        <Match when={callback.data}>{(it) => <Desk it={it} />}</Match>
        <Match when={missing()}>
          <Missing />
        </Match>
        <Match when={callback.isError}>
          <Trouble error={callback.error} what="This callback could not be read." again={() => void callback.refetch()} />
        </Match>
      </Switch>
      <KeysSheet ref={(dialog) => (keys = dialog)} />
    </>
  );
}

/** What is known on the left, what to do on the right; on a phone one after the other, in the order of the call. */
function Desk(props: { it: Accessor<CallbackView> }) {
  const desk = createDesk(props.it);
  return (
    <DeskContext.Provider value={desk}>
      <Customer />
      <div class="mt-6 grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_26rem] lg:grid-rows-[auto_1fr] lg:gap-x-8">
        <Said />
        <div class="lg:row-span-2">
          <Moves />
        </div>
        <div class="space-y-6">
          <SoFar />
          <Timeline />
        </div>
      </div>
    </DeskContext.Provider>
  );
}

const Missing = () => (
  <div class="sheet mx-auto mt-6 max-w-xl p-6">
    <PageTitle window="No such callback">There is no such callback</PageTitle>
    <p class="mt-2">The address may be mistyped, or it belongs to a team that is not yours. Nothing was changed.</p>
    <a href="/?tab=team" class="button mt-5">
      To everybody’s callbacks
    </a>
  </div>
);
