import { Show } from 'solid-js';
import { Line, Picks, Words } from '../../../ui/fields.tsx';
import { createPowers, useDesk } from '../data.ts';
import { Managers } from './Managers.tsx';
import { MoveForm } from './MoveForm.tsx';
import { Amount, amountOf } from './power.tsx';
import { Send } from './texts.tsx';
import { WhoMay } from './WhoMay.tsx';

/** So many can be seen at a glance; the others come as one types. */
const MOST_PICKS = 6;

/** Handing it to somebody with the authority to say yes. It counts only when they accept. */
export function HandOver() {
  const desk = useDesk();
  const powers = createPowers();
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
          hint="As your company’s authorities call it."
          suggestions={powers.data?.items ?? []}
        />
        <Picks name="power" label="What somebody here may say yes to" words={powers.data?.items.slice(0, MOST_PICKS) ?? []} />
        <Amount />
        <Words name="why" label="Why" hint="They read it before they accept. Everything else on this page goes with it." />
        <WhoMay>
          <Send words="Ask them to take it over" />
        </WhoMay>
      </MoveForm>
    </Show>
  );
}

/** Once handed over, it is handed over again by managers alone: whom to ask. */
const OnlyManagers = () => (
  <p>
    It was handed over once already, and only a manager can hand it over again. <Managers /> Nothing is lost meanwhile: it stays yours.
  </p>
);
