import { createSignal, type JSX, Show } from 'solid-js';
import { createDraft } from '../../lib/drafts.ts';
import { useAnnounce } from '../../ui/Announcer.tsx';
import { createProblems, FormContext } from '../../ui/form.ts';

type FormProps = {
  /** The name under which what is typed is kept until it is sent. */
  draft: string;
  words: string;
  busy: boolean;
  onType?: (name: string) => void;
  /** Sends it. What it gives back is said; nothing means that there is another step. Throws a problem to say what is wrong with a field. */
  send: (values: Record<string, string>) => Promise<string | undefined>;
  children: JSX.Element;
};

/** A short form: what is wrong is said at its field, which takes the focus. */
export function Form(props: FormProps) {
  const announce = useAnnounce();
  const draft = createDraft(props.draft);
  const [said, setSaid] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  let form!: HTMLFormElement;
  const problems = createProblems(() => form);
  const { problem, elsewhere, join, leave } = problems;
  const submit = async () => {
    if (busy()) return;
    setBusy(true);
    problems.forget();
    try {
      const values = { ...draft.values };
      const done = await props.send(values);
      if (done !== undefined) {
        draft.clear(values);
        setSaid(done);
        announce(done);
      }
    } catch (error) {
      problems.say(error);
    } finally {
      setBusy(false);
    }
  };
  const context = {
    draft: {
      get values() {
        return draft.values;
      },
      set: (name: string, value: string) => {
        draft.set(name, value);
        props.onType?.(name);
      },
      clear: draft.clear,
    },
    problem,
    join,
    leave,
  };
  return (
    <FormContext.Provider value={context}>
      <form
        ref={form}
        noValidate
        class="space-y-3 pt-1"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Show when={elsewhere()}>
          {(it) => (
            <p role="alert" tabindex={-1} data-problem class="rounded-xl border border-late bg-late-tint p-3 text-late">
              {it().message} {it().next}
            </p>
          )}
        </Show>
        {props.children}
        <div class="flex flex-wrap items-center gap-3">
          <button type="submit" class="button" disabled={busy() || props.busy}>
            {busy() || props.busy ? 'One moment…' : props.words}
          </button>
          <Show when={said()}>{(words) => <p class="font-semibold text-done">{words()}</p>}</Show>
        </div>
      </form>
    </FormContext.Provider>
  );
}
