import { For, Show } from 'solid-js';
import { sum } from '../../../lib/money.ts';
import { fromInput, readersZone } from '../../../lib/time.ts';
import { Choice, Line, Words } from '../../../ui/fields.tsx';
import { Time } from '../../../ui/Time.tsx';
import { useDesk } from '../data.ts';
import { MoveForm } from './MoveForm.tsx';
import { Amount, amountOf, powerWords } from './power.tsx';
import { Send } from './texts.tsx';

/** Granting something at once, within one's own limit. */
export function Remedy() {
  const desk = useDesk();
  const options = () =>
    desk.it().allowances.map(({ power, upTo, granted }) => ({
      value: power,
      name: powerWords(power),
      means: upTo === null ? 'without limit' : `up to ${sum(upTo)} here${granted ? `; ${sum(granted)} granted already` : ''}`,
    }));
  return (
    <Show when={options().length} fallback={<p>You may not grant anything yourself. Hand it over to somebody who may say yes.</p>}>
      <MoveForm
        move="remedy"
        needs={{ power: 'Choose what you grant.', what: 'Write down what the customer gets.' }}
        insists
        send={(values, terms) =>
          desk.requests.remedy({ ...terms, power: values.power ?? '', ...amountOf(values.amount), what: values.what ?? '' })
        }
        done={() => 'Granted. The customer sees it on their page.'}
      >
        <Choice name="power" label="What you may say yes to" options={options()} />
        <Amount />
        <Words name="what" label="What they get" hint="The customer reads this on their page." />
        <Send words="Grant it now" />
      </MoveForm>
    </Show>
  );
}

/** Asking another department, and logging what it answers. The callback stays with its owner. */
export function Requests() {
  const desk = useDesk();
  const open = () => desk.it().requests.filter(({ state }) => state === 'open');
  return (
    <>
      <For each={open()}>{(request) => <OpenRequest {...request} />}</For>
      <MoveForm
        move="request"
        needs={{ to: 'Say which department.', what: 'Write down what you ask.', at: 'Say by when.' }}
        send={(values, terms) =>
          desk.requests.request({ ...terms, to: values.to ?? '', what: values.what ?? '', at: fromInput(values.at ?? '') })
        }
        done={() => 'Asked. Their answer comes up in your list by its time.'}
      >
        <p class="text-soft">
          {open().length
            ? 'Or ask another one. It stays yours meanwhile.'
            : 'Ask them yourself; here is kept what you asked, and by when. It stays yours.'}
        </p>
        <Line name="to" label="Which department" hint="The customer is told that we ask, not whom." />
        <Words name="what" label="What you ask" />
        <Line name="at" type="datetime-local" label="Answer by" hint={`In your zone, ${readersZone()}.`} />
        <Send words="Ask them" />
      </MoveForm>
    </>
  );
}

/** One that waits for its answer: the answer, or why none is needed any more. */
function OpenRequest(props: { id: string; department: string; what: string; at: string; missed: boolean }) {
  const desk = useDesk();
  return (
    <div class="mb-5 space-y-4 rounded-xl bg-tint p-4">
      <p>
        <strong class="font-semibold">{props.department}</strong>, by <Time at={props.at} />:
        <span class="block whitespace-pre-wrap">“{props.what}”</span>
        <Show when={props.missed}>
          <span class="mt-1 block font-semibold text-late">They did not answer in time. Ask them again.</span>
        </Show>
      </p>
      <MoveForm
        move="answer_request"
        about={props.id}
        needs={{ answer: 'Write down the answer.' }}
        send={(values, terms) => desk.requests.answerRequest({ ...terms, request: props.id, answer: values.answer ?? '' })}
        done={() => 'The answer is logged.'}
      >
        <Words name="answer" label="What they answered" />
        <Send words="Log the answer" />
      </MoveForm>
      <details>
        <summary class="link flex min-h-11 w-fit items-center">No answer is needed any more</summary>
        <MoveForm
          move="withdraw_request"
          about={props.id}
          needs={{ because: 'Say why it is not needed any more.' }}
          send={(values, terms) => desk.requests.withdrawRequest({ ...terms, request: props.id, because: values.because ?? '' })}
          done={() => 'The request is withdrawn.'}
        >
          <Words name="because" label="Why it is not needed any more" />
          <button type="submit" class="button button-plain w-full bg-card" disabled={desk.sending()}>
            Withdraw the request
          </button>
        </MoveForm>
      </details>
    </div>
  );
}
