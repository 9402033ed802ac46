import { Show } from 'solid-js';
import { createPeople } from '../../../lib/people.ts';
import { Line, Words } from '../../../ui/fields.tsx';
import { useDesk } from '../data.ts';
import { MoveForm } from './MoveForm.tsx';
import { Amount, amountOf } from './power.tsx';
import { Send } from './texts.tsx';
import { WhoMay } from './WhoMay.tsx';

/** Handing it to somebody with the authority to say yes. It counts only when they accept. */
export function HandOver() {
  const desk = useDesk();
  const powers = () => [...new Set([...desk.it().allowances.map(({ power }) => power), 'refund', 'exception', 'replace'])];
  return (
    <Show when={desk.may('hand_off')} fallback={<OnlyManagers />}>
      <MoveForm
        move="hand_off"
        needs={{
          power: 'Say what somebody has to say yes to.',
          why: 'Say why: they read it before they accept.',
          to: 'Choose who is asked.',
        }}
        insists
        send={(values, terms) =>
          desk.requests.handOff({
            ...terms,
            to: values.to ?? '',
            power: (values.power ?? '').trim(),
            ...amountOf(values.amount),
            why: values.why ?? '',
          })
        }
        done={(after) => `Offered to ${after.offer?.toName}. ${after.owner?.name} owns it until they accept.`}
      >
        <p class="text-soft">
          Only to somebody who may say yes{desk.it().handOffs ? '. It was handed over once already' : ', and only once'}. It stays with its
          owner until they accept.
        </p>
        <Line
          name="power"
          label="What has to be said yes to"
          hint="As your company’s authorities call it, like refund or exception."
          suggestions={powers()}
        />
        <Amount />
        <Words name="why" label="Why" hint="They read it before they accept. Everything else on this page goes with it." />
        <WhoMay />
        <Send words="Ask them to take it over" />
      </MoveForm>
    </Show>
  );
}

/** Once handed over, it is handed over again by managers alone: whom to ask. */
function OnlyManagers() {
  const people = createPeople();
  const managers = () => (people.data?.items ?? []).filter(({ role }) => role === 'manager');
  const here = () => managers().filter(({ away }) => away === null);
  const names = () => (here().length ? here() : managers()).map(({ name }) => name);
  return (
    <p>
      It was handed over once already, and only a manager can hand it over again.{' '}
      <Show when={names().length} fallback="Ask a manager of yours.">
        Ask {new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(names())}
        {here().length ? '' : ', who may be away just now'}.
      </Show>{' '}
      Nothing is lost meanwhile: it stays yours.
    </p>
  );
}
