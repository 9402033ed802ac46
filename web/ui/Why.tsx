import { createUniqueId, type JSX } from 'solid-js';

/**
 * A moment with the reason for it: on hover, on the keyboard's focus, with a tap, and read out with the moment itself. It lies above
 * everything else, so that no list cuts it off, and goes with Escape.
 */
export function Why(props: { why: string; class?: string; children: JSX.Element }) {
  const id = createUniqueId();
  let moment!: HTMLButtonElement;
  let reason!: HTMLSpanElement;
  const show = () => {
    if (!reason.matches(':popover-open')) reason.showPopover();
    const { left, top, bottom } = moment.getBoundingClientRect();
    const { width, height } = reason.getBoundingClientRect();
    reason.style.left = `${Math.max(MARGIN, Math.min(left, document.documentElement.clientWidth - width - MARGIN))}px`;
    reason.style.top = `${bottom + GAP + height < window.innerHeight ? bottom + GAP : Math.max(MARGIN, top - GAP - height)}px`;
  };
  const hide = () => reason.matches(':popover-open') && reason.hidePopover();
  return (
    <>
      <button
        ref={moment}
        type="button"
        aria-describedby={id}
        class={`relative z-1 -my-0.5 min-h-6 cursor-help py-0.5 text-left underline decoration-dotted decoration-1 underline-offset-4 ${props.class ?? ''}`}
        onMouseEnter={show}
        onMouseLeave={hide}
        onFocus={show}
        onBlur={hide}
        onClick={show}
        onKeyDown={(event) => event.key === 'Escape' && hide()}
      >
        {props.children}
      </button>
      <span
        ref={reason}
        id={id}
        popover="manual"
        role="tooltip"
        class="fixed inset-auto m-0 max-w-[min(22rem,calc(100vw-1.5rem))] rounded-xl border border-edge bg-card px-3.5 py-2.5 text-sm font-normal text-ink shadow-lg first-letter:uppercase"
      >
        {props.why}.
      </span>
    </>
  );
}

const MARGIN = 12;
const GAP = 6;
