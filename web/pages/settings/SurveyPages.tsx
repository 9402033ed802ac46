import { type Accessor, createEffect, createSignal, on, onCleanup, Show } from 'solid-js';
import { api, ask } from '../../lib/api.ts';
import { asProblem } from '../../lib/problem.ts';
import type { Languages } from './data.ts';
import type { Question } from './survey-questions.ts';

type Pages = { first: string; rest: string };

/** The questions as their customers see them: on a phone, a moment after they were last changed. */
export function SurveyPages(props: { seen: ReturnType<typeof createPreview>; language: string }) {
  return (
    <>
      <Show when={props.seen.problem()}>
        <p class="mt-3 font-semibold text-late">{props.seen.problem()}</p>
        <p class="text-soft">This is how it was before that.</p>
      </Show>
      <Show when={props.seen.pages()}>
        {(pages) => (
          <div class="mt-3 space-y-5">
            <Screen title="The first page" page={pages().first} />
            <Screen title="After it is sent, all of it optional" page={pages().rest} />
          </div>
        )}
      </Show>
    </>
  );
}

/** One page in the width of a phone, as long as it is. It is only looked at. */
function Screen(props: { title: string; page: string }) {
  const [height, setHeight] = createSignal(600);
  const measure = (frame: HTMLIFrameElement) => setHeight(frame.contentDocument?.documentElement.scrollHeight ?? 600);
  return (
    <figure>
      <figcaption class="mb-1.5 text-soft">{props.title}</figcaption>
      <iframe
        title={props.title}
        inert
        srcdoc={props.page}
        width="360"
        height={height()}
        class="max-w-full rounded-2xl border border-edge bg-card"
        onLoad={(event) => measure(event.currentTarget)}
      />
    </figure>
  );
}

/** The words in every language, for the fields, and the pages in the one that is chosen. */
export function createPreview(team: Accessor<string>, questions: Accessor<Question[]>, language: Accessor<string>) {
  const [languages, setLanguages] = createSignal<Languages>([]);
  const [pages, setPages] = createSignal<Pages>();
  const [problem, setProblem] = createSignal('');
  createEffect(
    on([questions, language], ([now, shown]) => {
      const timer = setTimeout(async () => {
        const param = { id: team() };
        try {
          const [words, drawn] = await Promise.all([
            ask(api.teams[':id'].survey.preview.$post({ param, json: { questions: now } })),
            ask(api.teams[':id'].survey.pages.$post({ param, json: { questions: now, language: shown } })),
          ]);
          if (now !== questions() || shown !== language()) return;
          setLanguages(words.languages);
          setPages(drawn);
          setProblem('');
        } catch (error) {
          setProblem(asProblem(error).message);
        }
      }, 300);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  return { languages, pages, problem };
}
