import { Show } from 'solid-js';
import { createDraft } from '../../../lib/drafts.ts';
import { Choice, Words } from '../../../ui/fields.tsx';
import { useDesk } from '../data.ts';
import { Managers } from './Managers.tsx';
import { MoveForm } from './MoveForm.tsx';
import { linesOf, powerWords } from './power.tsx';
import { Told } from './Told.tsx';
import { Send } from './texts.tsx';

/** Ending it without a fix: managers with two alternatives, and whoever may say yes to what is asked without limit with the reason alone. */
export function LetGo() {
  const desk = useDesk();
  const asked = () => desk.it().noAsked;
  const draft = createDraft(`${desk.it().id}.let_go`);
  const before = asked();
  // What its owner wrote is where the manager begins; whatever they made of it stays.
  if (before && draft.values.reason === undefined && draft.values.alternatives === undefined) {
    draft.set('reason', before.reason);
    draft.set('alternatives', before.alternatives.join('\n'));
  }
  const atTheTop = () => desk.it().allowances.filter(({ upTo }) => upTo === null);
  const bare = (power: string | undefined) => atTheTop().some((one) => one.power === power);
  return (
    <MoveForm
      move="let_go"
      needs={{ ...(desk.manages() ? {} : { power: 'Choose what they ask for.' }), reason: 'Say why.' }}
      insists
      send={({ power, ...values }, terms) =>
        desk.requests.letGo({
          ...terms,
          reason: values.reason ?? '',
          alternatives: linesOf(values.alternatives),
          ...(power && bare(power) ? { power } : {}),
        })
      }
      done={() => 'It is let go. The customer is told why, and what is offered instead.'}
    >
      {(values) => (
        <>
          <Show when={asked()}>
            {(it) => <p class="rounded-xl bg-wait-tint px-3 py-2.5">{it().byName} asks for a no. What they wrote is below.</p>}
          </Show>
          <Show when={atTheTop().length}>
            <Choice
              name="power"
              label="What do they ask for?"
              hint={`What you may grant without limit, you may also refuse with the reason alone.${
                desk.manages() ? '' : ' Any other no is a manager’s: ask for it under “Propose”.'
              }`}
              options={[...atTheTop().map(({ power }) => ({ value: power, name: powerWords(power) })), ...(desk.manages() ? [OTHER] : [])]}
            />
          </Show>
          <Words name="reason" label="Why it cannot be done" hint="The customer reads this." />
          <Words
            name="alternatives"
            label="What is offered instead"
            hint={
              bare(values().power) ? 'If there is anything. One on each line.' : 'At least two, one on each line. The customer reads them.'
            }
            rows={3}
          />
          <Told
            of="letGo"
            words={{
              reason: values().reason,
              alternatives: linesOf(values().alternatives).join(' · ') || (bare(values().power) ? null : ''),
            }}
          />
          <Send words="Let it go" />
        </>
      )}
    </MoveForm>
  );
}

const OTHER = { value: 'other', name: 'Something else', means: 'a no to it needs two alternatives' };

/** Asking a manager to say no: only they can. */
export function AskNo() {
  const desk = useDesk();
  return (
    <MoveForm
      move="ask_no"
      needs={{ why: 'Say why it cannot be done.' }}
      insists
      send={(values, terms) => desk.requests.askNo({ ...terms, why: values.why ?? '', alternatives: linesOf(values.alternatives) })}
      done={() => 'Asked. It stays with its owner until a manager decides.'}
    >
      <p class="text-soft">
        {desk.may('let_go') ? 'What you may grant without limit, you refuse yourself under “Let it go”. Any other no is' : 'Every no is'} a
        manager’s. <Managers /> It stays yours until they decide; the customer is told nothing yet.
      </p>
      <Words name="why" label="Why it cannot be done" />
      <Words name="alternatives" label="What was offered instead" hint="One on each line. A no needs two." rows={3} />
      <Send words="Ask a manager to say no" />
    </MoveForm>
  );
}
