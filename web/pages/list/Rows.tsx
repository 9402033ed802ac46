import { createWindowVirtualizer, type VirtualItem } from '@tanstack/solid-virtual';
import { createEffect, createSignal, For, onCleanup, onMount, Show } from 'solid-js';
import type { CallbackLine } from '../../lib/api.ts';
import { Line } from './Line.tsx';

/** How high a line is before it was drawn and measured. */
const ABOUT = 116;
/** When so few lines are left below what is drawn, more are read. */
const AHEAD = 30;

/** A press on a button takes the focus out of the list; nothing moves before it is let go. In milliseconds. */
const A_CLICK = 400;

type RowsProps = {
  lines: CallbackLine[];
  whole: boolean;
  /** Whether several can be done something with in this list, and whether this line is one of them. */
  choosable: (line?: CallbackLine) => boolean;
  chosen: (id: string) => boolean;
  busy: boolean;
  onChoose: (id: string, chosen: boolean) => void;
  onTake: (line: CallbackLine) => void;
  onHold: (held: boolean) => void;
  onEnd: () => void;
  /** Where somebody left the list, who comes back to it now. */
  returning: ListPlace | undefined;
  ref: (rows: RowsHandle) => void;
};

/** Moving in the list with the keyboard, and where one is in it. */
export type RowsHandle = { current: () => CallbackLine | undefined; step: (by: 1 | -1) => void; place: () => ListPlace };

export type ListPlace = { id: string | undefined; scroll: number; heights: VirtualItem[] };

/** The lines. Only those in sight, and a few around them, are drawn; all of them can be scrolled and walked through. */
export function Rows(props: RowsProps) {
  let list!: HTMLUListElement;
  const [top, setTop] = createSignal(0);
  const [at, setAt] = createSignal(-1);
  let leaving: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(leaving));
  const hold = { pointer: false, keyboard: false };
  const held = (change: Partial<typeof hold>) => {
    Object.assign(hold, change);
    props.onHold(hold.pointer || hold.keyboard);
  };
  const measure = () => setTop(list.getBoundingClientRect().top + window.scrollY);
  onMount(() => {
    measure();
    // What stands above the list may wrap, come and go.
    const above = new ResizeObserver(measure);
    above.observe(document.body);
    onCleanup(() => above.disconnect());
  });
  const hasChoice = () => props.choosable();
  const rows = createWindowVirtualizer({
    get count() {
      return props.lines.length;
    },
    get scrollMargin() {
      return top();
    },
    estimateSize: () => ABOUT,
    getItemKey: (index) => props.lines[index]?.id ?? index,
    overscan: 4,
    initialOffset: props.returning?.scroll ?? 0,
    initialMeasurementsCache: props.returning?.heights ?? [],
  });
  createEffect(() => {
    const last = rows.getVirtualItems().at(-1)?.index ?? 0;
    if (last >= props.lines.length - AHEAD && !props.whole) props.onEnd();
  });
  const linkAt = (index: number) => list.querySelector<HTMLAnchorElement>(`[data-index="${index}"] a`);
  const inSight = (link: HTMLElement) => {
    const { top, bottom } = link.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  };
  /** Where one is on the way to: a key that is held down is faster than lines are drawn, and no step is lost. */
  let going: number | undefined;
  const goTo = (index: number, tries = 20) => {
    if (going !== undefined && going !== index) return;
    const link = linkAt(index);
    if (link) link.focus({ preventScroll: inSight(link) });
    else if (tries > 0) requestAnimationFrame(() => goTo(index, tries - 1));
    else going = undefined;
  };
  onMount(() => {
    const { returning } = props;
    if (!returning) return;
    const back = props.lines.findIndex(({ id }) => id === returning.id);
    // After the heading of the page has had the focus, and the page was scrolled to its top, as with every page that comes.
    setTimeout(() => {
      window.scrollTo(0, returning.scroll);
      if (back >= 0) goTo(back);
    });
  });
  props.ref({
    current: () => props.lines[at()],
    place: () => ({ id: props.lines[at()]?.id, scroll: window.scrollY, heights: rows.measurementsCache }),
    step: (by) => {
      const to = Math.max(0, Math.min(props.lines.length - 1, (going ?? at()) + by));
      going = to;
      if (!linkAt(to)) rows.scrollToIndex(to, { align: 'center' });
      goTo(to);
    },
  });
  const indexOf = (target: EventTarget | null) =>
    Number((target as HTMLElement | null)?.closest?.('[data-index]')?.getAttribute('data-index') ?? -1);
  return (
    <ul
      ref={list}
      aria-label="Callbacks"
      class="sheet relative overflow-hidden"
      style={{ height: `${rows.getTotalSize() + 2}px` }}
      onPointerEnter={(event) => event.pointerType === 'mouse' && held({ pointer: true })}
      onPointerLeave={() => held({ pointer: false })}
      onFocusIn={(event) => {
        clearTimeout(leaving);
        going = undefined;
        setAt(indexOf(event.target));
        held({ keyboard: true });
      }}
      onFocusOut={(event) => {
        if (!list.contains(event.relatedTarget as Node | null)) leaving = setTimeout(() => held({ keyboard: false }), A_CLICK);
      }}
    >
      <For each={rows.getVirtualItems()}>
        {(row) => (
          <Show when={props.lines[row.index]}>
            {(line) => (
              <li
                ref={(element) => queueMicrotask(() => rows.measureElement(element))}
                data-index={row.index}
                aria-posinset={row.index + 1}
                aria-setsize={props.whole ? props.lines.length : -1}
                class={`group absolute inset-x-0 top-0 grid gap-x-5 border-b border-line py-4 pr-4 hover:bg-tint sm:grid-cols-[10.5rem_1fr_10rem] ${
                  hasChoice() ? 'pl-13' : 'pl-4'
                } ${props.chosen(line().id) ? 'bg-tint' : ''}`}
                style={{ transform: `translateY(${row.start - top()}px)` }}
              >
                <Line
                  it={line()}
                  choosable={hasChoice() && props.choosable(line())}
                  chosen={props.chosen(line().id)}
                  busy={props.busy}
                  onChoose={(chosen) => props.onChoose(line().id, chosen)}
                  onTake={() => {
                    // The button goes; the line stays, and the focus with it.
                    linkAt(row.index)?.focus();
                    props.onTake(line());
                  }}
                />
              </li>
            )}
          </Show>
        )}
      </For>
    </ul>
  );
}
