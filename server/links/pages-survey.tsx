/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { Page } from '../http/html.tsx';
import { type Question, scoreQuestion } from '../surveys/rules.ts';
import { type FieldProblem, Form, ProblemOf, Problems, problemFor, problemId, Words } from './pages-parts.tsx';

export type SurveyPageProps = {
  company: string;
  action: string;
  proof: string;
  questions: readonly Question[];
  /** What is chosen and typed so far, by question id. */
  values: Record<string, string>;
  problems: readonly FieldProblem[];
  correcting: boolean;
  /** What the contact was about, in the customer's words. */
  about: string | null;
  /** Until when the answer can be changed, in words. */
  closes: string;
  unsubscribe: string;
};

/** The survey: the score and a button to send it come first; the rest is on the same page, and optional. */
export function SurveyPage(props: SurveyPageProps) {
  const { company, questions, correcting, problems, about } = props;
  const score = scoreQuestion(questions);
  const others = questions.filter((question) => question !== score);
  return (
    <Page title={problems.length ? `Please check: ${score.text}` : score.text} company={company}>
      <Problems problems={problems} fields={questions.map(({ id }) => id)} />
      {correcting && <p class="note">You have answered already. Change what you like, and send it again.</p>}
      <Form action={props.action} proof={props.proof}>
        <Rating {...props} question={score}>
          <p class="soft">
            {about && (
              <>
                You had contact with us about “<bdi>{about}</bdi>”.{' '}
              </>
            )}
            A supervisor reads every answer, and calls you if we let you down.
          </p>
        </Rating>
        <Ways {...props} />
        {others.length > 0 && (
          <section aria-labelledby="more">
            <h2 id="more">If you would like to say more</h2>
            <p class="soft">All of this is optional.</p>
            {others.map((question) => (
              <OtherQuestion {...props} question={question} />
            ))}
            <Ways {...props} />
          </section>
        )}
      </Form>
      <section aria-labelledby="next">
        <h2 id="next">What happens next</h2>
        <p class="soft">
          A supervisor at {company} reads your answer, word for word. If we let you down, they call you; as soon as you send, you see by
          when. You can change your answer until {props.closes}.
        </p>
      </section>
    </Page>
  );
}

/** To send, not to send, and never to be asked again: one is as easy to find as the other. */
const Ways = ({ correcting, unsubscribe }: SurveyPageProps) => (
  <>
    <div class="does">
      <button type="submit">{correcting ? 'Send the change' : 'Send'}</button>
      <a class="button plain" href={unsubscribe}>
        Don’t ask me again
      </a>
    </div>
    <p class="soft">Not now? Just close this page. Nothing is sent until you press send.</p>
  </>
);

type AskProps<Kind extends Question['kind']> = SurveyPageProps & { question: Extract<Question, { kind: Kind }> };

function OtherQuestion(props: SurveyPageProps & { question: Question }) {
  const { question, values, problems } = props;
  const { id } = question;
  switch (question.kind) {
    case 'rating':
      return <Rating {...props} question={question} />;
    case 'yes_partly_no':
      return <YesPartlyNo {...props} question={question} />;
    case 'text':
      return <Words id={id} label={question.text} value={values[id]} problem={problemFor(problems, id)} rows={3} />;
    case 'statement':
      return <Statements {...props} question={question} />;
    case 'call_me':
      return <CallMe {...props} question={question} />;
  }
}

/** A scale, drawn as buttons. Each end has its number beside its word, so that a scale that wraps still reads right. */
function Rating({ question, questions, values, problems, children }: AskProps<'rating'> & { children?: Child }) {
  const { id, min, max, low, high } = question;
  const decides = question === scoreQuestion(questions);
  const problem = problemFor(problems, id);
  const count = max - min + 1;
  const asked = { name: id, chosen: values[id], wrong: problem !== undefined };
  return (
    <fieldset class={decides ? undefined : 'ask'} aria-describedby={problem && problemId(id)}>
      <legend>{decides ? <h1>{question.text}</h1> : question.text}</legend>
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

function YesPartlyNo({ question: { id, text }, values, problems }: AskProps<'yes_partly_no'>) {
  const problem = problemFor(problems, id);
  const asked = { name: id, chosen: values[id], wrong: problem !== undefined };
  return (
    <fieldset class="ask" aria-describedby={problem && problemId(id)}>
      <legend>{text}</legend>
      <ProblemOf field={id} problem={problem} />
      <div class="scale words">
        {['yes', 'partly', 'no'].map((value, i) => (
          <Choice {...asked} id={i === 0 ? id : undefined} value={value}>
            {value[0]?.toUpperCase() + value.slice(1)}
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

const HEADING = 'One thing we should';

/** All statements together, where the first of them stands: their common words are said once. */
function Statements({ question, questions, values, problems }: AskProps<'statement'>) {
  const all = questions.filter((one) => one.kind === 'statement');
  if (question !== all[0]) return null;
  const rest = (text: string) => (text.startsWith(`${HEADING} `) ? text.slice(HEADING.length + 1) : text);
  return (
    <fieldset class="ask">
      <legend>{HEADING}…</legend>
      {all.map(({ id, text }) => (
        <Words id={id} label={rest(text)} value={values[id]} problem={problemFor(problems, id)} />
      ))}
    </fieldset>
  );
}

function CallMe({ question: { id, text }, values, problems }: AskProps<'call_me'>) {
  const problem = problemFor(problems, id);
  return (
    <div class="tick">
      <input
        type="checkbox"
        id={id}
        name={id}
        value="yes"
        checked={values[id] === 'yes'}
        aria-describedby={problem ? `${id}-what ${id}-problem` : `${id}-what`}
        aria-invalid={problem && 'true'}
      />
      <div>
        <label for={id}>{text}</label>
        <ProblemOf field={id} problem={problem} />
        <p class="soft" id={`${id}-what`}>
          They call you, whatever your score is. When you send, you see by when.
        </p>
      </div>
    </div>
  );
}
