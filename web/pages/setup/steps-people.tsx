import { useQueryClient } from '@tanstack/solid-query';
import { For, Show } from 'solid-js';
import { api, ask } from '../../lib/api.ts';
import { Problem } from '../../lib/problem.ts';
import { ME } from '../../lib/refresh.ts';
import { useMe } from '../../lib/session.tsx';
import { Choice, Line } from '../../ui/fields.tsx';
import type { Person, Team } from '../settings/data.ts';
import { SettingsForm } from '../settings/Form.tsx';
import { Meaning } from '../settings/Meaning.tsx';
import { ROLES } from '../settings/person-fields.tsx';
import { createMarker } from './data.ts';
import { GoOn, Why } from './parts.tsx';

export function PeopleStep(props: { people: Person[]; teams: Team[] }) {
  const me = useMe();
  const client = useQueryClient();
  return (
    <>
      <Why>Customers read the first name of whoever calls them. Colleagues get a mail whose link signs them in.</Why>
      <SettingsForm
        values={{ name: me().name === 'Administrator' ? '' : me().name }}
        words="Save my name"
        save={async (typed) => {
          await ask(api.people[':id'].change.$post({ param: { id: me().id }, json: { name: typed.name ?? '' } }));
          await client.invalidateQueries({ queryKey: ME });
          return `Hello, ${typed.name}.`;
        }}
      >
        <Line name="name" label="Your name" />
      </SettingsForm>
      <h3 class="mt-6 mb-3 font-semibold">Invite a colleague</h3>
      <SettingsForm
        values={{ name: '', email: '', role: 'supervisor' }}
        words="Send the invitation"
        clears
        save={async (typed) => {
          const role = typed.role as Person['role'];
          const teams = role === 'supervisor' ? props.teams.map((team) => team.id) : [];
          await ask(api.people.$post({ json: { name: typed.name ?? '', email: typed.email ?? '', role, teams, powers: [] } }));
          return `${typed.name} is invited.`;
        }}
      >
        <div class="grid gap-4 sm:grid-cols-2">
          <Line name="name" label="Name" />
          <Line name="email" label="Email address at work" />
        </div>
        <Choice name="role" label="Role" options={Object.entries(ROLES).map(([value, words]) => ({ value, ...words }))} />
        <p class="text-soft">Supervisors begin in every team. Teams, and what they may say yes to, are in the settings.</p>
      </SettingsForm>
      <Show when={props.people.length > 1}>
        <h3 class="mt-6 mb-2 font-semibold">Here already</h3>
        <ul class="space-y-1">
          <For each={props.people.filter((one) => one.active)}>
            {(one) => (
              <li>
                <bdi>{one.name}</bdi>, <span class="text-soft">{ROLES[one.role].name.toLowerCase()}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <GoOn step="people" words={props.people.length > 1 ? 'That is everybody for now: go on' : 'I am alone for now: go on'} />
    </>
  );
}

export function AskingStep(props: { teams: Team[] }) {
  const mark = createMarker();
  const first = () => props.teams[0];
  return (
    <>
      <Why>Soon, while it is fresh; never at night; and not too often. It holds for every team, and each can have its own later.</Why>
      <Show when={first()} fallback={<p>There is no team yet: the step before makes one.</p>}>
        {(team) => (
          <SettingsForm
            values={{
              delayMinutes: String(team().policy.delayMinutes),
              capDays: String(team().policy.capDays),
              'quiet.from': team().policy.quiet?.from ?? '',
              'quiet.to': team().policy.quiet?.to ?? '',
            }}
            words="Save and go on"
            save={async (typed) => {
              for (const { id } of props.teams) await ask(api.teams[':id'].policy.$post({ param: { id }, json: askingOf(typed) }));
              await mark('asking');
              return 'Saved.';
            }}
          >
            <div class="grid gap-4 sm:grid-cols-2">
              <Line name="delayMinutes" label="Minutes after the contact" hint="0 is at once." />
              <Line name="capDays" label="At most one survey in so many days" hint="For each person; 0 is no limit." />
              <Line name="quiet.from" label="Quiet from" hint="In the customer’s zone; empty is never." />
              <Line name="quiet.to" label="Quiet until" hint="Like 08:00." />
            </div>
            <Meaning
              show="asking"
              of={(typed) => ({ hours: { ...team().hours, holidays: [...team().hours.holidays] }, policy: askingOf(typed) })}
            />
          </SettingsForm>
        )}
      </Show>
      <GoOn step="asking" words="Keep it as it is" />
    </>
  );
}

function askingOf(typed: Record<string, string>) {
  const number = (field: string) => {
    const text = typed[field]?.trim() ?? '';
    if (!/^\d{1,9}$/.test(text)) throw new Problem({ status: 422, code: 'invalid', field, message: 'Write a whole number.' });
    return Number(text);
  };
  const [from, to] = [typed['quiet.from']?.trim() ?? '', typed['quiet.to']?.trim() ?? ''];
  return { delayMinutes: number('delayMinutes'), capDays: number('capDays'), quiet: from || to ? { from, to } : null };
}
