import { useQueryClient } from '@tanstack/solid-query';
import { For, Show } from 'solid-js';
import { api, ask } from '../../lib/api.ts';
import { asProblem, Problem } from '../../lib/problem.ts';
import { ME } from '../../lib/refresh.ts';
import { zoneHere } from '../../lib/zones.ts';
import { Line } from '../../ui/fields.tsx';
import {
  CurrencyField,
  currencyOf,
  DefaultFields,
  defaultsOf,
  Envelopes,
  NameField,
  nameOf,
  SenderFields,
  senderOf,
  valuesOfCompany,
} from '../settings/company-fields.tsx';
import type { Company, Team } from '../settings/data.ts';
import { SettingsForm } from '../settings/Form.tsx';
import { HoursFields, hoursOf, hoursWords, valuesOfHours } from '../settings/Hours.tsx';
import { Meaning } from '../settings/Meaning.tsx';
import { createMarker } from './data.ts';
import { GoOn, Why } from './parts.tsx';

export function CompanyStep(props: { company: Company }) {
  const mark = createMarker();
  const client = useQueryClient();
  const values = () => {
    const all = valuesOfCompany(props.company);
    return props.company.saved.includes('zone') ? all : { ...all, zone: zoneHere() };
  };
  return (
    <>
      <Why>Customers read this name in every mail and on every page.</Why>
      <SettingsForm
        values={values()}
        words="Save and go on"
        save={async (typed) => {
          await ask(api.company.$post({ json: { ...nameOf(typed), ...defaultsOf(typed), ...currencyOf(typed) } }));
          await client.invalidateQueries({ queryKey: ME });
          await mark('company');
          return 'Saved.';
        }}
      >
        <NameField company={props.company} first />
        <DefaultFields company={props.company} first />
        <CurrencyField company={props.company} first />
      </SettingsForm>
      <GoOn step="company" words="Keep it as it is" />
    </>
  );
}

export function SenderStep(props: { company: Company }) {
  const mark = createMarker();
  return (
    <>
      <Why>Surveys, and everything about a callback, come from here. You see how it looks before it is saved.</Why>
      <SettingsForm
        values={valuesOfCompany(props.company)}
        words="Save and go on"
        preview={(typed) => ask(api.company.preview.$post({ json: senderOf(typed) }))}
        show={(seen) => <Envelopes mails={seen.mails} />}
        save={async (typed) => {
          await ask(api.company.$post({ json: senderOf(typed) }));
          await mark('sender');
          return 'Saved.';
        }}
      >
        <SenderFields company={props.company} first />
      </SettingsForm>
      <GoOn step="sender" words="Keep it as it is" />
    </>
  );
}

const FIRST_TEAM = 'Customer service';
const DAY = [{ from: '09:00', to: '17:00' }];
const USUAL = { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY };

export function TeamsStep(props: { company: Company; teams: Team[] }) {
  const usual = () => ({
    zone: props.company.saved.includes('zone') ? props.company.zone : zoneHere(),
    week: USUAL,
    holidays: [] as string[],
  });
  const blank = () => ({ name: props.teams.length ? '' : FIRST_TEAM, ...valuesOfHours(usual()) });
  return (
    <>
      <Why>Promises to customers are kept in working hours: by when a low answer is called follows from them.</Why>
      <Show when={props.teams.length}>
        <ul class="mb-5 space-y-2">
          <For each={props.teams}>
            {(team) => (
              <li class="rounded-xl border border-line p-3">
                <p class="font-semibold">
                  <bdi>{team.name}</bdi>
                </p>
                <p class="text-soft">{hoursWords(team.hours).join(' · ')}</p>
              </li>
            )}
          </For>
        </ul>
        <h3 class="mb-3 font-semibold">Another team</h3>
      </Show>
      <SettingsForm
        values={blank()}
        words={props.teams.length ? 'Make this team too' : 'Make the team'}
        save={async (typed) => {
          await withHours(() => ask(api.teams.$post({ json: { name: typed.name ?? '', hours: hoursOf(typed) } })));
          return `${typed.name} is made.`;
        }}
      >
        <Line name="name" label="Team" hint="As your helpdesk names it." />
        <HoursFields />
        <Meaning show="calling" of={(typed) => ({ hours: hoursOf(typed), policy: {} })} />
      </SettingsForm>
      <Show
        when={props.teams.length}
        fallback={
          <GoOn
            step="teams"
            words="One team will do: Customer service, Monday to Friday, 09:00–17:00"
            before={() => ask(api.teams.$post({ json: { name: FIRST_TEAM, hours: usual() } }))}
          />
        }
      >
        <GoOn step="teams" words="These are all teams: go on" />
      </Show>
    </>
  );
}

/** The fields of the hours have their own names here. */
async function withHours<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    const { status, code, message, next, field } = asProblem(error);
    throw new Problem({ status, code, message, next, field: field?.replace(/^hours\./, '') });
  }
}
