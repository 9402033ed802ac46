/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { type Question, type ScaleQuestion, scoreQuestion, wordingOf } from '../surveys/rules.ts';
import type { Spoken } from '../words/words.ts';
import { type FieldProblem, ProblemOf, problemFor, problemId, TextField } from './pages-parts.tsx';

/** The questions of a survey, with what is chosen and typed so far, by question id. */
export type Asked = { spoken: Spoken; questions: readonly Question[]; values: Record<string, string>; problems: readonly FieldProblem[] };

type AskProps<Kind extends Question['kind']> = Asked & { question: Extract<Question, { kind: Kind }> };

/** Any question but the one that decides, and the wish to be called, which has a place of its own. */
export function OtherQuestion(props: Asked & { question: Question }) {
  const { question, values, problems, spoken } = props;
  const { id } = question;
  switch (question.kind) {
    case 'rating':
    case 'effort':
      return <Rating {...props} question={question} />;
    case 'yes_partly_no':
      return <YesPartlyNo {...props} question={question} />;
    case 'text':
      return <TextField id={id} label={wordingOf(question, spoken).text} value={values[id]} problem={problemFor(problems, id)} rows={3} />;
    case 'statement':
      return <Statements {...props} question={question} />;
    case 'call_me':
      return null;
  }
}

/** A scale, drawn as buttons. Each end has its number beside its word, so that a scale that wraps still reads right. */
export function Rating(props: Asked & { question: ScaleQuestion; heading?: boolean; children?: Child }) {
  const { question, questions, values, problems, spoken, heading = false, children } = props;
  const { id, min, max } = question;
  const { text, low, high } = wordingOf(question, spoken);
  const decides = question === scoreQuestion(questions);
  const problem = problemFor(problems, id);
  const count = max - min + 1;
  const asked = { name: id, chosen: values[id], wrong: problem !== undefined };
  return (
    <fieldset class={heading ? undefined : 'ask'} aria-describedby={problem && problemId(id)}>
      <legend>{heading ? <h1>{text}</h1> : text}</legend>
      {children}
      <ProblemOf field={id} problem={problem} />
      <div class={`scale of${count}`}>
        {Array.from({ length: count }, (_, i) => min + i).map((value, i) => (
          <Choice {...asked} id={i === 0 ? id : undefined} value={String(value)} required={decides && i === 0}>
            {value}
            {(value === min || value === max) && <span class="unseen">, {value === min ? low : high}</span>}
          </Choice>
        ))}
      </div>
      <p class="ends" aria-hidden="true">
        <span>
          {min} {low}
        </span>
        <span>
          {max} {high}
        </span>
      </p>
    </fieldset>
  );
}

function YesPartlyNo({ question, values, problems, spoken }: AskProps<'yes_partly_no'>) {
  const { id } = question;
  const { yes, partly, no } = spoken.words.questions;
  const problem = problemFor(problems, id);
  const asked = { name: id, chosen: values[id], wrong: problem !== undefined };
  return (
    <fieldset class="ask" aria-describedby={problem && problemId(id)}>
      <legend>{wordingOf(question, spoken).text}</legend>
      <ProblemOf field={id} problem={problem} />
      <div class="scale words">
        {Object.entries({ yes, partly, no }).map(([value, text], i) => (
          <Choice {...asked} id={i === 0 ? id : undefined} value={value}>
            {text}
          </Choice>
        ))}
      </div>
    </fieldset>
  );
}

type ChoiceProps = {
  id: string | undefined;
  name: string;
  value: string;
  chosen: string | undefined;
  wrong: boolean;
  required?: boolean;
  children: Child;
};

/** One of several, drawn as a button. The first carries the id of its question, for the way there from the problems. */
const Choice = ({ id, name, value, chosen, wrong, required, children }: ChoiceProps) => (
  <label>
    <input
      type="radio"
      id={id}
      name={name}
      value={value}
      checked={chosen === value}
      required={required}
      aria-invalid={wrong ? 'true' : undefined}
    />
    <b>{children}</b>
  </label>
);

/** All statements together, where the first of them stands: their common words are said once. */
function Statements({ question, questions, values, problems, spoken }: AskProps<'statement'>) {
  const all = questions.filter((one) => one.kind === 'statement');
  if (question !== all[0]) return null;
  return (
    <fieldset class="ask">
      <legend>{spoken.words.questions.oneThing}</legend>
      {all.map((one) => (
        <TextField id={one.id} label={wordingOf(one, spoken).text} value={values[one.id]} problem={problemFor(problems, one.id)} />
      ))}
    </fieldset>
  );
}
