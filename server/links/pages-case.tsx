/** @jsxImportSource hono/jsx */
import type { State, Understanding } from '../callbacks/rules.ts';
import { Page } from '../http/html.tsx';
import { type FieldProblem, Form, Problems, problemFor, Words } from './pages-parts.tsx';

export type CasePageProps = {
  company: string;
  action: string;
  proof: string;
  state: State;
  /** A first name. It is the supervisor's, never the agent's. */
  owner: string | null;
  understanding: Understanding | null;
  promises: readonly { text: string; by: string; state: 'open' | 'kept' | 'missed' }[];
  due: { words: string } | null;
  fix: { done: string } | null;
  happened: readonly { at: string; what: string }[];
  can: { agree: boolean; correct: boolean; confirm: boolean; contest: boolean; withdraw: boolean };
  /** The field is `correct-words`, `contest-words` or `withdraw-words`: each form has a place for words. */
  problems: readonly FieldProblem[];
  values: Record<string, string>;
  notice: string | null;
};

/** The case as its customer sees it: what we understood, who owns it, what was promised, and their word on whether it is fixed. */
export function CasePage(props: CasePageProps) {
  const { company, state, owner, due, notice, problems, values, can } = props;
  const title = TITLES[state](owner);
  const moves = (['correct', 'contest', 'withdraw'] as const).filter((move) => can[move]);
  const homeless = values.words && !moves.some((move) => problemFor(problems, `${move}-words`));
  return (
    <Page title={problems.length ? `Please check: ${title}` : title} company={company}>
      <Problems problems={problems} fields={moves.map((move) => `${move}-words`)} />
      {notice && (
        <p class="note" role="status">
          {notice}
        </p>
      )}
      {homeless && (
        <>
          <p>What you wrote was not sent. It is here for you to copy:</p>
          <blockquote dir="auto">{values.words}</blockquote>
        </>
      )}
      <h1>{title}</h1>
      <p class="soft">{LEADS[state](owner)}</p>
      {due && <p class="next">{due.words}</p>}
      <Fix {...props} />
      <Understood {...props} />
      <Promises {...props} />
      <Happened {...props} />
      {can.withdraw && (
        <section aria-labelledby="withdraw">
          <h2 id="withdraw">Settled some other way?</h2>
          <p class="soft">Then nobody calls you about this any more.</p>
          <InWords {...props} move="withdraw" button="I no longer need this" label="Why, if you like to say" send="Yes, close my case" />
        </section>
      )}
    </Page>
  );
}

type Said = Record<State, (owner: string | null) => string>;

const TITLES: Said = {
  open: () => 'A supervisor will call you',
  claimed: (owner) => `${owner ?? 'A supervisor'} is looking after this`,
  fixed: () => 'Is it fixed?',
  confirmed: () => 'You told us that it is fixed',
  unconfirmed: () => 'Is it fixed? We have not heard from you',
  withdrawn: () => 'You no longer need this',
  let_go: () => 'We closed this without a fix',
  joined: () => 'We look after this together with your other case',
};

const LEADS: Said = {
  open: () => 'It is waiting for the supervisor who takes it on. From then on you see here who that is.',
  claimed: (owner) => `${owner ?? 'That'} is the supervisor who owns it, until you say that it is fixed.`,
  fixed: (owner) => `${owner ?? 'Your supervisor'}${owner ? ', your supervisor,' : ''} says that it is. Only your word counts.`,
  confirmed: () => 'Thank you. Should it break again, tell us here: it goes back to the person who owned it.',
  unconfirmed: () => 'We believe so, but only you know. You can still tell us.',
  withdrawn: () => 'So nobody calls you about it any more. If something else goes wrong, contact us again.',
  let_go: () => 'That was a manager’s decision. If something is still wrong, contact us again and ask for a supervisor.',
  joined: () => 'Whoever calls you about your other case was told that this is still broken. It became more urgent.',
};

/** What was done, and the customer's word on it. The two answers look alike, because the page must not lean to one of them. */
function Fix(props: CasePageProps) {
  const { fix, can, action, proof } = props;
  if (!fix && !can.confirm && !can.contest) return null;
  return (
    <>
      {fix && (
        <>
          <p class="soft">What was done:</p>
          <blockquote dir="auto">{fix.done}</blockquote>
        </>
      )}
      {can.confirm && (
        <Form action={`${action}/confirm`} proof={proof}>
          <p>
            <button class="plain" type="submit">
              It is fixed
            </button>
          </p>
        </Form>
      )}
      {can.contest && (
        <InWords {...props} move="contest" button="It is still broken" label="What is still broken?" send="Send: it is still broken" />
      )}
    </>
  );
}

/** What we understood, and whether that is right. */
function Understood(props: CasePageProps) {
  const { understanding, can, action, proof, state } = props;
  if (!understanding && state !== 'open' && state !== 'claimed') return null;
  return (
    <section aria-labelledby="understood">
      <h2 id="understood">What we understood</h2>
      {understanding ? (
        <>
          <blockquote dir="auto">{understanding.words}</blockquote>
          {(can.agree || understanding.state !== 'unconfirmed') && <p class="soft">{UNDERSTOOD[understanding.state]}</p>}
        </>
      ) : (
        <p class="soft">Here you will read how we understood your problem, and you can say whether that is right.</p>
      )}
      {can.agree && (
        <Form action={`${action}/agree`} proof={proof}>
          <p>
            <button class="plain" type="submit">
              That is right
            </button>
          </p>
        </Form>
      )}
      {can.correct && (
        <InWords {...props} move="correct" button="That is not quite it" label="How would you put it?" send="Send my words" />
      )}
    </section>
  );
}

const UNDERSTOOD: Record<Understanding['state'], string> = {
  unconfirmed: 'Did we get it right?',
  agreed: 'You said that this is right.',
  corrected: 'These are your own words.',
};

const Promises = ({ promises }: CasePageProps) =>
  promises.length === 0 ? null : (
    <section aria-labelledby="promised">
      <h2 id="promised">What we promised</h2>
      <ul class="rows">
        {promises.map(({ text, by, state }) => (
          <li>
            <bdi>{text}</bdi>
            <br />
            <span class="tag">{state === 'open' ? 'to come' : state}</span>
            <small>by {by}</small>
          </li>
        ))}
      </ul>
    </section>
  );

const Happened = ({ happened }: CasePageProps) =>
  happened.length === 0 ? null : (
    <section aria-labelledby="happened">
      <h2 id="happened">What has happened so far</h2>
      <ol class="story">
        {happened.map(({ at, what }) => (
          <li>
            <small>{at}</small>
            {what}
          </li>
        ))}
      </ol>
    </section>
  );

type InWordsProps = CasePageProps & { move: 'correct' | 'contest' | 'withdraw'; button: string; label: string; send: string };

/** A button that first asks for words. It opens without a script, and stays open when something is wrong with the words. */
function InWords({ action, proof, problems, values, move, button, label, send }: InWordsProps) {
  const id = `${move}-words`;
  const problem = problemFor(problems, id);
  return (
    <details open={problem !== undefined}>
      <summary>{button}</summary>
      <Form action={`${action}/${move}`} proof={proof}>
        <Words id={id} name="words" label={label} value={problem === undefined ? '' : values.words} problem={problem} rows={3} />
        <button type="submit">{send}</button>
      </Form>
    </details>
  );
}
