/** The two shelves: what is typed and not yet sent off, and what was sent off and has not arrived. */
type Shelf = 'drafts' | 'unsent';

/** Whose it is comes first in every key: nobody finds what somebody else left at the same browser. */
export type ShelfKey = [person: string, ...(string | number)[]];

let opened: Promise<IDBDatabase | undefined> | undefined;

/**
 * What has to outlive the browser. `localStorage` would not do: Chromium writes it to the disk seconds later, and when it is killed
 * before, it is gone. Here, what is put is on the disk when the promise says so.
 */
export const put = (shelf: Shelf, key: ShelfKey, value: unknown): Promise<boolean> => write(shelf, (store) => store.put(value, key));

export const takeAway = (shelf: Shelf, key: ShelfKey): Promise<boolean> => write(shelf, (store) => store.delete(key));

/** Everything of this person’s. */
export const takeAllAway = (shelf: Shelf, person: string): Promise<boolean> => write(shelf, (store) => store.delete(allOf(person)));

/** Everything of this person’s, in the order of the keys. */
export async function allFor<T>(shelf: Shelf, person: string): Promise<T[]> {
  const db = await open();
  if (!db) return [];
  return new Promise((resolve) => {
    const asked = db.transaction(shelf).objectStore(shelf).getAll(allOf(person));
    asked.onsuccess = () => resolve(asked.result as T[]);
    asked.onerror = () => resolve([]);
  });
}

const allOf = (person: string) => IDBKeyRange.bound([person], [person, []]);

/** A browser may forbid to keep anything, or be full: then it says so, and what is typed lives as long as the page. */
async function write(shelf: Shelf, act: (store: IDBObjectStore) => void): Promise<boolean> {
  const db = await open();
  if (!db) return false;
  return new Promise((resolve) => {
    try {
      const turn = db.transaction(shelf, 'readwrite', { durability: 'strict' });
      turn.oncomplete = () => resolve(true);
      turn.onabort = () => resolve(false);
      act(turn.objectStore(shelf));
      // Asked for now: a reload a moment later aborts what was not asked to be committed.
      turn.commit();
    } catch {
      resolve(false);
    }
  });
}

function open(): Promise<IDBDatabase | undefined> {
  opened ??= new Promise((resolve) => {
    try {
      const asked = indexedDB.open('ringback', 1);
      asked.onupgradeneeded = () => {
        for (const shelf of ['drafts', 'unsent'] satisfies Shelf[]) asked.result.createObjectStore(shelf);
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => resolve(undefined);
    } catch {
      resolve(undefined);
    }
  });
  return opened;
}
