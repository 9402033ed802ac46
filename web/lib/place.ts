import { createSignal } from 'solid-js';

/** The view of the list that was looked at last: the way back from a callback leads there. */
export const [lastList, setLastList] = createSignal('/');

/** Where somebody was in a view of the list when they left it: the line they were at, and how far they had scrolled, with the heights of the lines. */
type Place<Heights> = { id: string | undefined; scroll: number; heights: Heights };

const places = new Map<string, Place<unknown>>();

/** Kept as long as the page. */
export const leavePlace = <Heights>(address: string, place: Place<Heights>): void => void places.set(address, place);

/** Where they go on. Told once: whoever comes to a list by another way begins on top. */
export function placeLeft<Heights>(address: string): Place<Heights> | undefined {
  const place = places.get(address);
  places.delete(address);
  return place as Place<Heights> | undefined;
}
