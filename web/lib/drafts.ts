import { createStore, reconcile, type Store, unwrap } from 'solid-js/store';

/** What is typed into one form and not yet sent, by the name of the field. */
export type Draft = { values: Store<Record<string, string>>; set(name: string, value: string): void; clear(): void };

const PREFIX = 'ringback.draft.';

/** What is typed survives a reload, a crash and an ended session: it stays in this browser until it is sent, or its person signs out. */
export function createDraft(key: string, blank: Record<string, string> = {}): Draft {
  const [values, setValues] = createStore<Record<string, string>>({ ...blank, ...kept(PREFIX + key) });
  return {
    values,
    set(name, value) {
      setValues(name, value);
      quietly(() => localStorage.setItem(PREFIX + key, JSON.stringify(unwrap(values))));
    },
    clear() {
      setValues(reconcile({ ...blank }));
      quietly(() => localStorage.removeItem(PREFIX + key));
    },
  };
}

/** Forgets everything that was typed and not sent: the next person at this browser must not find it. */
export function forgetDrafts(): void {
  quietly(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  });
}

function kept(key: string): Record<string, string> {
  return quietly(() => JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, string>) ?? {};
}

/** A browser may forbid to keep anything, or be full: then what is typed lives as long as the page. */
function quietly<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
