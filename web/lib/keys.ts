import { createSignal, onCleanup, onMount } from 'solid-js';

const KEPT = 'ringback.keys';

const [keysOn, setOn] = createSignal(quietly(() => localStorage.getItem(KEPT)) !== 'off');

/** Whether single keys do anything here. Whoever speaks to their computer, or hits keys by chance, can do without (WCAG 2.1.4). */
export { keysOn };

export function setKeysOn(on: boolean): void {
  setOn(on);
  quietly(() => localStorage.setItem(KEPT, on ? 'on' : 'off'));
}

/** Does something for single keys, while this part of the page is there and nobody is typing. */
export function createKeys(act: Record<string, (event: KeyboardEvent) => void>): void {
  const heard = (event: KeyboardEvent) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
    if (!keysOn() || isTyping(target) || document.querySelector('dialog[open]')) return;
    // Enter belongs to what has the focus, where that does something and is seen: in a sheet that was closed just now, it has the focus still.
    if (key === 'Enter' && target instanceof HTMLElement && target.checkVisibility() && target.closest('a, button, summary, input')) return;
    const what = Object.hasOwn(act, key) ? act[key] : undefined;
    if (!what) return;
    event.preventDefault();
    what(event);
  };
  onMount(() => document.addEventListener('keydown', heard));
  onCleanup(() => document.removeEventListener('keydown', heard));
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]');

/** A browser may forbid to keep anything: then it is kept as long as the page. */
function quietly<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
