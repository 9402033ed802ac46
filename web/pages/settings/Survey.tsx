import { createMemo, createSignal, createUniqueId, For, Index, Show } from 'solid-js';
import { api, ask } from '../../lib/api.ts';
import { asProblem } from '../../lib/problem.ts';
import { createReread, type Team } from './data.ts';
import { SettingsForm } from './Form.tsx';
import { createPreview, SurveyPages } from './SurveyPages.tsx';
import { SurveyQuestion } from './SurveyQuestion.tsx';
import { type Question, SORTS, withAnother } from './survey-questions.ts';

/** What a team asks, in its own words, with a look at its customers' pages in every language while it is written. */
export function Survey(props: { team: Team }) {
  const saved = (): Question[] => JSON.parse(JSON.stringify(props.team.survey.questions));
  const asked = () => ({ survey: props.team.survey.id, version: props.team.survey.version });
  const [questions, setQuestions] = createSignal(saved());
  const [overtaken, setOvertaken] = createSignal(false);
  // What these were made from: another version may be saved while they are written.
  let was = asked();
  const [language, setLanguage] = createSignal('en');
  const id = createUniqueId();
  const reread = createReread();
  const seen = createPreview(() => props.team.id, questions, language);
  const shown = () => seen.languages().find((one) => one.language === language())?.questions ?? [];
  // The same languages each time: made anew, the list would forget which one was chosen.
  const languages = createMemo(() => seen.languages(), [], { equals: (a, b) => a.length === b.length });
  const change = (at: number, to: Question) => setQuestions(questions().map((one, i) => (i === at ? to : one)));
  const move = (at: number, by: -1 | 1) => {
    const next = [...questions()];
    next.splice(at + by, 0, ...next.splice(at, 1));
    setQuestions(next);
  };
  return (
    <div class="grid gap-6 lg:grid-cols-[1fr_auto]">
      <div class="min-w-0">
        <label for={id} class="mb-1.5 block font-semibold">
          Language
        </label>
        <select id={id} class="field mb-4" onChange={(event) => setLanguage(event.currentTarget.value)}>
          <For each={languages()}>{(one) => <option value={one.language}>{one.name}</option>}</For>
        </select>
        <p class="mb-4 text-soft">A field that is empty asks in our words, which are shown in it.</p>
        <SettingsForm
          values={{}}
          words="Save these questions"
          save={async () => {
            const json = { questions: questions(), was };
            const sent = ask(api.teams[':id'].survey.$post({ param: { id: props.team.id }, json }));
            was = await sent.catch(async (error) => {
              if (asProblem(error).code !== 'conflict') throw error;
              await reread();
              was = asked();
              setOvertaken(true);
              throw error;
            });
            setOvertaken(false);
            return `Saved as version ${was.version}. What was asked before stays as it was.`;
          }}
        >
          <Show when={overtaken()}>
            <p>
              Yours are still here: saved again, they are asked in place of those.{' '}
              <button
                type="button"
                class="link min-h-11"
                onClick={() => {
                  setQuestions(saved());
                  setOvertaken(false);
                }}
              >
                Show what is asked now instead
              </button>
            </p>
          </Show>
          <ol class="space-y-3">
            <Index each={questions()}>
              {(question, i) => (
                <li>
                  <SurveyQuestion
                    question={question()}
                    place={i}
                    last={i === questions().length - 1}
                    language={language()}
                    shown={shown().find((one) => one.id === question().id)}
                    change={(to) => change(i, to)}
                    move={(by) => move(i, by)}
                    remove={() => setQuestions(questions().filter((_, at) => at !== i))}
                  />
                </li>
              )}
            </Index>
          </ol>
          <Another add={(sort) => setQuestions(withAnother(questions(), SORTS[sort]!))} />
          <p class="text-soft">
            Surveys that are sent from now on ask this. Who was asked already answers what they were asked, and old answers know what that
            was.
          </p>
        </SettingsForm>
      </div>
      <section aria-labelledby={`${id}-title`} class="min-w-0">
        <h3 id={`${id}-title`} class="font-semibold">
          As customers see it
        </h3>
        <SurveyPages seen={seen} language={language()} />
      </section>
    </div>
  );
}

/** Asks one more thing, at the end. */
function Another(props: { add: (sort: number) => void }) {
  const [sort, setSort] = createSignal(0);
  return (
    <div class="flex flex-wrap items-end gap-3">
      <label class="min-w-0 grow basis-56">
        <span class="mb-1.5 block font-semibold">Ask one more thing</span>
        <select class="field" onChange={(event) => setSort(Number(event.currentTarget.value))}>
          <For each={SORTS}>{(one, i) => <option value={i()}>{one.name}</option>}</For>
        </select>
      </label>
      <button type="button" class="button button-plain" onClick={() => props.add(sort())}>
        Add it
      </button>
    </div>
  );
}
