import { createMemo, createSignal, type JSX, Match, onCleanup, Show, Switch, useContext } from 'solid-js';
import { now } from '../../../lib/clock.ts';
import { minorUnits, sum } from '../../../lib/money.ts';
import { dayAndTime } from '../../../lib/time.ts';
import { Choice } from '../../../ui/fields.tsx';
import { FormContext } from '../../../ui/form.ts';
import { type Colleague, createColleagues } from '../data.ts';
import { powerWords } from './power.tsx';
import { HandedOverTold } from './Told.tsx';

/** The colleagues whose authority covers it, each with their load and their hours; nobody else can be chosen, and nobody who is away. */
export function WhoMay() {
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
      means: loadOf(one, asked().power),
      disabled: one.away !== null,
    })),
  );
  /** Whoever was chosen before something else was asked is not chosen any more. */
  const chosen = () => options().find(({ value, disabled }) => value === form.draft.values.to && !disabled);
  const top = () => (colleagues.data?.top ?? []).map(({ name }) => name).join(', ');
  return (
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
          <Show when={options().every(({ disabled }) => disabled)}>
            <Nobody>
              Everybody who may say yes to that is away. Promise the customer a date after they are back, or ask a manager who stands in for{' '}
              {top() || 'them'}.
            </Nobody>
          </Show>
        </Match>
        <Match when={colleagues.data}>
          <Nobody>
            Nobody else may say yes to “{powerWords(asked().power)}”{asked().amount ? ` of ${sum(asked().amount)}` : ''}. Look whether it is
            spelt as in your company’s authorities; else ask an administrator who should.
          </Nobody>
        </Match>
      </Switch>
    </div>
  );
}

const Nobody = (props: { children: JSX.Element }) => <p class="rounded-xl bg-soon-tint px-3 py-2.5 text-soon">{props.children}</p>;

/** `here now · 3 open, 1 due today · refund up to €900.00`. */
function loadOf({ upTo, open, dueToday, here, away, worksAgainAt }: Colleague, power: string): string {
  const when = (at: string) => dayAndTime(Date.parse(at), now());
  const hours = away
    ? `away${away.until ? ` until ${when(away.until)}` : ''}`
    : here
      ? 'here now'
      : worksAgainAt
        ? `here again ${when(worksAgainAt)}`
        : 'not at work now';
  const load = open ? `${open} open${dueToday ? `, ${dueToday} due today` : ''}` : 'nothing open';
  return [hours, load, `${powerWords(power)} ${upTo === null ? 'without limit' : `up to ${sum(upTo)}`}`].join(' · ');
}

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
