import { For, Show } from 'solid-js';
import type { ResponseView } from '../../lib/api.ts';
import { useMe } from '../../lib/session.tsx';
import { Contact } from '../../ui/Contact.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Time } from '../../ui/Time.tsx';
import { Age, Band, Changed } from './parts.tsx';

type AnswerView = ResponseView['answers'][number];

/** Who said what, word for word, to which question; the contact that it is about, and what they answered before. */
export function Said(props: { it: ResponseView }) {
  const me = useMe();
  const words = () => props.it.answers.filter(isWords);
  const ticked = () => props.it.answers.filter((one) => !isWords(one));
  const reader = () => (props.it.reader?.id === me().id ? 'yours to read' : `${props.it.reader?.name ?? 'nobody'} reads it`);
  return (
    <article class="sheet min-w-0 overflow-hidden">
      <div class="p-5 sm:p-6">
        <div class="flex flex-wrap items-center gap-x-3 gap-y-2">
          <PageTitle window={`${props.it.customer}: reading`}>
            <bdi>{props.it.customer}</bdi>
          </PageTitle>
          <Band it={props.it} />
          <Changed it={props.it} />
        </div>
        <p class="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1">
          <Age it={props.it} />
          <span class="text-sm text-soft">
            {props.it.team} · answered <Time at={props.it.at} />
            {props.it.version > 1 ? `, version ${props.it.version}` : ''}
            {props.it.language === 'en' ? '' : ` · in ${languageName(props.it.language)}`}
            {props.it.unreadSince ? ` · ${reader()}` : ''}
          </span>
        </p>
        <Show when={props.it.erased}>
          <p class="mt-3 text-soft">What we knew of this customer was erased. What they ticked is still counted.</p>
        </Show>
        <Show when={words().length} fallback={<p class="mt-5 text-soft">They wrote nothing beside what they ticked.</p>}>
          <dl>
            <For each={words()}>
              {(one) => (
                <div class="mt-5">
                  <dt class="text-sm text-soft">
                    <Question it={one} language={props.it.language} />
                  </dt>
                  <dd class="voice mt-1 border-l-3 border-blue pl-4" dir="auto">
                    {one.answer}
                  </dd>
                </div>
              )}
            </For>
          </dl>
        </Show>
        <dl class="mt-5">
          <For each={ticked()}>
            {(one) => (
              <div class="flex items-baseline justify-between gap-4 border-t border-line py-1.5 last:pb-0">
                <dt class="text-sm text-soft">
                  <Question it={one} language={props.it.language} />
                </dt>
                <dd class="shrink-0 text-right font-semibold first-letter:uppercase">
                  {one.answer}
                  <Show when={one.scale}>{(scale) => <span class="font-normal text-soft"> of {scale().max}</span>}</Show>
                </dd>
              </div>
            )}
          </For>
        </dl>
      </div>
      <Contact it={props.it.contact} />
      <Show when={props.it.earlier.length}>
        <div class="border-t border-line px-5 py-4 sm:px-6">
          <h2 class="text-sm font-semibold">Before that, they answered</h2>
          <ul class="mt-1.5 flex flex-wrap gap-x-4 gap-y-1">
            <For each={props.it.earlier}>
              {(one) => (
                <li>
                  <a href={`/reading/${one.id}?tab=all`} class="link inline-flex min-h-6 items-center gap-1.5" title={one.firstWords ?? ''}>
                    Score {one.score} <Time at={one.at} />
                  </a>
                </li>
              )}
            </For>
          </ul>
        </div>
      </Show>
    </article>
  );
}

/** As it was asked, and in English below where that is another language. */
const Question = (props: { it: AnswerView; language: string }) => (
  <>
    <Show when={props.it.asked}>
      {(asked) => (
        <span class="block" lang={props.language} dir="auto">
          {asked()}
        </span>
      )}
    </Show>
    {props.it.question}
  </>
);

const isWords = (one: AnswerView): boolean => one.kind === 'text' || one.kind === 'statement';

const languageName = (code: string): string => new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code;
