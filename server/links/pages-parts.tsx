/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';

/** What is wrong with one field of a form, and how to put it right. */
export type FieldProblem = { field: string; message: string };

export const problemId = (field: string): string => `${field}-problem`;

export const problemFor = (problems: readonly FieldProblem[], field: string): string | undefined =>
  problems.find((problem) => problem.field === field)?.message;

/**
 * Everything that is wrong, above everything else, each with the way to its field. `fields` are the ids of the fields on the page:
 * what is not among them is said without a way there.
 */
export const Problems = ({ problems, fields }: { problems: readonly FieldProblem[]; fields: readonly string[] }) =>
  problems.length === 0 ? null : (
    // Without a script, autofocus is what brings a screen reader, and an eye, to this box first.
    <div class="problems" role="alert" aria-labelledby="the-problems" tabindex={-1} autofocus>
      <h2 id="the-problems">Not sent yet</h2>
      <p>Everything you wrote is still here. Please look at this:</p>
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

type WordsProps = { id: string; name?: string; label: Child; value: string | undefined; problem: string | undefined; rows?: number };

/** A place for words, with its label. It grows with what is written. */
export const Words = ({ id, name = id, label, value = '', problem, rows = 2 }: WordsProps) => (
  <div class="ask">
    <label for={id}>{label}</label>
    <ProblemOf field={id} problem={problem} />
    <textarea id={id} name={name} rows={rows} dir="auto" aria-invalid={problem && 'true'} aria-describedby={problem && problemId(id)}>
      {value}
    </textarea>
  </div>
);

/** A form of ours that changes something: it carries the proof that we drew it. */
export const Form = ({ action, proof, children }: { action: string; proof: string; children: Child }) => (
  <form method="post" action={action}>
    <input type="hidden" name="proof" value={proof} />
    {children}
  </form>
);
