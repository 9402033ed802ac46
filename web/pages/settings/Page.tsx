import { useParams } from '@solidjs/router';
import { Match, Show, Switch } from 'solid-js';
import { useMe } from '../../lib/session.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { Agents } from './Agents.tsx';
import { Company } from './Company.tsx';
import { Keys } from './Keys.tsx';
import { Own } from './Own.tsx';
import { People } from './People.tsx';
import { Teams } from './Teams.tsx';

const SECTIONS = { company: 'Company', people: 'People', agents: 'Agents', teams: 'Teams', keys: 'Keys', own: 'You' } as const;
type Section = keyof typeof SECTIONS;

/** How the company is set up. Managers look, administrators change, and everybody finds what is their own. */
export function SettingsPage() {
  const me = useMe();
  const params = useParams<{ section?: string }>();
  const open = (): Section[] => (me().role === 'supervisor' ? ['own'] : ['company', 'people', 'agents', 'teams', 'keys', 'own']);
  const section = (): Section => open().find((name) => name === params.section) ?? open()[0]!;
  const mayChange = () => me().role === 'administrator';
  return (
    <>
      <PageTitle window={`${SECTIONS[section()]}: settings`}>Settings</PageTitle>
      <Tabs label="Which settings" tabs={open()} open={section()} addressOf={(name) => `/settings/${name}`}>
        {(name) => SECTIONS[name]}
      </Tabs>
      <Show when={!mayChange() && section() !== 'own' && section() !== 'agents'}>
        <p class="mt-4 text-soft">You can look at this. An administrator can change it.</p>
      </Show>
      <Switch>
        <Match when={section() === 'company'}>
          <Company mayChange={mayChange()} />
        </Match>
        <Match when={section() === 'people'}>
          <People mayChange={mayChange()} />
        </Match>
        <Match when={section() === 'agents'}>
          <Agents />
        </Match>
        <Match when={section() === 'teams'}>
          <Teams mayChange={mayChange()} />
        </Match>
        <Match when={section() === 'keys'}>
          <Keys mayChange={mayChange()} />
        </Match>
        <Match when={section() === 'own'}>
          <Own />
        </Match>
      </Switch>
    </>
  );
}
