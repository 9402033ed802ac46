import { createSignal, Show } from 'solid-js';
import { api, ask } from '../../lib/api.ts';
import { Problem } from '../../lib/problem.ts';
import { Choice } from '../../ui/fields.tsx';
import type { Person } from './data.ts';
import { SettingsForm } from './Form.tsx';
import { Fold } from './parts.tsx';

/** Somebody leaves, and hands over what is open; or comes back. */
export function Leaving(props: { person: Person; people: Person[] }) {
  const [asked, setAsked] = createSignal(false);
  const param = () => ({ id: props.person.id });
  const heirs = () => props.people.filter((one) => one.active && one.id !== props.person.id);
  const close = async (to: string) => {
    try {
      await ask(api.people[':id'].close.$post({ param: param(), json: to ? { to } : {} }));
    } catch (error) {
      if (error instanceof Problem && error.field === 'to') setAsked(true);
      throw error;
    }
    return `The account of ${props.person.name} is closed.`;
  };
  return (
    <Fold title={props.person.active ? `${props.person.name} leaves` : `${props.person.name} comes back`}>
      <Show
        when={props.person.active}
        fallback={
          <SettingsForm
            values={{}}
            words="Open the account again"
            save={async () => {
              await ask(api.people[':id'].reopen.$post({ param: param(), json: {} }));
              return 'Open again, with the same role, teams and powers.';
            }}
          >
            <p>They sign in with {props.person.email}, as before.</p>
          </SettingsForm>
        }
      >
        <SettingsForm values={{ to: '' }} words="Close the account" save={(values) => close(values.to ?? '')}>
          <p>They are signed out everywhere at once. What they did stays in the history.</p>
          <Show when={asked()}>
            <Choice
              name="to"
              label="Who takes over their open callbacks"
              options={heirs().map((one) => ({ value: one.id, name: one.name }))}
            />
          </Show>
        </SettingsForm>
      </Show>
    </Fold>
  );
}
