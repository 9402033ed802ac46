/** @jsxImportSource hono/jsx */
import type { Instant } from '../core/time.ts';
import { momentIn } from '../words/languages.ts';
import type { Calling } from './pages-call.tsx';
import type { Frame } from './pages-parts.tsx';

export type PromisesProps = {
  frame: Frame;
  promises: readonly { text: string; at: Instant; state: 'open' | 'kept' | 'missed' }[];
  calling: Calling;
};

/** What was promised, by when, and what became of it. */
export function Promises({ promises, frame: { spoken }, calling: { zone } }: PromisesProps) {
  if (promises.length === 0) return null;
  const { words } = spoken;
  const states = { open: words.case.toCome, kept: words.case.kept, missed: words.case.missed };
  return (
    <section aria-labelledby="promised">
      <h2 id="promised">{words.case.promised}</h2>
      <ul class="rows">
        {promises.map(({ text, at, state }) => (
          <li>
            <bdi>{text}</bdi>
            <br />
            <span class="tag">{states[state]}</span>
            <small>{words.case.by(momentIn(spoken, at, zone))}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
