import { type JSX, Show } from 'solid-js';
import type { Move } from '../../../../server/callbacks/rules.ts';
import type { CallbackView, Order } from '../../../lib/api.ts';
import { createDraft } from '../../../lib/drafts.ts';
import { asProblem, Problem } from '../../../lib/problem.ts';
import { createProblems, FormContext } from '../../../ui/form.ts';
import { useDesk } from '../data.ts';

type Values = Record<string, string>;

/** What every move carries: its own name, the state it was decided from, and why somebody acts in the owner's place. */
export type Terms = { once: string; seq?: number; reason?: string };

export type MoveFormProps = {
  move: Move;
  /** Told apart from other forms of the same move by this. */
  about?: string;
  /** What has to be there before anything is sent, and what is said when it is not. */
  needs?: Record<string, string>;
  /** What is sent for it. `pressed` is the value of the button. Throws a problem to say what is wrong with a field. */
  send: (values: Values, terms: Terms, pressed: string) => Order;
  /** Whether it builds on, or replaces, what is on the screen: then it is refused if that has changed since. */
  insists?: boolean;
  done: (after: CallbackView) => string;
  /** The fields; given what is typed so far when that decides which there are. */
  children: JSX.Element | ((values: () => Values) => JSX.Element);
};

/** A move as a form. What is typed is kept until it is done; what is wrong is said at its field, which takes the focus. */
export function MoveForm(props: MoveFormProps) {
  const desk = useDesk();
  const name = [desk.it().id, props.move, props.about].filter(Boolean).join('.');
  const draft = createDraft(name);
  let form!: HTMLFormElement;
  const { forget, say, elsewhere, ...problems } = createProblems(() => form);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (desk.sending()) return;
    forget();
    desk.setReasonProblem(undefined);
    const pressed = event.submitter instanceof HTMLButtonElement ? event.submitter.value : '';
    const values = { ...draft.values };
    try {
      const wanting = missing(values);
      if (wanting) throw wanting;
      if (standsIn() && !reason()) throw problemWith('reason', `Say why you act in place of ${desk.it().owner?.name}.`);
      const once = newName();
      const order = () => props.send(values, termsOf(once), pressed);
      const what = event.submitter?.textContent?.trim() ?? '';
      const done = await desk.send({ move: props.move, order, once, done: props.done, what, form: name, values, typed: typed(values) });
      if (done) draft.clear(values);
    } catch (error) {
      const problem = asProblem(error);
      // The reason to stand in is written once, above all forms.
      if (problem.field === 'reason' && standsIn()) return void desk.setReasonProblem(problem);
      say(problem);
    }
  };

  const standsIn = () => !HAS_ITS_REASON.includes(props.move) && desk.standsIn(props.move);
  const reason = () => desk.standIn.values.reason?.trim() ?? '';

  /** The first thing that is not there yet, in the words of the form. */
  const missing = (values: Values): Problem | undefined => {
    const field = Object.keys(props.needs ?? {}).find((name) => !values[name]?.trim());
    return field === undefined ? undefined : problemWith(field, props.needs?.[field] ?? '');
  };

  const termsOf = (once: string): Terms => ({
    once,
    ...(props.insists ? { seq: desk.it().seq } : {}),
    ...(standsIn() ? { reason: reason() } : {}),
  });

  return (
    <FormContext.Provider value={{ draft, ...problems }}>
      <form ref={form} onSubmit={(event) => void submit(event)} noValidate class="space-y-4">
        <Show when={elsewhere()}>{(it) => <Refused problem={it()} />}</Show>
        {typeof props.children === 'function' ? props.children(() => draft.values) : props.children}
      </form>
    </FormContext.Provider>
  );
}

/** By this the server knows a move again that is sent twice. */
const newName = (): string => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const problemWith = (field: string, message: string) => new Problem({ status: 422, code: 'invalid', message, field });

/** What was typed, without what was chosen: words are what people must not lose. */
const typed = (values: Values): string[] =>
  ['reason', 'words', 'text', 'note', 'why', 'done', 'alternatives'].flatMap((name) => values[name]?.trim() || []);

const Refused = (props: { problem: Problem }) => (
  <div role="alert" tabindex={-1} data-problem class="rounded-xl border border-late bg-late-tint p-4 text-late">
    <p class="font-semibold">{props.problem.message}</p>
    <Show when={props.problem.next}>{(next) => <p>{next()}</p>}</Show>
    <p>What you typed is still here.</p>
  </div>
);

/** These are made with a reason of their own, whoever makes them. */
const HAS_ITS_REASON: readonly Move[] = ['release', 'dismiss'];
