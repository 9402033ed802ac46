/** @jsxImportSource hono/jsx */
import type { Happened } from '../callbacks/reading.ts';
import type { CallWindow, DueKind, State, Understanding } from '../callbacks/rules.ts';
import type { Instant } from '../core/time.ts';
import { momentIn, spanIn, zoneNameIn } from '../words/languages.ts';
import { CallFields, type Calling } from './pages-call.tsx';
import { type Help, Helped, Refused } from './pages-granted.tsx';
import { CustomerPage, type FieldProblem, Form, type Frame, Problems, problemFor, TextField } from './pages-parts.tsx';
import { Promises, type PromisesProps } from './pages-promises.tsx';

export type CasePageProps = Help & {
  frame: Frame;
  action: string;
  proof: string;
  /** The link of somebody who was erased leads to no page. */
  state: Exclude<State, 'erased'>;
  /** A first name. It is the supervisor's, never the agent's. */
  owner: string | null;
  understanding: Understanding | null;
  promises: PromisesProps['promises'];
  due: { at: Instant; kind: DueKind } | null;
  window: CallWindow | null;
  calling: Calling;
  /** Whether we write to them about it, which they can end here. */
  writes: boolean;
  fix: { done: string } | null;
  happened: readonly { at: Instant; what: Happened; name: string | null }[];
  can: { agree: boolean; correct: boolean; confirm: boolean; contest: boolean; withdraw: boolean; window: boolean; callMe: boolean };
  /** The field is `correct-words`, `contest-words` or `withdraw-words`: each form has a place for words. */
  problems: readonly FieldProblem[];
  values: Record<string, string>;
  notice: string | null;
};

/** The case as its customer sees it: what we understood, who owns it, what was promised, and their word on whether it is fixed. */
export function CasePage(props: CasePageProps) {
  const { frame, state, owner, notice, problems, values, can } = props;
  const { words } = frame.spoken;
  const [titles, leads] = [words.case.titles[state], state === 'dismissed' ? null : words.case.leads[state]];
  const title = typeof titles === 'string' ? titles : titles(owner ?? words.company.supervisor);
  const moves = (['correct', 'contest', 'withdraw'] as const).filter((move) => can[move]);
  const fields = [...moves.map((move) => `${move}-words`), ...(can.window ? ['call_when', 'call_day', 'call_number'] : [])];
  const homeless = values.words && !moves.some((move) => problemFor(problems, `${move}-words`));
  return (
    <CustomerPage title={problems.length ? words.page.pleaseCheck(title) : title} frame={frame}>
      <Problems problems={problems} fields={fields} words={words} />
      {notice && (
        <p class="note" role="status">
          {notice}
        </p>
      )}
      {homeless && (
        <>
          <p>{words.case.notSentCopy}</p>
          <blockquote dir="auto">{values.words}</blockquote>
        </>
      )}
      <h1>{title}</h1>
      {leads && <p class="soft">{typeof leads === 'string' ? leads : leads(owner ?? words.company.yourSupervisor)}</p>}
      <Due {...props} />
      <Refused {...props} />
      <Fix {...props} />
      <Call {...props} />
      <Understood {...props} />
      <Helped {...props} zone={props.calling.zone} />
      <Promises {...props} />
      <SoFar {...props} />
      {can.withdraw && (
        <section aria-labelledby="withdraw">
          <h2 id="withdraw">{words.case.otherWay}</h2>
          <p class="soft">{words.case.otherWaySays}</p>
          <InWords {...props} move="withdraw" button={words.case.noNeed} label={words.case.why} send={words.case.close} />
        </section>
      )}
      <OnlyCall {...props} />
    </CustomerPage>
  );
}

/** Every mail about a case leads here: whoever does not want to be written to is called. */
const OnlyCall = ({ frame, action, proof, writes }: CasePageProps) =>
  writes && (
    <section id="only-call">
      <p class="soft">{frame.spoken.words.stop.caseMail}</p>
      <Form action={`${action}/only_call`} proof={proof} language={frame.chosenLanguage}>
        <button class="plain" type="submit">
          {frame.spoken.words.stop.onlyCall}
        </button>
      </Form>
    </section>
  );

function Due({ frame: { spoken }, due, window, calling: { zone } }: CasePageProps) {
  if (!due) return null;
  const zoneName = zoneNameIn(spoken, due.at, zone);
  return (
    <p class="next">
      {window
        ? spoken.words.case.window(spanIn(spoken, window.from, window.to, zone), zoneName)
        : spoken.words.case.due[due.kind](momentIn(spoken, due.at, zone), zoneName)}
    </p>
  );
}

