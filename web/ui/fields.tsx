import { createEffect, For, type JSX, Show } from 'solid-js';
import { createField } from './form.ts';

type FieldProps = { name: string; label: string; hint?: JSX.Element };

/** A place for words. It grows with what is written. */
export function Words(props: FieldProps & { rows?: number }) {
  const field = createField(() => props.name);
  return (
    <Labelled {...props} field={field}>
      <textarea
        {...described(props, field)}
        rows={props.rows ?? 2}
        dir="auto"
        class="field field-sizing-content min-h-16"
        ref={follow(field)}
        onInput={(event) => field.set(event.currentTarget.value)}
      />
    </Labelled>
  );
}

/** A place for one line: a word, a sum, a time. */
export function Line(
  props: FieldProps & { type?: 'text' | 'email' | 'tel' | 'datetime-local'; inputmode?: 'decimal'; suggestions?: readonly string[] },
) {
  const field = createField(() => props.name);
  const listId = () => (props.suggestions ? `${field.id}-list` : undefined);
  return (
    <Labelled {...props} field={field}>
      <input
        {...described(props, field)}
        type={props.type ?? 'text'}
        inputmode={props.inputmode}
        list={listId()}
        autocomplete="off"
        class="field"
        ref={follow(field)}
        onInput={(event) => field.set(event.currentTarget.value)}
      />
      <Show when={props.suggestions}>
        {(words) => (
          <datalist id={listId()}>
            <For each={words()}>{(word) => <option value={word} />}</For>
          </datalist>
        )}
      </Show>
    </Labelled>
  );
}

/** Words that are written often, each with one tap into the field above. */
export function Picks(props: { name: string; label: string; words: readonly string[]; onPick?: (word: string) => void }) {
  const field = createField(() => props.name);
  const pick = (word: string) => {
    field.set(word);
    props.onPick?.(word);
  };
  return (
    <Show when={props.words.length}>
      <fieldset aria-label={props.label} class="-mt-2 flex min-w-0 flex-wrap gap-2">
        <For each={props.words}>
          {(word) => (
            <button
              type="button"
              class="button button-plain px-3 text-sm aria-pressed:border-blue aria-pressed:bg-tint"
              aria-pressed={field.value() === word}
              onClick={() => pick(word)}
            >
              {word}
            </button>
          )}
        </For>
      </fieldset>
    </Show>
  );
}

/** One of many, whose names say enough. */
export function Select(props: FieldProps & { options: readonly { value: string; name: string }[] }) {
  const field = createField(() => props.name);
  return (
    <Labelled {...props} field={field}>
      <select {...described(props, field)} class="field" onChange={(event) => field.set(event.currentTarget.value)}>
        <For each={props.options}>
          {(option) => (
            <option value={option.value} selected={option.value === field.value()}>
              {option.name}
            </option>
          )}
        </For>
      </select>
    </Labelled>
  );
}

type Option = { value: string; name: string; means?: string | undefined; disabled?: boolean };

/** One of several, each with what it means, two in a line; the last one of an odd number has its own. `wide`: each has. */
export function Choice(props: FieldProps & { options: readonly Option[]; wide?: boolean }) {
  const field = createField(() => props.name);
  return (
    <fieldset class="min-w-0">
      <legend class="mb-1.5 font-semibold">{props.label}</legend>
      <Hint hint={props.hint} field={field} />
      <ProblemOf field={field} />
      <div class={`grid gap-2 ${props.wide ? '' : 'sm:grid-cols-2'}`}>
        <For each={props.options}>
          {(option) => (
            <label
              class={`flex min-h-11 items-start has-disabled:border-line has-disabled:text-soft has-disabled:hover:border-line gap-2.5 rounded-xl border-[1.5px] border-edge px-3 py-2 hover:border-ink has-checked:border-blue has-checked:bg-tint ${props.wide ? '' : 'sm:odd:last:col-span-2'}`}
            >
              <input
                type="radio"
                name={`${field.id}-choice`}
                value={option.value}
                class="mt-0.5 size-5 shrink-0 accent-blue"
                checked={field.value() === option.value}
                disabled={option.disabled ?? false}
                aria-invalid={field.problem() ? 'true' : undefined}
                aria-describedby={field.problem() ? field.problemId : undefined}
                onChange={() => field.set(option.value)}
              />
              <span class="min-w-0">
                {option.name}
                <Show when={option.means}>{(means) => <span class="block text-sm text-soft">{means()}</span>}</Show>
              </span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
}

/** Yes, or not: kept as `yes` or as nothing. */
export function Tick(props: { name: string; label: string }) {
  const field = createField(() => props.name);
  let box!: HTMLInputElement;
  // A box that was ticked by hand no longer follows its attribute.
  createEffect(() => {
    box.checked = field.value() === 'yes';
  });
  return (
    <label class="flex min-h-11 items-start gap-3 rounded-xl bg-tint px-3 py-2.5">
      <input
        ref={box}
        type="checkbox"
        class="mt-0.5 size-5 shrink-0 accent-blue"
        onChange={(event) => field.set(event.currentTarget.checked ? 'yes' : '')}
      />
      {props.label}
    </label>
  );
}

type Field = ReturnType<typeof createField>;

/** Shows what was typed, here or in another tab. Whoever is in the field keeps their place in it. */
const follow = (field: Field) => (box: HTMLInputElement | HTMLTextAreaElement) =>
  createEffect(() => {
    const value = field.value();
    if (box.value === value) return;
    const { selectionStart: from, selectionEnd: to } = box;
    box.value = value;
    // What chooses a time has no places in it, nor has an address.
    if (from !== null && box === document.activeElement) box.setSelectionRange(from, to);
  });

const Labelled = (props: FieldProps & { field: Field; children: JSX.Element }) => (
  <div>
    <label for={props.field.id} class="mb-1.5 block font-semibold">
      {props.label}
    </label>
    <Hint hint={props.hint} field={props.field} />
    <ProblemOf field={props.field} />
    {props.children}
  </div>
);

const Hint = (props: { hint: JSX.Element; field: Field }) => (
  <Show when={props.hint}>
    <p id={props.field.hintId} class="-mt-1 mb-1.5 text-sm text-soft">
      {props.hint}
    </p>
  </Show>
);

const ProblemOf = (props: { field: Field }) => (
  <Show when={props.field.problem()}>
    {(problem) => (
      <p id={props.field.problemId} class="mb-1.5 font-semibold text-late">
        {problem().message} {problem().next}
      </p>
    )}
  </Show>
);

/** Ties an input to its label, its hint and what is wrong with it. */
const described = (props: FieldProps, field: Field) => ({
  id: field.id,
  get 'aria-invalid'() {
    return field.problem() ? ('true' as const) : undefined;
  },
  get 'aria-describedby'() {
    return [props.hint ? field.hintId : '', field.problem() ? field.problemId : ''].filter(Boolean).join(' ') || undefined;
  },
});
