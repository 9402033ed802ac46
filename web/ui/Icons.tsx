import type { JSX } from 'solid-js';

// Drawn beside words, never instead of them: all are hidden from those who listen.
function Icon(props: { class?: string; children: JSX.Element }) {
  return (
    <svg
      viewBox="0 0 24 24"
      class={`size-5 shrink-0 ${props.class ?? ''}`}
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {props.children}
    </svg>
  );
}

/** A ring that comes back: the mark of the product. */
export const Ring = () => (
  <svg viewBox="0 0 32 32" class="size-8 shrink-0" aria-hidden="true">
    <rect width="32" height="32" rx="8" class="fill-blue" />
    <g class="stroke-on-blue" fill="none" stroke-width="3" stroke-linecap="round" stroke-linejoin="round">
      <path d="M22.5 11.2A8 8 0 1 0 24 16" />
      <path d="M24 6.5v5.5h-5.5" />
    </g>
    <circle cx="16" cy="16" r="2.5" class="fill-on-blue" />
  </svg>
);

export const PhoneIcon = () => (
  <Icon>
    <path d="M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2" />
  </Icon>
);

export const BackIcon = () => (
  <Icon>
    <path d="M15 5l-7 7 7 7" />
  </Icon>
);

export const CheckIcon = (props: { class?: string }) => (
  <Icon class={props.class ?? ''}>
    <path d="M5 12.5l4.5 4.5L19 7.5" />
  </Icon>
);

export const OpensIcon = (props: { open: boolean }) => (
  <Icon class={`motion-safe:transition-transform ${props.open ? 'rotate-180' : ''}`}>
    <path d="M6 9l6 6 6-6" />
  </Icon>
);

export type Shape = 'late' | 'soon' | 'calm' | 'wait' | 'done' | 'ended';

/** What is due, as a shape on the rail of the list: told apart without colour too. */
export function Marker(props: { shape: Shape }) {
  return (
    <svg viewBox="0 0 16 16" class={`size-4 shrink-0 ${MARKER_COLOURS[props.shape]}`} aria-hidden="true">
      {MARKERS[props.shape]()}
    </svg>
  );
}

const MARKER_COLOURS: Record<Shape, string> = {
  late: 'text-late',
  soon: 'text-soon',
  calm: 'text-blue',
  wait: 'text-wait',
  done: 'text-done',
  ended: 'text-soft',
};

const MARKERS: Record<Shape, () => JSX.Element> = {
  late: () => <path d="M8 0.5 15.5 8 8 15.5 0.5 8Z" fill="currentColor" />,
  soon: () => <circle cx="8" cy="8" r="6" fill="currentColor" />,
  calm: () => <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" stroke-width="2.5" />,
  wait: () => <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" stroke-width="2.5" stroke-dasharray="2.6 2.6" />,
  done: () => (
    <path
      d="M2.5 8.5 6.5 12.5 13.5 4.5"
      fill="none"
      stroke="currentColor"
      stroke-width="2.5"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  ),
  ended: () => <path d="M3 8h10" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" />,
};
