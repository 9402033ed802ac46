import { For, Show } from 'solid-js';
import { minorUnits, typed } from '../../lib/money.ts';
import { Problem } from '../../lib/problem.ts';
import { Choice, Tick, Words } from '../../ui/fields.tsx';
import type { Person, Team } from './data.ts';

export const ROLES = {
  supervisor: { name: 'Supervisor', means: 'calls the customers of their teams' },
  manager: { name: 'Manager', means: 'sees every team, and lets callbacks go' },
  administrator: { name: 'Administrator', means: 'also changes settings' },
} as const;

/** Role, teams and powers, as fields. */
export const PersonFields = (props: { teams: Team[] }) => (
  <>
    <Choice name="role" label="Role" options={Object.entries(ROLES).map(([value, words]) => ({ value, ...words }))} />
    <fieldset>
      <legend class="mb-1.5 font-semibold">Teams</legend>
      <Show when={props.teams.length} fallback={<p class="text-soft">There is no team yet.</p>}>
        <div class="grid gap-2 sm:grid-cols-2">
          <For each={props.teams}>{(team) => <Tick name={`team.${team.id}`} label={team.name} />}</For>
        </div>
      </Show>
    </fieldset>
    <Words
      name="powers"
      label="What they may say yes to"
      hint="One on each line: refund 200 is up to that sum in your currency, exception alone is without limit."
    />
  </>
);

/** What the fields of a person begin with. */
export const valuesOf = (person: Pick<Person, 'name' | 'role' | 'teams' | 'powers'>): Record<string, string> => ({
  name: person.name,
  role: person.role,
  powers: person.powers.map(powerWords).join('\n'),
  ...Object.fromEntries(person.teams.map((team) => [`team.${team.id}`, 'yes'])),
});

export const powerWords = ({ power, upTo }: { power: string; upTo: number | null }): string =>
  upTo === null ? power : `${power} ${typed(upTo)}`;

/** What was typed and ticked, as the server takes it. Says which line is no power. */
export const personOf = (values: Record<string, string>) => ({
  name: values.name ?? '',
  role: (values.role ?? '') as Person['role'],
  teams: Object.keys(values).flatMap((name) => (name.startsWith('team.') && values[name] === 'yes' ? [name.slice('team.'.length)] : [])),
  powers: (values.powers ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [, power = '', amount] = /^(\S+)(?:\s+(\S+))?$/.exec(line) ?? [];
      const upTo = amount === undefined ? null : minorUnits(amount);
      if (!power || upTo === undefined)
        throw new Problem({ status: 422, code: 'invalid', field: 'powers', message: `“${line}” is no power: write one like refund 200.` });
      return { power, upTo };
    }),
});
