import { useBeforeLeave, useNavigate } from '@solidjs/router';
import { createEffect, createMemo, createSignal, type JSX, Match, on, Show, Switch } from 'solid-js';
import type { CallbackLine } from '../../lib/api.ts';
import { createKeys } from '../../lib/keys.ts';
import { leavePlace, placeLeft } from '../../lib/place.ts';
import { asProblem } from '../../lib/problem.ts';
import { useMe } from '../../lib/session.tsx';
import { useAnnounce } from '../../ui/Announcer.tsx';
import { Trouble } from '../../ui/Trouble.tsx';
import { createList, type createMoves } from './data.ts';
import { Empty } from './Empty.tsx';
import { Lead } from './Lead.tsx';
import { type ListPlace, Rows, type RowsHandle } from './Rows.tsx';
import { type Outcome, OutcomeNote, outcomeOf, Several } from './Several.tsx';
import { Skeleton } from './Skeleton.tsx';
import { createSteadyOrder } from './steady.ts';
import { Tabs } from './Tabs.tsx';
import { addressOf, type View } from './view.ts';

type LinesProps = { view: View; change: (some: Partial<View>) => void; moves: ReturnType<typeof createMoves>; children: JSX.Element };

/** The tabs, the filters (its children), and the lines of the list, with what can be done with them. */
export function Lines(props: LinesProps) {
  const me = useMe();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const { list, pulse, learn, newest } = createList(() => props.view);
  const [held, setHeld] = createSignal(false);
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set());
  const [outcome, setOutcome] = createSignal<Outcome>();
  const fresh = createMemo(() => list.data?.().pages.flatMap((page) => page.items) ?? []);
  const { lines, waiting, catchUp } = createSteadyOrder(fresh, newest, () => held() || chosen().size > 0);
  const busy = () => props.moves.claim.isPending || props.moves.assign.isPending;
  let rows: RowsHandle | undefined;
  let returning = placeLeft<ListPlace['heights']>(addressOf(props.view));
  useBeforeLeave(() => rows && leavePlace(addressOf(props.view), rows.place()));
  // Another list, another order: nothing of the one before is held on to.
  createEffect(
    on(
      () => addressOf(props.view),
      () => {
        setChosen(new Set<string>());
        setOutcome(undefined);
        returning = undefined;
        catchUp();
      },
      { defer: true },
    ),
  );
  const choose = (id: string, on: boolean) => {
    setOutcome(undefined);
    setChosen((ids) => new Set(on ? [...ids, id] : [...ids].filter((one) => one !== id)));
  };
  const several = async (work: Promise<{ items: Parameters<typeof outcomeOf>[0] }>, whose: string) => {
    try {
      const { items } = await work;
      const came = outcomeOf(items, lines(), whose);
      learn(items.flatMap((item) => (item.done ? [item.callback] : [])));
      setChosen(new Set<string>());
      setOutcome(came);
      announce([came.said, ...came.not.map(({ customer, why }) => `${customer}: ${why}`)].join(' '));
    } catch (error) {
      const { message, next = '' } = asProblem(error);
      setOutcome({ said: message, not: [] });
      announce(`${message} ${next}`);
    }
  };
  /** What can be taken; managers also give what somebody has. */
  const choosable = (line?: CallbackLine): boolean => {
    if (!line)
      return props.view.tab === 'unowned' || props.view.tab === 'team' || (props.view.tab === 'mine' && me().role !== 'supervisor');
    return line.state === 'open' || (line.state === 'claimed' && me().role !== 'supervisor');
  };
  const claim = (ids: string[]) => several(props.moves.claim.mutateAsync(ids), 'yours');
  const open = (to: string) => {
    const line = rows?.current();
    if (line) navigate(`/callbacks/${line.id}?do=${to}`);
  };
  const withCurrent = (act: (line: CallbackLine) => void) => () => {
    const line = rows?.current();
    if (line) act(line);
  };
  createKeys({
    j: () => rows?.step(1),
    k: () => rows?.step(-1),
    c: () => (chosen().size ? void claim([...chosen()]) : withCurrent((line) => void claim([line.id]))()),
    g: () => document.querySelector<HTMLElement>('[data-give]')?.focus(),
    Escape: () => setChosen(new Set<string>()),
    x: withCurrent((line) => choosable() && choosable(line) && choose(line.id, !chosen().has(line.id))),
    a: () => open('attempt'),
    n: () => open('note'),
    h: () => open('hand_off'),
    f: () => open('fix'),
  });
  return (
    <>
      <Tabs view={props.view} counts={pulse.data?.counts} />
      {props.children}
      <Switch fallback={<Skeleton />}>
        <Match when={list.isError && !list.data}>
          <Trouble error={list.error} what="The list could not be read." again={() => void list.refetch()} />
        </Match>
        <Match when={list.data && lines().length === 0}>
          <Empty view={props.view} onShowAll={() => props.change({ team: undefined, owner: undefined, urgent: false, q: undefined })} />
        </Match>
        <Match when={list.data}>
          <Lead
            view={props.view}
            lines={lines()}
            stale={list.isError || pulse.isError}
            tooMany={Boolean(list.data?.().pages[0]?.tooMany)}
            waiting={waiting()}
            onCatchUp={catchUp}
          />
          <Rows
            ref={(handle) => (rows = handle)}
            returning={returning}
            lines={lines()}
            whole={!list.hasNextPage}
            choosable={choosable}
            chosen={(id) => chosen().has(id)}
            busy={busy()}
            onChoose={choose}
            onTake={(line) => void claim([line.id])}
            onHold={setHeld}
            onEnd={() => !list.isFetchingNextPage && void list.fetchNextPage()}
          />
        </Match>
      </Switch>
      {/* Below the list, so that what is said moves no line. */}
      <Show when={outcome()}>{(it) => <OutcomeNote it={it()} onClose={() => setOutcome(undefined)} />}</Show>
      <Show when={chosen().size}>
        <Several
          count={chosen().size}
          busy={busy()}
          onClaim={() => void claim([...chosen()])}
          onAssign={(to) => {
            // As it stands on the screen: what somebody took in this moment stays theirs.
            const owners = Object.fromEntries(lines().flatMap(({ id, owner }) => (chosen().has(id) ? [[id, owner?.id ?? null]] : [])));
            void several(props.moves.assign.mutateAsync({ ids: [...chosen()], to: to.id, owners }), `${to.name}’s`);
          }}
          onClear={() => setChosen(new Set<string>())}
        />
      </Show>
    </>
  );
}
