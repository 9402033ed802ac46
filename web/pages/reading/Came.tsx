import { createSignal, Show } from 'solid-js';
import { inWords } from '../../../server/callbacks/rules.ts';
import type { ResponseView } from '../../lib/api.ts';
import { Problem } from '../../lib/problem.ts';
import { Line, Words } from '../../ui/fields.tsx';
import { CheckIcon } from '../../ui/Icons.tsx';
import { Time } from '../../ui/Time.tsx';
import type { createActs } from './data.ts';
import { Form } from './Form.tsx';
import { WORTH_WORDS } from './parts.tsx';

type CameProps = {
  it: ResponseView;
  acts: ReturnType<typeof createActs>;
  callRef: (details: HTMLDetailsElement) => void;
  thankRef: (details: HTMLDetailsElement) => void;
};

/** What came of an answer, and what else can: a call, and a thank-you. */
export const Came = (props: CameProps) => (
  <div class="space-y-4">
    <section aria-labelledby="call" class="sheet p-5 sm:p-6">
      <h2 id="call" class="text-lg font-semibold">
        Call this customer
      </h2>
      <Calling {...props} />
    </section>
    <section aria-labelledby="thank" class="sheet p-5 sm:p-6">
      <h2 id="thank" class="text-lg font-semibold">
        Thank the agent
      </h2>
      <Thanking {...props} />
    </section>
  </div>
);

function Calling(props: CameProps) {
  const about = () => props.it.callback?.aboutThis && props.it.callback.open;
  const why = () => {
    if (props.it.anonymous) return 'Nobody knows who wrote this: it was answered without a name, so there is nobody to call.';
    return props.it.erased ? 'What we knew of this customer was erased: there is nobody to call.' : undefined;
  };
  return (
    <>
      <Show when={props.it.callback}>
        {(callback) => (
          <p class="mt-2">
            {callback().aboutThis ? 'There is a callback about this answer' : 'This customer has an open callback already'}: it is{' '}
            {inWords(callback().state)}
            {callback().owner ? `, and ${callback().owner} owns it` : ''}.{' '}
            <a href={`/callbacks/${callback().id}`} class="link font-semibold">
              To the callback
            </a>
          </p>
        )}
      </Show>
      <Show when={why()}>{(words) => <p class="mt-2 text-soft">{words()}</p>}</Show>
      <Show when={!why() && !about()}>
        <details ref={props.callRef} class="mt-2">
          <summary class="min-h-11 py-2.5 font-semibold text-blue">Make a callback</summary>
          <Form
            draft={`${props.it.id}.call`}
            words="Have them called"
            busy={props.acts.call.isPending}
            send={async ({ reason = '' }) => {
              if (!reason.trim()) throw missing('reason', 'Say why they should be called.');
              const { joined } = await props.acts.call.mutateAsync(reason);
              return joined ? 'Their open callback has it now.' : 'A supervisor is to call them. They were told so.';
            }}
          >
            <Words name="reason" label="Why should they be called?" hint="Whoever calls them reads this first." />
          </Form>
        </details>
      </Show>
    </>
  );
}

function Thanking(props: CameProps) {
  const [seen, setSeen] = createSignal<{ line: string; to: string | null; subject: string; text: string }>();
  return (
    <Show when={!props.it.thanked} fallback={<Thanked it={props.it} />}>
      <Show
        when={props.it.agent && !props.it.erased && props.it.agent}
        fallback={
          <p class="mt-2 text-soft">
            {props.it.contact?.handledBy
              ? `${props.it.contact.handledBy} gets no praise by mail.`
              : 'Nobody knows who handled this contact.'}
          </p>
        }
      >
        {(agent) => (
          <>
            <Show when={props.it.worthThanks}>
              {(worth) => <p class="mt-2 rounded-xl bg-done-tint px-4 py-3 text-done">Worth a thank-you: {WORTH_WORDS[worth()]}.</p>}
            </Show>
            <details ref={props.thankRef} class="mt-2">
              <summary class="min-h-11 py-2.5 font-semibold text-blue">Send {agent().name} what they said</summary>
              <Form
                draft={`${props.it.id}.thank`}
                words={seen() ? 'Send it' : 'See the mail first'}
                busy={props.acts.thank.isPending}
                onType={(name) => name === 'line' && setSeen(undefined)}
                send={async ({ line = '', email = '' }) => {
                  if (!line.trim()) throw missing('line', 'Write a line of your own.');
                  if (!seen()) {
                    const preview = await props.acts.preview(line);
                    setSeen({ ...preview, line });
                    return undefined;
                  }
                  if (!seen()?.to && !email.trim()) throw missing('email', `We do not know the mail address of ${agent().name}.`);
                  const sent = await props.acts.thank.mutateAsync({ line, ...(email.trim() ? { email: email.trim() } : {}) });
                  return `${sent.agent} gets it by mail.`;
                }}
              >
                <Words name="line" label={`Your own line to ${agent().name}`} hint="It stands below the customer’s words." />
                <Show when={!agent().reachable}>
                  <Line
                    name="email"
                    label={`Mail address of ${agent().name}`}
                    hint="We do not know it yet. It is kept for the next time."
                  />
                </Show>
                <Show when={seen()}>
                  {(mail) => (
                    <section aria-label="The mail" class="rounded-xl bg-tint p-4" tabindex={-1}>
                      <p class="text-sm text-soft">{mail().to ? `To ${mail().to}` : 'To the address above'}</p>
                      <p class="font-semibold">{mail().subject}</p>
                      <p class="mt-2 text-sm whitespace-pre-wrap" dir="auto">
                        {mail().text}
                      </p>
                    </section>
                  )}
                </Show>
              </Form>
            </details>
          </>
        )}
      </Show>
    </Show>
  );
}

const Thanked = (props: { it: ResponseView }) => (
  <Show when={props.it.thanked}>
    {(thanked) => (
      <p class="mt-2 flex items-start gap-2 text-done">
        <CheckIcon />
        <span>
          {thanked().by} thanked {props.it.contact?.handledBy ?? 'the agent'} <Time at={thanked().at} />.
        </span>
      </p>
    )}
  </Show>
);

const missing = (field: string, message: string) => new Problem({ status: 422, code: 'invalid', field, message });
