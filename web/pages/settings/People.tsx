import { For, Show } from 'solid-js';
import { api, ask } from '../../lib/api.ts';
import { Line } from '../../ui/fields.tsx';
import { Time } from '../../ui/Time.tsx';
import { Absence } from './Absence.tsx';
import { createPeople, createTeams, type Person, type Team } from './data.ts';
import { SettingsForm } from './Form.tsx';
import { Leaving } from './Leaving.tsx';
import { Fold, Read, Sheet } from './parts.tsx';
import { PersonFields, personOf, powerWords, ROLES, valuesOf } from './person-fields.tsx';

/** Who works here, and what they may say yes to. */
export function People(props: { mayChange: boolean }) {
  const people = createPeople();
  const teams = createTeams();
  const known = () => teams.data?.items ?? [];
  return (
    <Read query={people}>
      {(data) => (
        <div class="mt-5 space-y-4">
          <Show when={props.mayChange}>
            <Sheet title="Invite somebody">
              <p class="mt-1 mb-3 text-soft">They get a mail whose link signs them in. There is no password.</p>
              <Invite teams={known()} />
            </Sheet>
          </Show>
          <For each={data().items}>
            {(person) => <OnePerson person={person} teams={known()} people={data().items} mayChange={props.mayChange} />}
          </For>
        </div>
      )}
    </Read>
  );
}

const BLANK = { email: '', ...valuesOf({ name: '', role: 'supervisor', teams: [], powers: [] }) };

const Invite = (props: { teams: Team[] }) => (
  <SettingsForm
    values={BLANK}
    words="Send the invitation"
    clears
    save={async (values) => {
      const { name } = await ask(api.people.$post({ json: { ...personOf(values), email: values.email ?? '' } }));
      return `${name} is invited.`;
    }}
  >
    <div class="grid gap-4 sm:grid-cols-2">
      <Line name="name" label="Name" />
      <Line name="email" label="Email address at work" />
    </div>
    <PersonFields teams={props.teams} />
  </SettingsForm>
);

type OneProps = { person: Person; teams: Team[]; people: Person[]; mayChange: boolean };

function OnePerson(props: OneProps) {
  const id = () => props.person.id;
  return (
    <Sheet
      title={
        <>
          <bdi>{props.person.name}</bdi>
          <span class="text-sm text-soft">{ROLES[props.person.role].name}</span>
          <Show when={!props.person.active}>
            <span class="mark bg-tint text-soft">account closed</span>
          </Show>
          <Show when={props.person.active && props.person.absence}>
            {(absence) => (
              <span class="mark bg-soon-tint text-soon">
                away from <Time at={absence().from} />
              </span>
            )}
          </Show>
        </>
      }
    >
      <p class="text-soft">
        {props.person.email}
        <Show when={props.person.teams.length}> · {props.person.teams.map((team) => team.name).join(', ')}</Show>
      </p>
      <p class="mb-3 last:mb-0">
        {props.person.powers.length
          ? `May say yes to: ${props.person.powers.map(powerWords).join(', ')}.`
          : 'May not say yes to anything yet.'}
      </p>
      <Show when={props.mayChange}>
        <Show when={props.person.active}>
          <Fold title={`Change ${props.person.name}`}>
            <SettingsForm
              values={valuesOf(props.person)}
              words="Save"
              save={async (values, was) => {
                await ask(api.people[':id'].change.$post({ param: { id: id() }, json: { ...personOf(values), was: personOf(was) } }));
                return 'Saved. It counts from their next tap on.';
              }}
            >
              <Line name="name" label="Name" />
              <PersonFields teams={props.teams} />
            </SettingsForm>
          </Fold>
        </Show>
        <Show when={props.person.active}>
          <Fold title={`When ${props.person.name} is away`}>
            <p class="mb-3 text-soft">Nobody hands a callback to them in that time, and whoever tries is told until when.</p>
            <Absence id={id()} name={props.person.name} now={props.person.absence} />
          </Fold>
          <Fold title={`A new link for ${props.person.name}`}>
            <SettingsForm
              values={{}}
              words="Send the invitation again"
              save={async () => {
                await ask(api.people[':id'].invite.$post({ param: { id: id() }, json: {} }));
                return `It is on its way to ${props.person.email}.`;
              }}
            >
              <p>It signs them in once, within 7 days. It helps whoever lost their invitation.</p>
            </SettingsForm>
          </Fold>
        </Show>
        <Leaving person={props.person} people={props.people} />
      </Show>
    </Sheet>
  );
}
