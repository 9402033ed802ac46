import { For, Show } from 'solid-js';
import { minorUnits, sum } from '../../../lib/money.ts';
import { Problem } from '../../../lib/problem.ts';
import { fromInput, readersZone } from '../../../lib/time.ts';
import { Choice, Line, Words } from '../../../ui/fields.tsx';
import { Time } from '../../../ui/Time.tsx';
import { useDesk } from '../data.ts';
import { MoveForm } from './MoveForm.tsx';
import { Send } from './texts.tsx';

/** Granting something at once, within one's own limit. */
export function Remedy() {
  const desk = useDesk();
  const options = () =>
    desk.it().allowances.map(({ power, upTo, granted }) => ({
      value: power,
      name: power.replaceAll('_', ' '),
      means: upTo === null ? 'without limit' : `up to ${sum(upTo)} here${granted ? `; ${sum(granted)} granted already` : ''}`,
    }));
  return (
    <Show when={options().length} fallback={<p>You may not grant anything yourself. Hand it over to somebody who may say yes.</p>}>
      <MoveForm
        move="remedy"
        needs={{ power: 'Choose what you grant.', what: 'Write down what the customer gets.' }}
        insists
        send={(values, terms) =>
          desk.requests.remedy({ ...terms, power: values.power ?? '', amount: amountOf(values.amount), what: values.what ?? '' })
        }
        done={() => 'Granted. The customer sees it on their page.'}
      >
        <Choice name="power" label="What you may say yes to" options={options()} />
        <Line name="amount" label="How much, if it is about money" hint="In your currency, like 120." inputmode="decimal" />
        <Words name="what" label="What they get" hint="The customer reads this on their page." />
        <Send words="Grant it now" />
      </MoveForm>
    </Show>
  );
}

function amountOf(typed: string | undefined): number {
  const amount = minorUnits(typed ?? '');
  if (amount === undefined) throw new Problem({ status: 422, code: 'invalid', message: 'Write a sum like 120.', field: 'amount' });
  return amount;
}

/** Asking another department, and logging what it answers. The callback stays with its owner. */
export function Requests() {
  const desk = useDesk();
  const open = () => desk.it().requests.filter(({ state }) => state === 'open');
  return (
    <>
      <For each={open()}>
        {(request) => (
          <div class="mb-5 space-y-4 rounded-xl bg-tint p-4">
            <p>
              {request.department}: “{request.what}” by <Time at={request.at} />
              {request.missed ? '. Not answered in time.' : ''}
            </p>
            <MoveForm
              move="answer_request"
              about={request.id}
              needs={{ answer: 'Write down the answer.' }}
              send={(values, terms) => desk.requests.answerRequest({ ...terms, request: request.id, answer: values.answer ?? '' })}
              done={() => 'The answer is logged.'}
            >
              <Words name="answer" label="What they answered" />
              <Send words="Log the answer" />
            </MoveForm>
            <MoveForm
              move="withdraw_request"
              about={request.id}
              needs={{ because: 'Say why it is not needed any more.' }}
              send={(values, terms) => desk.requests.withdrawRequest({ ...terms, request: request.id, because: values.because ?? '' })}
              done={() => 'The request is withdrawn.'}
            >
              <Words name="because" label="Or why it is not needed any more" />
              <Send words="Withdraw the request" />
            </MoveForm>
          </div>
        )}
      </For>
      <MoveForm
        move="request"
        needs={{ to: 'Say which department.', what: 'Write down what you ask.', at: 'Say by when.' }}
        send={(values, terms) =>
          desk.requests.request({ ...terms, to: values.to ?? '', what: values.what ?? '', at: fromInput(values.at ?? '') })
        }
        done={() => 'Asked. It comes up in the list by its time.'}
      >
        <Line name="to" label="Which department" hint="The customer is not told its name." />
        <Words name="what" label="What you ask" />
        <Line name="at" type="datetime-local" label="Answer by" hint={`In your zone, ${readersZone()}.`} />
        <Send words="Ask them" />
      </MoveForm>
    </>
  );
}

/** Writing down how confident the customer says they are. */
export function Rate() {
  const desk = useDesk();
  return (
    <MoveForm
      move="rate"
      needs={{ rating: 'Choose what they said.' }}
      send={(values, terms) => desk.requests.rate({ ...terms, rating: Number(values.rating) })}
      done={() => 'Logged, as they said it.'}
    >
      <Choice
        name="rating"
        label="“How confident are you that we will sort this out?”"
        hint="Their own rating, asked on the phone. Asked again, it replaces what was said."
        options={RATINGS}
      />
      <Send words="Log what they said" />
    </MoveForm>
  );
}

const RATINGS = ['not at all', 'hardly', 'somewhat', 'fairly', 'very'].map((words, i) => ({
  value: String(i + 1),
  name: `${i + 1}: ${words}`,
}));

/** Asking a manager to say no: only they can. */
export function AskNo() {
  const desk = useDesk();
  return (
    <MoveForm
      move="ask_no"
      needs={{ why: 'Say why it cannot be done.' }}
      insists
      send={(values, terms) =>
        desk.requests.askNo({
          ...terms,
          why: values.why ?? '',
          alternatives: (values.alternatives ?? '').split('\n').flatMap((line) => line.trim() || []),
        })
      }
      done={() => 'Asked. It stays with its owner until a manager decides.'}
    >
      <Words name="why" label="Why it cannot be done" />
      <Words name="alternatives" label="What was offered instead" hint="One on each line. A no needs two." rows={3} />
      <Send words="Ask a manager to say no" />
    </MoveForm>
  );
}
