/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { Page } from '../http/html.tsx';
import type { AnswerProblem } from '../responses/rules.ts';
import { directionOf, isLanguage, LANGUAGES } from '../words/languages.ts';
import type { Spoken, Words } from '../words/words.ts';

/** What every page of a customer's is told: whose it is, in which language, and what a link to the same page in another one begins with: `?` or `?score=2&`. */
export type Frame = {
  company: string;
  spoken: Spoken;
  also: string;
  /** The language that was chosen on the page, if any: its forms carry it on. */
  chosenLanguage: string | null;
};

/** The frame of a customer's page: in their language, with the other ones at its foot. */
export const CustomerPage = ({ title, frame, children }: { title: string; frame: Frame; children: Child }) => {
  const { company, spoken } = frame;
  return (
    <Page title={title} company={company} lang={spoken.language} dir={directionOf(spoken.language)}>
      {children}
      <Languages {...frame} />
    </Page>
  );
};

// Links to where one is: the address itself, with its long token, is not said thirteen times.
const Languages = ({ spoken, also }: Frame) => (
  <nav class="tongue" aria-label={spoken.words.page.language}>
    <details>
      <summary>{LANGUAGES[spoken.language]}</summary>
      <ul>
        {Object.entries(LANGUAGES).map(([language, name]) => (
          <li>
            <a href={`${also}lang=${language}`} lang={language}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </details>
  </nav>
);

/** What is wrong with one field of a form, and how to put it right. */
export type FieldProblem = { field: string; message: string };

/** The problem in the customer's words. */
export function inTheirWords({ problems }: Words, problem: AnswerProblem): FieldProblem {
  const { field } = problem;
  if (problem.wrong === 'chooseNumber') return { field, message: problems.chooseNumber(problem.min, problem.max) };
  if (problem.wrong === 'tooLong') return { field, message: problems.tooLong(problem.most, problem.length) };
  return { field, message: problems[problem.wrong] };
}

export const problemId = (field: string): string => `${field}-problem`;

export const problemFor = (problems: readonly FieldProblem[], field: string): string | undefined =>
  problems.find((problem) => problem.field === field)?.message;

/**
 * Everything that is wrong, above everything else, each with the way to its field. `fields` are the ids of the fields on the page:
 * what is not among them is said without a way there.
 */
export const Problems = ({ problems, fields, words }: { problems: readonly FieldProblem[]; fields: readonly string[]; words: Words }) =>
  problems.length === 0 ? null : (
    // Without a script, autofocus is what brings a screen reader, and an eye, to this box first.
    <div class="problems" role="alert" aria-labelledby="the-problems" tabindex={-1} autofocus>
      <h2 id="the-problems">{words.page.notSentYet}</h2>
      <p>{words.page.stillHere}</p>
      <ul>
        {problems.map(({ field, message }) => (
          <li>{fields.includes(field) ? <a href={`#${field}`}>{message}</a> : message}</li>
        ))}
      </ul>
    </div>
  );

/** The same problem again, beside its field, which names it with aria-describedby. */
export const ProblemOf = ({ field, problem }: { field: string; problem: string | undefined }) =>
  problem === undefined ? null : (
    <p class="problem" id={problemId(field)}>
      {problem}
    </p>
  );

type TextFieldProps = { id: string; name?: string; label: Child; value: string | undefined; problem: string | undefined; rows?: number };

/** A place for words, with its label. It grows with what is written. */
export const TextField = ({ id, name = id, label, value = '', problem, rows = 2 }: TextFieldProps) => (
  <div class="ask">
    <label for={id}>{label}</label>
    <ProblemOf field={id} problem={problem} />
    <textarea id={id} name={name} rows={rows} dir="auto" aria-invalid={problem && 'true'} aria-describedby={problem && problemId(id)}>
      {value}
    </textarea>
  </div>
);

/** A form of ours that changes something: it carries the proof that we drew it, and the language that was chosen. */
export const Form = ({
  action,
  proof,
  language,
  children,
}: {
  action: string;
  proof: string;
  language: string | null;
  children: Child;
}) => (
  <form method="post" action={action}>
    <input type="hidden" name="proof" value={proof} />
    {language !== null && isLanguage(language) && <input type="hidden" name="lang" value={language} />}
    {children}
  </form>
);
