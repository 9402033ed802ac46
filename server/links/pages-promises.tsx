/** @jsxImportSource hono/jsx */
import type { Instant } from '../core/time.ts';
import { momentIn } from '../words/languages.ts';
import type { Calling } from './pages-call.tsx';
import { Form, type Frame } from './pages-parts.tsx';

export type PromisesProps = {
  frame: Frame;
  action: string;
  proof: string;
  /** `ask`: the id of one that is over, and of which they have not said whether it was kept. */
  promises: readonly { text: string; at: Instant; state: 'open' | 'kept' | 'missed'; ask?: string | undefined }[];
  calling: Calling;
};

/** What was promised, by when, and what became of it. */
export function Promises(props: PromisesProps) {
  const { promises, calling } = props;
  const { spoken } = props.frame;
  const { zone } = calling;
  if (promises.length === 0) return null;
  const { words } = spoken;
  const states = { open: words.case.toCome, kept: words.case.kept, missed: words.case.missed };
  return (
    <section aria-labelledby="promised">
      <h2 id="promised">{words.case.promised}</h2>
      <ul class="rows">
        {promises.map(({ text, at, state, ask }) => (
          <li>
            <bdi>{text}</bdi>
            <br />
            <span class="tag">{states[state]}</span>
            <small>{words.case.by(momentIn(spoken, at, zone))}</small>
            {ask && <WasItKept {...props} ask={ask} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Theirs to say, whatever we think of it. */
const WasItKept = ({ frame, action, proof, ask }: PromisesProps & { ask: string }) => (
  <Form action={`${action}/promise`} proof={proof} language={frame.chosenLanguage}>
    <input type="hidden" name="promise" value={ask} />
    <fieldset class="ask">
      <legend>{frame.spoken.words.case.wasItKept}</legend>
      <div class="scale">
        {(['yes', 'no'] as const).map((word) => (
          <button class="plain" type="submit" name="kept" value={word}>
            {frame.spoken.words.questions[word]}
          </button>
        ))}
      </div>
    </fieldset>
  </Form>
);
