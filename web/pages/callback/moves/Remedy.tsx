import { Show } from 'solid-js';
import { sum } from '../../../lib/money.ts';
import { Choice, Words } from '../../../ui/fields.tsx';
import { useDesk } from '../data.ts';
import { MoveForm } from './MoveForm.tsx';
import { Amount, amountOf, limitOf, powerWords } from './power.tsx';
import { Send } from './texts.tsx';

/** Granting something at once, within one's own limit. */
export function Remedy() {
  const desk = useDesk();
  const options = () =>
    desk.it().allowances.map(({ power, upTo, granted }) => ({
      value: power,
      name: powerWords(power),
      means: upTo === null ? limitOf(upTo) : `${limitOf(upTo)} here${granted ? `; ${sum(granted)} granted already` : ''}`,
    }));
  return (
    <Show when={options().length} fallback={<p>You may not grant anything yourself. Hand it over to somebody who may say yes.</p>}>
      <MoveForm
        move="remedy"
        needs={{ power: 'Choose what you grant.', what: 'Write down what the customer gets.' }}
        insists
        send={(values, terms) =>
          desk.requests.remedy({ ...terms, power: values.power ?? '', ...amountOf(values.amount), what: values.what ?? '' })
        }
        done={() => 'Granted. The customer sees it on their page.'}
      >
        <Choice name="power" label="What you may say yes to" options={options()} />
        <Amount />
        <Words name="what" label="What they get" hint="The customer reads this on their page." />
        <Send words="Grant it now" />
      </MoveForm>
    </Show>
  );
}
