import type { Shape } from './Icons.tsx';

/** The colour of the words beside a marker of this shape. */
export const DUE_TEXT: Record<Shape, string> = {
  late: 'text-late',
  soon: 'text-soon',
  calm: 'text-ink',
  wait: 'text-wait',
  done: 'text-done',
  ended: 'text-soft',
};

/** The ground under what is due, where it stands alone. */
export const DUE_GROUND: Record<Shape, string> = {
  late: 'bg-late-tint',
  soon: 'bg-soon-tint',
  calm: 'bg-tint',
  wait: 'bg-wait-tint',
  done: 'bg-done-tint',
  ended: 'bg-paper',
};
