import { createEffect, createSignal, type JSX, on, Show } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { asProblem, Problem } from '../../lib/problem.ts';
import { useAnnounce } from '../../ui/Announcer.tsx';
import { createProblems, FormContext } from '../../ui/form.ts';
import { createReread } from './data.ts';

type Values = Record<string, string>;

type FormProps<Seen> = {
  values: Values;
  /** Tells before it is saved what it would change; the form then asks once more. */
  preview?: (values: Values, was: Values) => Promise<Seen>;
  show?: (seen: Seen) => JSX.Element;
  /** Saves it; `was` is how it stood there before it was changed. What it gives back is said. Throws a problem to say what is wrong with a field. */
  save: (values: Values, was: Values) => Promise<string>;
  words: string;
  /** Not the one next thing to do on its page. */
  plain?: boolean;
  /** Whether it is empty again once it is saved, for the next one. */
  clears?: boolean;
  children: JSX.Element;
};

/**
 * Some settings as a form: what is wrong is said at its field, which takes the focus; what it would change is shown before it is saved. What
 * somebody else changes meanwhile appears where nothing is typed; where something is, it is told before it is overwritten.
 */
export function SettingsForm<Seen>(props: FormProps<Seen>) {
  const announce = useAnnounce();
  const reread = createReread();
  const [values, setValues] = createStore<Values>({ ...props.values });
  let was: Values = { ...props.values };
  const [seen, setSeen] = createSignal<{ it: Seen }>();
  const [said, setSaid] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  let form!: HTMLFormElement;
  const problems = createProblems(() => form);
  const { problem, elsewhere, join, leave } = problems;

  const set = (name: string, value: string) => {
    setValues(name, value);
    setSeen(undefined);
    setSaid('');
  };
  /** Puts what is true now where the form still stands as it did by `sent`; what was typed since stays. */
  const follow = (sent: Values) => {
    const fresh = { ...props.values };
    for (const name of new Set([...Object.keys(sent), ...Object.keys(fresh)]))
      if ((values[name] ?? '') === (sent[name] ?? '')) setValues(name, fresh[name] ?? '');
    return fresh;
  };
  const submit = async () => {
    if (busy()) return;
    setBusy(true);
    problems.forget();
    setSaid('');
    const sent = { ...values };
    try {
      if (props.preview && !seen()) {
        setSeen({ it: await props.preview(sent, was) });
        queueMicrotask(() => form.querySelector<HTMLElement>('[data-seen]')?.focus());
      } else {
        setSaid(await props.save(sent, was));
        setSeen(undefined);
        if (props.clears) setValues(reconcile({ ...props.values }));
        announce(said());
        await reread();
        if (!props.clears) was = follow(sent);
      }
    } catch (error) {
      setSeen(undefined);
      const problem = asProblem(error);
      if (problem.code === 'conflict') {
        await reread();
        was = follow(was);
      }
      problems.say(withWhatIsThere(problem, was));
    } finally {
      setBusy(false);
    }
  };
  const context = {
    draft: { values, set, clear: () => setValues({ ...props.values }) },
    problem,
    join,
    leave,
  };
  createEffect(
    on(
      () => props.values,
      () => {
        if (!busy() && Object.keys(values).every((name) => (values[name] ?? '') === (was[name] ?? ''))) was = follow(was);
      },
      { defer: true },
    ),
  );
  return (
    <FormContext.Provider value={context}>
      <form
        ref={form}
        noValidate
        class="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Show when={elsewhere()}>{(it) => <Refused problem={it()} />}</Show>
        {props.children}
        <Show when={seen()} keyed>
          {({ it }) => (
            <section data-seen tabindex={-1} class="rounded-xl bg-tint p-4" aria-label="What it would change">
              {props.show?.(it)}
            </section>
          )}
        </Show>
        <div class="flex flex-wrap items-center gap-3">
          <button type="submit" class={`button ${props.plain ? 'button-plain' : ''}`} disabled={busy()}>
            {busy() ? 'One moment…' : props.preview && !seen() ? 'See what it would change' : props.words}
          </button>
          <Show when={seen()}>
            <button type="button" class="button button-plain" onClick={() => setSeen(undefined)}>
              Do not save it
            </button>
          </Show>
          <Show when={said()}>
            <p class="font-semibold text-done">{said()}</p>
          </Show>
        </div>
      </form>
    </FormContext.Provider>
  );
}

/** Of what somebody else has changed, how it is now: what was typed still stands in its field. */
function withWhatIsThere(problem: Problem, now: Values): Problem {
  const there = problem.code === 'conflict' ? now[problem.field ?? ''] : undefined;
  if (there === undefined) return problem;
  const { status, code, message, field } = problem;
  const next = `${there === '' ? 'It is empty now.' : `It says “${there}” now.`} What you wrote is kept: save again to have it so.`;
  return new Problem({ status, code, message, field, next });
}

const Refused = (props: { problem: Problem }) => (
  <div role="alert" tabindex={-1} data-problem class="rounded-xl border border-late bg-late-tint p-4 text-late">
    <p class="font-semibold">{props.problem.message}</p>
    <Show when={props.problem.next}>{(next) => <p>{next()}</p>}</Show>
  </div>
);
