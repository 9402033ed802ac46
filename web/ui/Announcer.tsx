import { createContext, createSignal, type JSX, useContext } from 'solid-js';

const AnnouncerContext = createContext<(words: string) => void>();

/** Says something to those who listen instead of looking. What can be seen says it too. */
export function useAnnounce(): (words: string) => void {
  const announce = useContext(AnnouncerContext);
  if (!announce) throw new Error('There is nobody here to announce anything.');
  return announce;
}

/** The one live region of the house. It is there before anything is said, because screen readers miss one that comes with its words. */
export function Announcer(props: { children: JSX.Element }) {
  const [said, setSaid] = createSignal({ words: '', turn: 0 });
  // The same words twice are an event twice: an odd turn ends in a space that is not heard.
  const announce = (words: string) => setSaid(({ turn }) => ({ words, turn: turn + 1 }));
  return (
    <AnnouncerContext.Provider value={announce}>
      {props.children}
      <p role="status" class="sr-only">
        {said().words}
        {said().turn % 2 ? '\u00a0' : ''}
      </p>
    </AnnouncerContext.Provider>
  );
}
