import { createSignal, createUniqueId, For, Show } from 'solid-js';
import type { HeldLine } from '../../lib/api.ts';
import { createDraft } from '../../lib/drafts.ts';
import { asProblem, Problem } from '../../lib/problem.ts';
import { scoreWords } from '../../lib/words.ts';
import { Time } from '../../ui/Time.tsx';
import { createJudgement } from './data.ts';

/** What came of a judgement, in a sentence, and the callback if there is one. */
export type Judged = { says: string; callback: string | null };

/** One answer that may come from a machine: what it says, what speaks against it, and the two things that it can be. */
export function Answer(props: { it: HeldLine; tell: (what: Judged) => void }) {
  const id = createUniqueId();
  return (
    <li>
      <article aria-labelledby={id} class="sheet grid gap-x-8 gap-y-5 p-5 sm:p-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div class="min-w-0">
          <h2 id={id} class="flex flex-wrap items-center gap-x-3 gap-y-1 text-lg font-semibold">
            <bdi>{props.it.customer}</bdi>
            <span class="text-sm text-soft">{scoreWords(props.it.score)}</span>
            <Show when={props.it.low}>
              <span class="mark bg-soon-tint text-soon">to be called, if real</span>
            </Show>
          </h2>
          <p class="text-sm text-soft">
            {props.it.team} · <Time at={props.it.since} />
          </p>
          <dl class="mt-3 space-y-3">
            <For each={props.it.answers}>
              {(one) => (
                <div>
                  <dt class="text-sm text-soft">{one.question}</dt>
                  <dd
                    class={
                      one.kind === 'text' || one.kind === 'statement'
                        ? 'voice border-l-3 border-blue pl-4'
                        : 'font-semibold first-letter:uppercase'
                    }
                    dir="auto"
                  >
                    {one.answer}
                  </dd>
                </div>
              )}
            </For>
          </dl>
        </div>
        <div class="min-w-0">
          <h3 class="font-semibold">What speaks for a machine</h3>
          <ul class="mt-1.5 list-disc space-y-1 pl-5 text-sm">
            <For each={props.it.signals}>{(signal) => <li>{signal.says}</li>}</For>
          </ul>
          <Show when={props.it.state !== 'dismissed'}>
            <Judge it={props.it} tell={props.tell} />
          </Show>
        </div>
      </article>
    </li>
  );
}

/** The two buttons. That it is a machine’s needs a reason, which is kept until it is sent. */
function Judge(props: { it: HeldLine; tell: (what: Judged) => void }) {
  const judgement = createJudgement();
  const draft = createDraft(`${props.it.id}.dismiss`);
  const [problem, setProblem] = createSignal<Problem>();
  const id = createUniqueId();
  let reason!: HTMLTextAreaElement;
  const judge = async (why: string | undefined, says: (callback: string | null) => string) => {
    setProblem(undefined);
    try {
      if (why === '') throw new Problem({ status: 422, code: 'invalid', field: 'reason', message: 'Say why you think so.' });
      const { callback } = await judgement.mutateAsync({ id: props.it.id, ...(why === undefined ? {} : { reason: why }) });
      draft.clear({ ...draft.values });
      props.tell({ says: says(callback), callback });
    } catch (error) {
      setProblem(asProblem(error));
      if (problem()?.field === 'reason') reason.focus();
    }
  };
  const atReason = () => problem()?.field === 'reason';
  return (
    <div class="mt-5 space-y-3">
      <Show when={problem() && !atReason()}>
        <p role="alert" class="rounded-xl border border-late bg-late-tint p-3 text-late">
          {problem()?.message} {problem()?.next}
        </p>
      </Show>
      <button
        type="button"
        class="button w-full"
        disabled={judgement.isPending}
        onClick={() =>
          void judge(undefined, (callback) =>
            callback ? `It counts now, and ${props.it.customer} is to be called.` : `The answer of ${props.it.customer} counts now.`,
          )
        }
      >
        {props.it.low ? 'It is real: call them' : 'It is real: count it'}
      </button>
      <form
        noValidate
        class="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          void judge(draft.values.reason?.trim() ?? '', () => `Dismissed: what came from the link of ${props.it.customer} does not count.`);
        }}
      >
        <div>
          <label for={id} class="mb-1.5 block font-semibold">
            Why a machine sent it
          </label>
          <Show when={atReason()}>
            <p id={`${id}-problem`} class="mb-1.5 font-semibold text-late">
              {problem()?.message}
            </p>
          </Show>
          <textarea
            ref={reason}
            id={id}
            rows={2}
            dir="auto"
            class="field field-sizing-content min-h-16"
            aria-invalid={atReason() ? 'true' : undefined}
            aria-describedby={atReason() ? `${id}-problem` : undefined}
            value={draft.values.reason ?? ''}
            onInput={(event) => draft.set('reason', event.currentTarget.value)}
          />
        </div>
        <button type="submit" class="button button-plain w-full" disabled={judgement.isPending}>
          A machine sent it: dismiss
        </button>
      </form>
    </div>
  );
}