/** When and where we call, while a call is to come; and the way back to a supervisor once the case is closed. */
function Call({ frame, action, proof, can, calling, window, values, problems }: CasePageProps) {
  const { words } = frame.spoken;
  if (can.callMe) {
    return (
      <Form action={`${action}/call_me`} proof={proof} language={frame.chosenLanguage}>
        <p>
          <button class="plain" type="submit">
            {words.case.callMe}
          </button>
        </p>
      </Form>
    );
  }
  if (!can.window) return null;
  const chosen = window ? { call_when: `${window.from}-${window.to}`, ...values } : values;
  return (
    <details open={problems.some(({ field }) => field.startsWith('call_'))}>
      <summary>{words.case.changeCall}</summary>
      <Form action={`${action}/window`} proof={proof} language={frame.chosenLanguage}>
        <CallFields spoken={frame.spoken} calling={calling} values={chosen} problems={problems} />
        <button type="submit">{words.case.changeCallSend}</button>
      </Form>
    </details>
  );
}

/** What was done, and the customer's word on it. The two answers look alike, because the page must not lean to one of them. */
function Fix(props: CasePageProps) {
  const { fix, can, action, proof, frame } = props;
  const { words } = frame.spoken;
  if (!fix && !can.confirm && !can.contest) return null;
  return (
    <>
      {fix && (
        <>
          <p class="soft">{words.case.done}</p>
          <blockquote dir="auto">{fix.done}</blockquote>
        </>
      )}
      {can.confirm && (
        <Form action={`${action}/confirm`} proof={proof} language={frame.chosenLanguage}>
          <p>
            <button class="plain" type="submit">
              {words.case.isFixed}
            </button>
          </p>
        </Form>
      )}
      {can.contest && (
        <InWords {...props} move="contest" button={words.case.stillBroken} label={words.case.whatIsBroken} send={words.case.sendBroken} />
      )}
    </>
  );
}

/** What we understood, and whether that is right. */
function Understood(props: CasePageProps) {
  const { understanding, can, action, proof, state, frame } = props;
  const { words } = frame.spoken;
  if (!understanding && state !== 'open' && state !== 'claimed') return null;
  const { rightQuestion, youAgreed, yourWords } = words.case;
  const judged = { asked: rightQuestion, unconfirmed: rightQuestion, agreed: youAgreed, corrected: yourWords, earlier: null };
  const said = understanding?.state === 'agreed' || understanding?.state === 'corrected';
  return (
    <section aria-labelledby="understood">
      <h2 id="understood">{words.case.understood}</h2>
      {understanding ? (
        <>
          <blockquote dir="auto">{understanding.words}</blockquote>
          {(can.agree || said) && <p class="soft">{judged[understanding.state]}</p>}
        </>
      ) : (
        <p class="soft">{words.case.notYet}</p>
      )}
      {can.agree && (
        <Form action={`${action}/agree`} proof={proof} language={frame.chosenLanguage}>
          <p>
            <button class="plain" type="submit">
              {words.case.right}
            </button>
          </p>
        </Form>
      )}
      {can.correct && (
        <InWords {...props} move="correct" button={words.case.notQuite} label={words.case.howWouldYou} send={words.case.sendWords} />
      )}
    </section>
  );
}

function SoFar({ happened, frame: { spoken }, calling: { zone } }: CasePageProps) {
  if (happened.length === 0) return null;
  const { words } = spoken;
  return (
    <section aria-labelledby="happened">
      <h2 id="happened">{words.case.happened}</h2>
      <ol class="story">
        {happened.map(({ at, what, name }) => {
          const sentence = words.happened[what];
          return (
            <li>
              <small>{momentIn(spoken, at, zone)}</small>
              {typeof sentence === 'string' ? sentence : sentence(name ?? words.company.supervisor)}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

type InWordsProps = CasePageProps & { move: 'correct' | 'contest' | 'withdraw'; button: string; label: string; send: string };

/** A button that first asks for words. It opens without a script, and stays open when something is wrong with the words. */
function InWords({ frame, action, proof, problems, values, move, button, label, send }: InWordsProps) {
  const id = `${move}-words`;
  const problem = problemFor(problems, id);
  return (
    <details open={problem !== undefined}>
      <summary>{button}</summary>
      <Form action={`${action}/${move}`} proof={proof} language={frame.chosenLanguage}>
        <TextField id={id} name="words" label={label} value={problem === undefined ? '' : values.words} problem={problem} rows={3} />
        <button type="submit">{send}</button>
      </Form>
    </details>
  );
}
