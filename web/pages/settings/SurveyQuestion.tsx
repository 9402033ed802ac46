import { Index, Show } from 'solid-js';
import { createField } from '../../ui/form.ts';
import { inWords, isScale, ownWords, type Question, type Scale, sortOf } from './survey-questions.ts';

/** How it is read now, in the language that is shown. */
export type Shown = { text: string; low?: string | undefined; high?: string | undefined };

type Props = {
  question: Question;
  place: number;
  last: boolean;
  language: string;
  shown: Shown | undefined;
  change: (question: Question) => void;
  move: (by: -1 | 1) => void;
  remove: () => void;
};

/** One question: its words in the language that is chosen, its scale, its place. */
export function SurveyQuestion(props: Props) {
  const name = () => `questions[${props.place}]`;
  const field = createField(name);
  const scale = () => (isScale(props.question) ? props.question : undefined);
  const words = (part: 'text' | 'low' | 'high') => ({
    value: ownWords(props.question, props.language, part),
    placeholder: props.shown?.[part] ?? '',
    onInput: (typed: string) => props.change(inWords(props.question, props.language, part, typed, props.shown?.text ?? '')),
  });
  return (
    <fieldset class="rounded-xl border border-line p-3">
      <legend class="sr-only">Question {props.place + 1}</legend>
      <Show when={field.problem()}>
        {(problem) => (
          <p id={field.problemId} class="mb-1.5 font-semibold text-late">
            {problem().message} {problem().next}
          </p>
        )}
      </Show>
      <Words
        label={`${props.place + 1}. ${sortOf(props.question).name}`}
        {...words('text')}
        invalid={field.problem() ? field.problemId : undefined}
      />
      <Show when={scale()}>
        {(it) => (
          <div class="mt-3 grid grid-cols-2 gap-3">
            <Ends scale={it()} place={props.place} change={props.change} />
            <Words label={`What ${it().min} means`} {...words('low')} />
            <Words label={`What ${it().max} means`} {...words('high')} />
          </div>
        )}
      </Show>
      <div class="mt-1 flex flex-wrap gap-x-4">
        <button
          type="button"
          class="link min-h-11 disabled:text-soft disabled:no-underline"
          disabled={props.place === 0}
          onClick={() => props.move(-1)}
        >
          Ask it earlier<span class="sr-only">: question {props.place + 1}</span>
        </button>
        <button
          type="button"
          class="link min-h-11 disabled:text-soft disabled:no-underline"
          disabled={props.last}
          onClick={() => props.move(1)}
        >
          Ask it later<span class="sr-only">: question {props.place + 1}</span>
        </button>
        <button type="button" class="link min-h-11 disabled:text-soft disabled:no-underline" onClick={() => props.remove()}>
          Leave it out<span class="sr-only">: question {props.place + 1}</span>
        </button>
      </div>
    </fieldset>
  );
}

type WordsProps = { label: string; value: string; placeholder: string; invalid?: string | undefined; onInput: (typed: string) => void };

const Words = (props: WordsProps) => (
  <label class="block">
    <span class="mb-1.5 block font-semibold">{props.label}</span>
    <input
      class="field"
      dir="auto"
      autocomplete="off"
      placeholder={props.placeholder}
      value={props.value}
      aria-invalid={props.invalid ? 'true' : undefined}
      aria-describedby={props.invalid}
      onInput={(event) => props.onInput(event.currentTarget.value)}
    />
  </label>
);

/** From where to where a scale goes. */
const Ends = (props: { scale: Scale; place: number; change: (question: Question) => void }) => (
  <>
    <Choose label="From" value={props.scale.min} choices={[0, 1]} change={(min) => props.change({ ...props.scale, min })} />
    <Choose
      label="To"
      value={props.scale.max}
      choices={[2, 3, 4, 5, 6, 7, 8, 9, 10]}
      change={(max) => props.change({ ...props.scale, max })}
    />
  </>
);

const Choose = (props: { label: string; value: number; choices: number[]; change: (value: number) => void }) => (
  <label class="block">
    <span class="mb-1.5 block font-semibold">{props.label}</span>
    <select class="field" onChange={(event) => props.change(Number(event.currentTarget.value))}>
      <Index each={props.choices}>
        {(choice) => (
          <option value={choice()} selected={choice() === props.value}>
            {choice()}
          </option>
        )}
      </Index>
    </select>
  </label>
);
