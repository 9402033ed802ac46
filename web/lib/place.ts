import { createSignal } from 'solid-js';

/** The view of the list that was looked at last: the way back from a callback leads there. */
export const [lastList, setLastList] = createSignal('/');
