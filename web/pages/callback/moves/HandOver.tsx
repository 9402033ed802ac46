import { createMemo, createSignal, For, Match, onCleanup, Show, Switch, useContext } from 'solid-js';
import { minorUnits, sum } from '../../../lib/money.ts';
import { Problem } from '../../../lib/problem.ts';
import { Choice, Line, Words } from '../../../ui/fields.tsx';
import { FormContext } from '../../../ui/form.ts';
import { Time } from '../../../ui/Time.tsx';
import { createColleagues, useDesk } from '../data.ts';
import { MoveForm } from './MoveForm.tsx';
import { Send } from './texts.tsx';

/** Handing it to somebody with the authority to say yes. It counts only when they accept. */
export function HandOver() {
  const desk = useDesk();
  return (
    <MoveForm
      move="hand_off"
      needs={{
        power: 'Say what somebody has to say yes to.',
        to: 'Choose who is asked.',
        why: 'Say why: they read it before they accept.',
      }}
      insists
      send={(values, terms) =>
        desk.requests.handOff({
          ...terms,
          to: values.to ?? '',
          power: (values.power ?? '').trim(),
          amount: amountOf(values.amount),
          why: values.why ?? '',
        })
      }
      done={(after) => `Offered to ${after.offer?.toName}. ${after.owner?.name} owns it until they accept.`}
    >
      <p>Only to somebody who may say yes, and only once. It stays with its owner until they accept.</p>
      <Line
        name="power"
        label="What has to be said yes to"
        hint="Like refund or exception, as it is written in your company’s authorities."
        suggestions={['refund', 'exception']}
      />
      <Line name="amount" label="How much, if it is about money" hint="In your currency, like 120 or 49.90." inputmode="decimal" />
      <WhoMay />
      <Words name="why" label="Why" hint="They read it before they accept. Everything else on this page goes with it." />
      <Send words="Ask them to take it over" />
    </MoveForm>
  );
}

/** The colleagues whose authority covers it; nobody else can be chosen. */
function WhoMay() {
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
    (colleagues.data?.items ?? [])
      .filter(({ away }) => away === null)
      .map(({ id, name, upTo }) => ({ value: id, name, means: upTo === null ? 'without limit' : `up to ${sum(upTo)}` })),
  );
  const away = createMemo(() => (colleagues.data?.items ?? []).flatMap(({ name, away }) => (away ? [{ name, until: away.until }] : [])));
  return (
    <div aria-live="polite">
      <Switch fallback={<p class="text-soft">Looking for who may say yes…</p>}>
        <Match when={asked().power === ''}>
          <p class="text-soft">Who may say yes appears here.</p>
        </Match>
        <Match when={colleagues.isError}>
          <p class="text-late">Who may say yes could not be read just now. It is tried again when you change what is asked.</p>
        </Match>
        <Match when={options().length}>
          <Choice name="to" label="Who may say yes" options={options()} />
        </Match>
        <Match when={away().length}>
          <p class="rounded-xl bg-soon-tint px-3 py-2.5 text-soon">Everybody else who may say yes to that is away.</p>
        </Match>
        <Match when={colleagues.data}>
          <p class="rounded-xl bg-soon-tint px-3 py-2.5 text-soon">Nobody else may say yes to that. Ask an administrator who should.</p>
        </Match>
      </Switch>
      <For each={away()}>
        {(one) => (
          <p class="mt-2 text-sm text-soft">
            {one.name} is away
            <Show when={one.until}>
              {(until) => (
                <>
                  {' '}
                  until <Time at={until()} />
                </>
              )}
            </Show>
            .
          </p>
        )}
      </For>
    </div>
  );
}

function amountOf(typed: string | undefined): number {
  const amount = minorUnits(typed ?? '');
  if (amount === undefined) throw new Problem({ status: 422, code: 'invalid', message: 'Write a sum like 120 or 49.90.', field: 'amount' });
  return amount;
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
