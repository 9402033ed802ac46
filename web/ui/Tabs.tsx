import { createEffect, createMemo, For, type JSX, on, onCleanup, onMount } from 'solid-js';

type TabsProps<Tab> = {
  label: string;
  tabs: readonly Tab[];
  open: Tab;
  addressOf: (tab: Tab) => string;
  children: (tab: Tab) => JSX.Element;
};

/** The parts of a page, as links in one line. Where the window is narrow it scrolls sideways, with the open one in sight. */
export function Tabs<Tab extends string>(props: TabsProps<Tab>) {
  let line!: HTMLElement;
  const open = createMemo(() => props.open);
  const show = () => {
    const link = line.children[props.tabs.indexOf(open())] as HTMLElement | undefined;
    if (link) line.scrollLeft = link.offsetLeft - (line.clientWidth - link.offsetWidth) / 2;
  };
  createEffect(on(open, show));
  // Counts arrive later and make the others wider. Whoever has moved the line themselves is looking further along.
  const widths = new ResizeObserver(show);
  const leave = () => widths.disconnect();
  // A link that is half in sight is not scrolled to by the browser.
  const reach = ({ target }: FocusEvent) => {
    leave();
    (target as HTMLElement).scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  onMount(() => {
    for (const link of line.children) widths.observe(link);
  });
  onCleanup(leave);
  return (
    <nav ref={line} aria-label={props.label} class="tabs mt-3" onPointerDown={leave} onWheel={leave} onFocusIn={reach}>
      <For each={props.tabs}>
        {(tab) => (
          <a href={props.addressOf(tab)} aria-current={open() === tab ? 'page' : undefined}>
            {props.children(tab)}
          </a>
        )}
      </For>
    </nav>
  );
}

/** Above this many, nobody needs to know how many more. */
const MOST = 99;

/** How many stand behind a tab. */
export const Count = (props: { of: number; most?: number }) => (
  <span class="rounded-full bg-tint px-2 text-sm font-semibold text-ink">
    {props.of > (props.most ?? MOST) ? `${props.most ?? MOST}+` : props.of}
  </span>
);
