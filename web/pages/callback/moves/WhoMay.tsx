import { createEffect, createMemo, createSignal, For, type JSX, Match, onCleanup, Show, Switch, useContext } from 'solid-js';
import { hoursWords, loadWords } from '../../../lib/load.ts';
import { minorUnits, sum } from '../../../lib/money.ts';
import { Choice } from '../../../ui/fields.tsx';
import { FormContext } from '../../../ui/form.ts';
import { type Colleague, type Colleagues, createColleagues, useDesk } from '../data.ts';
import { limitOf, powerWords } from './power.tsx';
import { HandedOverTold } from './Told.tsx';

/**
 * The colleagues whose authority covers it, each with their load and their hours; nobody else can be chosen, and nobody who is away.
 * While there is nobody, it says whom to ask, and its children, which send it, are not there.
 */
export function WhoMay(props: { children: JSX.Element }) {
  const form = useContext(FormContext)!;
  const asked = createSettled(() => ({
    power: (form.draft.values.power ?? '').trim(),
    amount: minorUnits(form.draft.values.amount ?? '') ?? 0,
  }));
  const colleagues = createColleagues(
    () => asked().power,
    () => asked().amount,
  );
  const options = createMemo(() =>
    (colleagues.data?.items ?? []).map((one) => ({
      value: one.id,
      name: one.name,
      means: meansOf(one, asked().power),
      disabled: one.away !== null,
    })),
  );
  /** Whoever was chosen before something else was asked is not chosen any more. */
  const chosen = () => options().find(({ value, disabled }) => value === form.draft.values.to && !disabled);
  /** There is nobody to be sent to. */
  const nobody = () => colleagues.data !== undefined && options().every(({ disabled }) => disabled);
  createEffect(() => colleagues.data && form.draft.values.to && !chosen() && form.draft.set('to', ''));
  return (
    <>
      <div aria-live="polite" class="space-y-2">
        <Switch fallback={<p class="text-soft">Looking for who may say yes…</p>}>
          <Match when={asked().power === ''}>
            <p class="text-soft">Who may say yes to it appears here.</p>
          </Match>
          <Match when={colleagues.isError}>
            <p class="text-late">Who may say yes could not be read just now. It is tried again when you change what is asked.</p>
          </Match>
          <Match when={options().length}>
            <Choice name="to" label="Who may say yes" options={options()} wide />
            <Show when={chosen()}>{(one) => <HandedOverTold to={one().value} />}</Show>
            <Show when={nobody() && colleagues.data}>
              {(it) => (
                <Nobody {...it()} {...asked()} top={[]}>
                  Everybody who may say yes to that is away. Promise the customer a date after they are back, or ask:
                </Nobody>
              )}
            </Show>
          </Match>
          <Match when={colleagues.data}>
            {(it) => (
              <Nobody {...it()} {...asked()}>
                Nobody else may say yes to “{powerWords(asked().power)}”{asked().amount ? ` of ${sum(asked().amount)}` : ''}. Ask:
              </Nobody>
            )}
          </Match>
        </Switch>
      </div>
      <Show when={!nobody()}>{props.children}</Show>
    </>
  );
}

type NobodyProps = Pick<Colleagues, 'top' | 'administrators'> & { power: string; amount: number; children: JSX.Element };

/** Nobody can be chosen: whom to ask then. Those who may say yes to most of it, and those who say who may. */
function Nobody(props: NobodyProps) {
  const desk = useDesk();
  const own = () => desk.it().allowances.find(({ power }) => power === props.power);
  const covers = () => own() && (own()!.upTo === null || own()!.upTo! >= props.amount);
  return (
    <div class="space-y-2 rounded-xl bg-soon-tint px-4 py-3">
      <Show when={!covers()} fallback={<p class="text-soon">You may say yes to it yourself: grant it, and it stays yours.</p>}>
        <p class="font-semibold text-soon">{props.children}</p>
        <ul class="space-y-1.5">
          <For each={props.top}>
            {(one) => <Whom name={one.name} means={`may say yes to most of it, ${limitOf(one.upTo)} · ${hoursWords(one)}`} />}
          </For>
          <For each={props.administrators}>
            {(one) => <Whom name={one.name} means={`decides who may say yes to what · ${hoursWords(one)}`} />}
          </For>
          <Show when={desk.me().role === 'administrator'}>
            <li>
              <a href="/settings/people" class="link inline-flex min-h-11 items-center">
                Decide who may say yes to what
              </a>
            </li>
          </Show>
        </ul>
      </Show>
    </div>
  );
}

const Whom = (props: { name: string; means: string }) => (
  <li>
    <strong class="font-semibold">{props.name}</strong>
    <span class="block text-sm text-soft">{props.means}</span>
  </li>
);

/** `here now · 3 open, 1 due today · refund up to €900.00`. */
const meansOf = (one: Colleague, power: string): string => `${loadWords(one)} · ${powerWords(power)} ${limitOf(one.upTo)}`;

/** What the value has come to after a pause in typing. */
function createSettled<T>(value: () => T, pause = 300): () => T {
  const [settled, setSettled] = createSignal(value());
  let timer: ReturnType<typeof setTimeout> | undefined;
  createMemo(() => {
    const newest = value();
    clearTimeout(timer);
    timer = setTimeout(() => setSettled(() => newest), pause);
  });
  onCleanup(() => clearTimeout(timer));
  return settled;
}
