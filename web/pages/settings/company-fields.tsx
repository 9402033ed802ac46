import { For, Show } from 'solid-js';
import type { api, Input } from '../../lib/api.ts';
import { zones } from '../../lib/zones.ts';
import { Line, Select } from '../../ui/fields.tsx';
import type { Company, Envelope } from './data.ts';

type Change = Input<typeof api.company.$post>;
type Values = Record<string, string>;

/** In the setup, where nothing was set before, `first` leaves out where it comes from. */
type Fields = { company: Company; first?: boolean };

/** What was not set here is said to come from the environment. */
const source = ({ company, first }: Fields, name: string): string =>
  first || company.saved.includes(name) ? '' : ' From the environment, until you save it here.';

/** The company's name. */
export const NameField = (props: Fields) => (
  <Line name="company" label="Company" hint={`As customers know it.${source(props, 'company')}`} />
);

/** From whom mail comes. */
export const SenderFields = (props: Fields) => (
  <>
    <div class="grid items-end gap-4 sm:grid-cols-2">
      <Line name="sender.name" label="Mail comes from" hint={`The name that customers see.${source(props, 'sender')}`} />
      <Line name="sender.address" label="Address" hint={`${domainHint(props.company)}`} />
    </div>
    <Line name="replyTo" label="Answers go to" hint="An address that somebody reads. Empty is the address above." />
  </>
);

const domainHint = ({ mailBy }: Company): string =>
  mailBy === 'mailbox'
    ? 'Of a domain that is yours. For now every mail goes to the mailbox of this installation.'
    : `Of a domain that you verified ${mailBy === 'resend' ? 'at Resend' : 'with SPF and DKIM records'}: others refuse it, or call it junk.`;

/** What is taken for granted where nothing else is known. */
export const DefaultFields = (props: Fields) => (
  <>
    <div class="grid items-end gap-4 sm:grid-cols-2">
      <Line
        name="zone"
        label="Time zone"
        suggestions={zones}
        hint={`Of new teams, and of customers whose zone is not known.${source(props, 'zone')}`}
      />
      <Line
        name="region"
        label="Country"
        hint={`Two letters, like DE: whose telephone numbers come without their code.${source(props, 'region')}`}
      />
      <Select
        name="language"
        label="Language"
        hint={`Of customers whose language is not known.${source(props, 'language')}`}
        options={props.company.languages.map(({ id, name }) => ({ value: id, name }))}
      />
      <Line
        name="internalDomains"
        label="Your own mail domains"
        hint={`Colleagues there are never asked; with commas between them.${source(props, 'internalDomains')}`}
      />
    </div>
  </>
);

/** In which sums are written and typed. */
export const CurrencyField = (props: Fields) => (
  <Line
    name="currency"
    label="Currency"
    suggestions={CURRENCIES}
    hint={`Three letters, like EUR: in which you count what colleagues may grant.${source(props, 'currency')}`}
  />
);

const CURRENCIES = Intl.supportedValuesOf('currency');

/** How the next mail goes out. */
export const Envelopes = (props: { mails: readonly Envelope[] }) => (
  <>
    <p class="font-semibold">The next mail goes out as</p>
    <ul class="mt-2 space-y-3">
      <For each={props.mails}>
        {(mail) => (
          <li class="rounded-xl border border-line bg-card p-3">
            <Show when={mail.team}>
              <p class="text-sm text-soft">
                <bdi>{mail.team}</bdi>
              </p>
            </Show>
            <p class="break-words">
              <span class="text-soft">From:</span> <bdi>{mail.from}</bdi>
            </p>
            <p class="break-words">
              <span class="text-soft">Answers to:</span> <bdi>{mail.replyTo}</bdi>
            </p>
            <p class="break-words">
              <span class="text-soft">Subject:</span> <bdi>{mail.subject}</bdi>
            </p>
          </li>
        )}
      </For>
    </ul>
    <p class="mt-2 text-sm text-soft">What has been written already goes out as it is.</p>
  </>
);

/** What the fields begin with. */
export const valuesOfCompany = (company: Company): Values => ({
  company: company.company,
  'sender.name': company.sender.name,
  'sender.address': company.sender.address,
  replyTo: company.replyTo ?? '',
  zone: company.zone,
  region: company.region,
  currency: company.currency,
  language: company.language,
  internalDomains: company.internalDomains.join(', '),
});

const typed = (values: Values, name: string): string => (values[name] ?? '').trim();

export const nameOf = (values: Values) => ({ company: typed(values, 'company') }) satisfies Change;

export const senderOf = (values: Values) =>
  ({
    sender: { name: typed(values, 'sender.name'), address: typed(values, 'sender.address') },
    replyTo: typed(values, 'replyTo') || null,
  }) satisfies Change;

export const currencyOf = (values: Values) => ({ currency: typed(values, 'currency').toUpperCase() }) satisfies Change;

export const defaultsOf = (values: Values) =>
  ({
    zone: typed(values, 'zone'),
    region: typed(values, 'region').toUpperCase(),
    language: typed(values, 'language'),
    internalDomains: typed(values, 'internalDomains')
      .split(/[\s,]+/)
      .filter(Boolean),
  }) satisfies Change;
