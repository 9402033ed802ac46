import { useNavigate, useParams } from '@solidjs/router';
import { createEffect, Match, on, Show, Switch } from 'solid-js';
import type { ResponseView } from '../../lib/api.ts';
import { now } from '../../lib/clock.ts';
import { createKeys } from '../../lib/keys.ts';
import { asProblem, Problem } from '../../lib/problem.ts';
import { useMe } from '../../lib/session.tsx';
import { dayAndTime } from '../../lib/time.ts';
import { useAnnounce } from '../../ui/Announcer.tsx';
import { BackIcon } from '../../ui/Icons.tsx';
import { KeysSheet } from '../../ui/KeysSheet.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Trouble } from '../../ui/Trouble.tsx';
import { Came } from './Came.tsx';
import { createActs, createResponse, createWay, tell, told } from './data.ts';
import { KEYS } from './keys.ts';
import { Said } from './Said.tsx';
import { addressOf, addressOfOne, createView } from './view.ts';

/** One answer on one screen: what was said, and what to do about it. One key, and the next one is there. */
export function ResponsePage() {
  const params = useParams<{ id: string }>();
  return (
    <Show when={params.id} keyed>
      {(id) => <Loaded id={id} />}
    </Show>
  );
}

function Loaded(props: { id: string }) {
  const { view } = createView();
  const response = createResponse(props.id);
  const way = createWay(props.id, view);
  const missing = () => response.error instanceof Problem && response.error.status === 404;
  // A way that cannot be read leaves the answer as it is: it is tried again with the next step.
  createEffect(
    on(
      () => response.data?.id,
      (id) => id && void way.begin().catch(() => undefined),
    ),
  );
  return (
    <>
      <div class="-mt-2 flex flex-wrap items-center justify-between gap-x-4">
        <a href={addressOf(view())} class="link -ml-1 inline-flex min-h-11 items-center gap-1 pr-2" onClick={() => tell(undefined)}>
          <BackIcon />
          All answers
        </a>
        <Show when={way.place()}>
          {(place) => (
            <p class="text-soft">
              {place().at} of {place().of}
              {place().more ? '+' : ''}
            </p>
          )}
        </Show>
      </div>
      <Switch
        fallback={
          <p class="mt-4 text-soft" aria-busy="true">
            Reading the answer…
          </p>
        }
      >
        <Match when={response.data}>{(it) => <Desk it={it()} way={way} />}</Match>
        <Match when={missing()}>
          <div class="sheet mx-auto mt-6 max-w-xl p-6">
            <PageTitle window="No such answer">There is no such answer</PageTitle>
            <p class="mt-2">The address may be mistyped, or it belongs to a team that is not yours. Nothing was changed.</p>
            <a href="/reading" class="button mt-5">
              To what is yours to read
            </a>
          </div>
        </Match>
        <Match when={response.isError}>
          <Trouble error={response.error} what="This answer could not be read." again={() => void response.refetch()} />
        </Match>
      </Switch>
    </>
  );
}

function Desk(props: { it: ResponseView; way: ReturnType<typeof createWay> }) {
  const me = useMe();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const { view } = createView();
  const acts = createActs(props.it.id);
  let keys!: HTMLDialogElement;
  let calling: HTMLDetailsElement | undefined;
  let thanking: HTMLDetailsElement | undefined;
  const go = (id: string | undefined) => id && navigate(addressOfOne(id, view()));
  const step = (id: string | undefined) => {
    tell(undefined);
    go(id);
  };
  const say = (words: string | undefined) => {
    tell(words);
    if (words) announce(words);
  };
  const next = async () => {
    const after = props.way.after();
    if (after) return go(after);
    const left = await props.way.left();
    if (left && view().tab !== 'all') return go(left);
    navigate(addressOf(view()));
  };
  /** Reads it, and goes on. Somebody else may have been first: then it is said who. */
  const readAndNext = async () => {
    if (acts.read.isPending) return;
    const { customer, version, unreadSince } = props.it;
    try {
      say(undefined);
      if (unreadSince !== null) {
        const mark = await acts.read.mutateAsync(version);
        if (!mark.first && mark.by.id !== me().id)
          say(`${mark.by.name} read the answer of ${customer} before you: ${dayAndTime(Date.parse(mark.at), now())}.`);
      }
      await next();
    } catch (error) {
      const problem = asProblem(error);
      say(`${problem.message} ${problem.next ?? ''}`);
    }
  };
  const open = (details: HTMLDetailsElement | undefined) => {
    if (!details) return;
    details.open = true;
    queueMicrotask(() => details.querySelector('textarea')?.focus());
  };
  createKeys({
    j: () => step(props.way.after()),
    k: () => step(props.way.before()),
    m: () => void readAndNext(),
    Enter: () => void readAndNext(),
    c: () => open(calling),
    t: () => open(thanking),
    '?': () => keys.showModal(),
  });
  return (
    <>
      <Show when={told()}>{(words) => <p class="mt-2 mb-4 rounded-xl bg-wait-tint px-4 py-3 text-wait">{words()}</p>}</Show>
      <div class="mt-2 grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-x-8">
        <Said it={props.it} />
        <Came it={props.it} acts={acts} callRef={(it) => (calling = it)} thankRef={(it) => (thanking = it)} />
      </div>
      {/* Where the thumb is. */}
      <div class="sticky bottom-0 z-2 -mx-4 mt-6 flex items-center gap-2 border-t border-line bg-card px-4 py-3 sm:bottom-4 sm:mx-0 sm:gap-3 sm:rounded-2xl sm:border">
        <button
          type="button"
          class="button button-plain shrink-0 max-sm:px-3"
          disabled={!props.way.before()}
          onClick={() => step(props.way.before())}
        >
          Previous
        </button>
        <button
          type="button"
          class="button button-plain shrink-0 max-sm:px-3"
          disabled={!props.way.after()}
          onClick={() => step(props.way.after())}
        >
          Skip
        </button>
        <button type="button" class="button button-plain min-w-11 px-0 max-sm:hidden" aria-label="Keys" onClick={() => keys.showModal()}>
          ?
        </button>
        <button
          type="button"
          class="button ml-auto whitespace-nowrap max-sm:grow max-sm:px-3"
          disabled={acts.read.isPending}
          onClick={() => void readAndNext()}
        >
          {props.it.unreadSince === null ? 'Next one' : 'Read, next one'}
        </button>
      </div>
      <KeysSheet ref={(dialog) => (keys = dialog)} keys={KEYS} />
    </>
  );
}
