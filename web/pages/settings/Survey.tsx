import { type Accessor, createEffect, createMemo, createSignal, createUniqueId, For, Index, on, onCleanup, Show } from 'solid-js';
import { api, ask, type Input } from '../../lib/api.ts';
import { asProblem } from '../../lib/problem.ts';
import { createField } from '../../ui/form.ts';
import type { Languages, Team } from './data.ts';
import { SettingsForm } from './Form.tsx';

type Question = Input<(typeof api.teams)[':id']['survey']['$post']>['questions'][number];

const KINDS: Record<Question['kind'], string> = {
  rating: 'A rating',
  effort: 'How hard it was',
  yes_partly_no: 'Yes, partly or no',
  statement: 'Something to stop, start or continue',
  text: 'In their own words',
  call_me: 'May we call you?',
};

/** What a team asks, in its own words, with a look at it in every language while it is written. */
export function Survey(props: { team: Team }) {
  const [questions, setQuestions] = createSignal<Question[]>(JSON.parse(JSON.stringify(props.team.survey.questions)));
  const [language, setLanguage] = createSignal('en');
  const id = createUniqueId();
  const seen = createPreview(() => props.team.id, questions);
  const shown = () => seen.languages().find((one) => one.language === language())?.questions ?? [];
  // The same languages each time: made anew, the list would forget which one was chosen.
  const languages = createMemo(() => seen.languages(), [], { equals: (a, b) => a.length === b.length });
  const change = (at: number, how: (question: Question) => Question) =>
    setQuestions(questions().map((one, i) => (i === at ? how(one) : one)));
  const raise = (at: number) => {
    const next = [...questions()];
    next.splice(at - 1, 0, ...next.splice(at, 1));
    setQuestions(next);
  };
  return (
    <div class="grid gap-6 lg:grid-cols-2">
      <div>
        <label for={id} class="mb-1.5 block font-semibold">
          Language
        </label>
        <select id={id} class="field mb-4" onChange={(event) => setLanguage(event.currentTarget.value)}>
          <For each={languages()}>{(one) => <option value={one.language}>{one.name}</option>}</For>
        </select>
        <SettingsForm
          values={{}}
          words="Save these questions"
          save={async () => {
            const json = { questions: questions() };
            const { version } = await ask(api.teams[':id'].survey.$post({ param: { id: props.team.id }, json }));
            return `Saved as version ${version}. What was asked before stays as it was.`;
          }}
        >
          <ol class="space-y-3">
            <Index each={questions()}>
              {(question, i) => (
                <li class="rounded-xl border border-line p-3">
                  <Wording
                    name={`questions[${i}]`}
                    label={`${i + 1}. ${KINDS[question().kind]}`}
                    value={question().in?.[language()]?.text ?? ''}
                    standard={shown()[i]?.text ?? ''}
                    onInput={(text) => change(i, (one) => inWords(one, language(), text))}
                  />
                  <div class="mt-1 flex flex-wrap gap-x-4">
                    <button type="button" class="link min-h-11" disabled={i === 0} onClick={() => raise(i)}>
                      Ask it earlier<span class="sr-only">: question {i + 1}</span>
                    </button>
                    <button type="button" class="link min-h-11" onClick={() => setQuestions(questions().filter((_, at) => at !== i))}>
                      Leave it out<span class="sr-only">: question {i + 1}</span>
                    </button>
                  </div>
                </li>
              )}
            </Index>
          </ol>
        </SettingsForm>
      </div>
      <section aria-labelledby={`${id}-title`} class="min-w-0">
        <h3 id={`${id}-title`} class="font-semibold">
          As customers read it
        </h3>
        <Show when={seen.problem()}>
          <p class="mt-3 font-semibold text-late">{seen.problem()}</p>
        </Show>
        <ol class="mt-3 space-y-3" lang={language()} dir={language() === 'ar' ? 'rtl' : 'ltr'}>
          <For each={shown()}>
            {(question) => (
              <li class="rounded-xl bg-tint p-3">
                <p>{question.text}</p>
                <Show when={question.max !== undefined}>
                  <p class="text-sm text-soft">
                    {question.min} {question.low} … {question.max} {question.high}
                  </p>
                </Show>
              </li>
            )}
          </For>
        </ol>
      </section>
    </div>
  );
}

type WordingProps = { name: string; label: string; value: string; standard: string; onInput: (text: string) => void };

/** The words of one question in one language; without any, it is asked in ours. */
function Wording(props: WordingProps) {
  const field = createField(() => props.name);
  return (
    <>
      <label for={field.id} class="mb-1.5 block font-semibold">
        {props.label}
      </label>
      <Show when={field.problem()}>
        {(problem) => (
          <p id={field.problemId} class="mb-1.5 font-semibold text-late">
            {problem().message}
          </p>
        )}
      </Show>
      <input
        id={field.id}
        class="field"
        dir="auto"
        autocomplete="off"
        placeholder={props.standard}
        value={props.value}
        aria-invalid={field.problem() ? 'true' : undefined}
        aria-describedby={field.problem() ? field.problemId : undefined}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </>
  );
}

/** A question with these words in this language; with none, in ours again. */
function inWords(question: Question, language: string, text: string): Question {
  const { [language]: before, ...others } = question.in ?? {};
  return { ...question, in: text === '' ? others : { ...others, [language]: { ...before, text } } };
}

/** A look at the questions, a moment after they were last changed. */
function createPreview(team: Accessor<string>, questions: Accessor<Question[]>) {
  const [languages, setLanguages] = createSignal<Languages>([]);
  const [problem, setProblem] = createSignal('');
  createEffect(
    on(questions, (now) => {
      const timer = setTimeout(async () => {
        try {
          const seen = await ask(api.teams[':id'].survey.preview.$post({ param: { id: team() }, json: { questions: now } }));
          if (now !== questions()) return;
          setLanguages(seen.languages);
          setProblem('');
        } catch (error) {
          setProblem(asProblem(error).message);
        }
      }, 300);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  return { languages, problem };
}
