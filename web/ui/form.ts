import { createContext, createSignal, createUniqueId, onCleanup, useContext } from 'solid-js';
import type { Draft } from '../lib/drafts.ts';
import { asProblem, type Problem } from '../lib/problem.ts';

/** What a form shares with its fields. */
export type FormState = {
  draft: Draft;
  problem: () => Problem | undefined;
  /** Tells the form that it has this field, so that a problem with it is said there. */
  join(name: string): void;
  leave(name: string): void;
};

export const FormContext = createContext<FormState>();

/** One field: its id, its value as typed so far, and what is wrong with it. */
export function createField(name: () => string) {
  const form = useContext(FormContext);
  if (!form) throw new Error('A field needs its form.');
  const id = createUniqueId();
  form.join(name());
  onCleanup(() => form.leave(name()));
  const problem = () => {
    const found = form.problem();
    return found?.field !== undefined && isAbout(found.field, name()) ? found : undefined;
  };
  return {
    id,
    problemId: `${id}-problem`,
    hintId: `${id}-hint`,
    value: () => form.draft.values[name()] ?? '',
    set: (value: string) => form.draft.set(name(), value),
    problem,
  };
}

/** The server names what is inside a field with a path: `alternatives[1]`. */
const isAbout = (field: string, name: string): boolean => field === name || field.startsWith(`${name}[`) || field.startsWith(`${name}.`);

/** What is wrong with a form: said at the field that it is about, which takes the focus, or beside the button when it has no field. */
export function createProblems(form: () => HTMLFormElement) {
  const [problem, setProblem] = createSignal<Problem>();
  const names = new Set<string>();
  return {
    problem,
    join: (name: string) => void names.add(name),
    leave: (name: string) => void names.delete(name),
    forget: () => setProblem(undefined),
    say(error: unknown) {
      setProblem(asProblem(error));
      queueMicrotask(() => form().querySelector<HTMLElement>('[aria-invalid="true"], [data-problem]')?.focus());
    },
    elsewhere() {
      const found = problem();
      return found && ![...names].some((name) => found.field !== undefined && isAbout(found.field, name)) ? found : undefined;
    },
  };
}
