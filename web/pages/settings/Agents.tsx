import { useQuery } from '@tanstack/solid-query';
import type { InferResponseType } from 'hono/client';
import { For, Show } from 'solid-js';
import { api, ask } from '../../lib/api.ts';
import { Line, Tick } from '../../ui/fields.tsx';
import { SettingsForm } from './Form.tsx';
import { Fold, Read, Sheet } from './parts.tsx';

type Agent = InferResponseType<typeof api.agents.$get, 200>['items'][number];

const createAgents = () => useQuery(() => ({ queryKey: ['settings', 'agents'], queryFn: () => ask(api.agents.$get()), reconcile: 'id' }));

/** Those who handle contacts: known from the contacts themselves, so that praise reaches them. Managers put right what is wrong. */
export function Agents() {
  const agents = createAgents();
  return (
    <Read query={agents}>
      {(data) => (
        <div class="mt-5 space-y-4">
          <p class="max-w-3xl text-soft">
            Whoever handles a contact is named by the system that hands it in. They need no account: their address is used for praise, and
            for nothing else.
          </p>
          <Show when={data().items.length === 0}>
            <div class="sheet px-6 py-10 text-center sm:py-14">
              <h2 class="text-xl font-semibold">Nobody is known yet</h2>
              <p class="mx-auto mt-2 max-w-md text-soft">Agents appear here with the first contact that says who handled it.</p>
            </div>
          </Show>
          <For each={data().items}>{(agent) => <OneAgent it={agent} />}</For>
        </div>
      )}
    </Read>
  );
}

const agentIn = ({ name = '', email = '', praise }: Record<string, string>) => ({
  name,
  email: email.trim() === '' ? null : email.trim(),
  praise: praise === 'yes',
});

const OneAgent = (props: { it: Agent }) => (
  <Sheet
    title={
      <>
        <bdi>{props.it.name}</bdi>
        <span class="text-sm text-soft">{props.it.team}</span>
        <Show when={!props.it.praise && !props.it.removed}>
          <span class="mark bg-tint text-soft">no praise by mail</span>
        </Show>
      </>
    }
  >
    <p class="mb-2 text-soft">
      {props.it.removed ? 'Name and address were removed.' : (props.it.email ?? 'No mail address: praise does not reach them.')}
      <Show when={!props.it.removed}>
        {' · '}known to {props.it.source} as {props.it.ref}
      </Show>
    </p>
    <Show when={!props.it.removed}>
      <Fold title={`Change ${props.it.name}`}>
        <SettingsForm
          values={{ name: props.it.name, email: props.it.email ?? '', praise: props.it.praise ? 'yes' : '' }}
          words="Save"
          save={async (values, was) => {
            await ask(api.agents[':id'].change.$post({ param: { id: props.it.id }, json: { ...agentIn(values), was: agentIn(was) } }));
            return 'Saved.';
          }}
        >
          <div class="grid gap-4 sm:grid-cols-2">
            <Line name="name" label="Name" />
            <Line name="email" label="Mail address" hint="Leave it empty when there is none." />
          </div>
          <Tick name="praise" label="Wants to hear what customers praise" />
        </SettingsForm>
      </Fold>
      <Fold title={`Remove the name and address of ${props.it.name}`}>
        <p class="mb-3 max-w-2xl">
          A pseudonym is shown in their place, and nothing is learned of them again. What they handled stays counted. This cannot be undone.
        </p>
        <SettingsForm
          values={{}}
          words="Remove name and address"
          save={async () => {
            await ask(api.agents[':id'].remove.$post({ param: { id: props.it.id }, json: {} }));
            return 'Removed.';
          }}
        >
          {null}
        </SettingsForm>
      </Fold>
    </Show>
  </Sheet>
);
