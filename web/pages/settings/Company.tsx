import { useQueryClient } from '@tanstack/solid-query';
import { For, Show } from 'solid-js';
import { api, ask } from '../../lib/api.ts';
import { asProblem, Problem } from '../../lib/problem.ts';
import { ME } from '../../lib/refresh.ts';
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
} from './company-fields.tsx';
import { createCompany, type Company as Data } from './data.ts';
import { SettingsForm } from './Form.tsx';
import { Fold, Read, Sheet } from './parts.tsx';

type Values = Record<string, string>;

/** What the company says of itself: its name, from whom mail comes, and what is taken for granted. */
export function Company(props: { mayChange: boolean }) {
  const company = createCompany();
  return (
    <Read query={company}>
      {(data) => (
        <div class="mt-5 space-y-4">
          <Sheet title="Name and sender">
            <div class="mt-3">
              <Show when={props.mayChange} fallback={<Envelopes mails={data().mails} />}>
                <NameAndSender company={data()} />
              </Show>
            </div>
          </Sheet>
          <Show when={props.mayChange}>
            <Sheet title="When nothing else is known">
              <div class="mt-3">
                <SettingsForm
                  values={valuesOfCompany(data())}
                  words="Save"
                  save={async (values, was) => {
                    await ask(api.company.$post({ json: { ...defaultsOf(values), was: defaultsOf(was) } }));
                    return 'Saved. It counts from the next contact on.';
                  }}
                >
                  <DefaultFields company={data()} />
                </SettingsForm>
              </div>
            </Sheet>
          </Show>
          <Show when={props.mayChange}>
            <Sheet title="Money">
              <div class="mt-3">
                <Money company={data()} />
              </div>
            </Sheet>
          </Show>
          <Sheet title="Text messages">
            <p class="mt-1 text-soft">
              <Show when={data().textsBy} fallback="Nobody is texted: no number was given to this installation.">
                {(texts) => (
                  <>
                    {texts().name === 'twilio' ? 'They come from ' : 'They go to the mailbox of this installation, and come from '}
                    <span class="font-semibold text-ink">{texts().from}</span>. The number belongs to the installation (TWILIO_FROM) and
                    cannot be changed here.
                  </>
                )}
              </Show>
            </p>
          </Sheet>
        </div>
      )}
    </Read>
  );
}

/** In which currency the company counts: what another one does is shown first. */
function Money(props: { company: Data }) {
  const client = useQueryClient();
  return (
    <SettingsForm
      values={{ currency: props.company.currency }}
      words="Save"
      preview={(values, was) => ask(api.company.preview.$post({ json: { ...currencyOf(values), was: currencyOf(was) } }))}
      show={(seen) => (
        <Show when={seen.money} fallback={<p>You count in this currency already.</p>}>
          {(money) => <Limits {...money()} />}
        </Show>
      )}
      save={async (values, was) => {
        await ask(api.company.$post({ json: { ...currencyOf(values), was: currencyOf(was) } }));
        await client.invalidateQueries({ queryKey: ME });
        return 'Saved. It counts from the next sum on.';
      }}
    >
      <CurrencyField company={props.company} />
    </SettingsForm>
  );
}

type Limit = { name: string; power: string; was: string; now: string };

const Limits = (props: { example: string; limits: Limit[] }) => (
  <>
    <p class="font-semibold">Sums are written like {props.example} then.</p>
    <p class="mt-1">What was granted or asked for before keeps its currency. No sum is converted: limits keep their number.</p>
    <ul class="mt-2 space-y-1">
      <For each={props.limits}>
        {(one) => (
          <li>
            <bdi>{one.name}</bdi>, {one.power.replaceAll('_', ' ')}: {one.was} → {one.now}
          </li>
        )}
      </For>
    </ul>
  </>
);

function NameAndSender(props: { company: Data }) {
  const client = useQueryClient();
  const save = async (json: Parameters<typeof api.company.$post>[0]['json']) => {
    await ask(api.company.$post({ json }));
    await client.invalidateQueries({ queryKey: ME });
    return 'Saved. The next mail goes out so.';
  };
  return (
    <>
      <SettingsForm
        values={valuesOfCompany(props.company)}
        words="Save"
        preview={(values) => ask(api.company.preview.$post({ json: { ...nameOf(values), ...senderOf(values) } }))}
        show={(seen) => <Envelopes mails={seen.mails} />}
        save={(values, was) => save({ ...nameOf(values), ...senderOf(values), was: { ...nameOf(was), ...senderOf(was) } })}
      >
        <NameField company={props.company} />
        <SenderFields company={props.company} />
      </SettingsForm>
      <div class="mt-5 border-t border-line pt-4">
        <SettingsForm
          values={{}}
          words="Send me a test mail"
          plain
          save={async () => `It is on its way to ${(await ask(api.company['test-mail'].$post({ json: {} }))).to}.`}
        >
          <p class="text-soft">Is what you saved really delivered? A mail to yourself shows it.</p>
        </SettingsForm>
      </div>
      <Show when={props.company.teams.length}>
        <div class="mt-4">
          <Fold title="Teams with a sender of their own">
            <SettingsForm
              values={sendersShown(props.company)}
              words="Save these senders"
              preview={(values) =>
                atTheTeam(sendersIn(props.company, values), (senders) => ask(api.company.preview.$post({ json: { senders } })))
              }
              show={(seen) => <Envelopes mails={seen.mails} />}
              save={(values, was) =>
                atTheTeam(sendersIn(props.company, values), (senders) => save({ senders, was: { senders: sendersIn(props.company, was) } }))
              }
            >
              <p class="text-soft">Leave both empty, and the mail of the team comes from the company.</p>
              <For each={props.company.teams}>
                {(team) => (
                  <fieldset>
                    <legend class="mb-1.5 font-semibold">
                      <bdi>{team.name}</bdi>
                    </legend>
                    <div class="grid gap-4 sm:grid-cols-2">
                      <Line name={`${team.id}.name`} label="Name" />
                      <Line name={`${team.id}.address`} label="Address" />
                    </div>
                  </fieldset>
                )}
              </For>
            </SettingsForm>
          </Fold>
        </div>
      </Show>
    </>
  );
}

const sendersShown = ({ teams }: Data): Values =>
  Object.fromEntries(
    teams.flatMap(({ id, sender }) => [
      [`${id}.name`, sender?.name ?? ''],
      [`${id}.address`, sender?.address ?? ''],
    ]),
  );

const sendersIn = ({ teams }: Data, values: Values) =>
  teams
    .map(({ id }) => ({ team: id, sender: { name: values[`${id}.name`]?.trim() ?? '', address: values[`${id}.address`]?.trim() ?? '' } }))
    .filter(({ sender }) => sender.name || sender.address);

type Senders = ReturnType<typeof sendersIn>;

/** The server counts those that were sent; the form knows them by their teams. */
async function atTheTeam<T>(senders: Senders, send: (senders: Senders) => Promise<T>): Promise<T> {
  try {
    return await send(senders);
  } catch (error) {
    const problem = asProblem(error);
    const [, at, part] = /^senders\[(\d+)\]\.sender\.(\w+)$/.exec(problem.field ?? '') ?? [];
    const { status, code, message, next } = problem;
    throw at === undefined ? problem : new Problem({ status, code, message, next, field: `${senders[Number(at)]?.team}.${part}` });
  }
}
