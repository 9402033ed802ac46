import { For } from 'solid-js';
import { keysOn, setKeysOn } from '../lib/keys.ts';

export type KeysHelp = readonly (readonly [keys: readonly string[], what: string])[];

const KEYS: KeysHelp = [
  [['j', 'k'], 'to the next callback, to the one before'],
  [['Enter'], 'open it'],
  [['r'], 'ready for the next call: take the most pressing one'],
  [['c'], 'take it (claim), or all that are chosen'],
  [['a'], 'log an attempt to reach the customer'],
  [['n'], 'write a note'],
  [['h'], 'hand it over'],
  [['f'], 'it is fixed'],
  [['x'], 'choose it, to do the same with several'],
  [['g'], 'give those that are chosen to somebody (managers)'],
  [['Esc'], 'choose none'],
  [['/'], 'search'],
  [['?'], 'this sheet'],
];

/** What each key does: on the pages about callbacks, or as `keys` has it. Opened with `show`, closed with Escape, the button, or by going elsewhere. */
export function KeysSheet(props: { ref: (dialog: HTMLDialogElement) => void; keys?: KeysHelp }) {
  let dialog!: HTMLDialogElement;
  return (
    <dialog
      ref={(element) => {
        dialog = element;
        props.ref(element);
      }}
      aria-labelledby="keys-title"
      class="sheet m-auto w-[min(34rem,calc(100vw-2rem))] p-6 text-ink backdrop:bg-[#0008]"
    >
      <h2 id="keys-title" class="text-xl font-semibold">
        Keys
      </h2>
      <dl class="mt-4 grid grid-cols-[auto_1fr] items-baseline gap-x-5 gap-y-2">
        <For each={props.keys ?? KEYS}>
          {([keys, what]) => (
            <>
              <dt class="flex gap-1.5">
                <For each={keys}>{(key) => <kbd class="key">{key}</kbd>}</For>
              </dt>
              <dd>{what}</dd>
            </>
          )}
        </For>
      </dl>
      <label class="mt-5 flex min-h-11 items-center gap-3 border-t border-line pt-4">
        <input type="checkbox" class="size-5 accent-blue" checked={keysOn()} onChange={(event) => setKeysOn(event.currentTarget.checked)} />
        <span>Single keys do something on these pages</span>
      </label>
      <button type="button" class="button mt-3 w-full" onClick={() => dialog.close()}>
        Close
      </button>
    </dialog>
  );
}
