import { createEffect, For, on, Show } from 'solid-js';
import type { CallbackView } from '../../../lib/api.ts';
import { createDraft } from '../../../lib/drafts.ts';
import { fromInput, readersZone } from '../../../lib/time.ts';
import { useAnnounce } from '../../../ui/Announcer.tsx';
import { Line, Picks, Words } from '../../../ui/fields.tsx';
import { Time } from '../../../ui/Time.tsx';
import { createDepartments, useDesk } from '../data.ts';
import { MoveForm } from './MoveForm.tsx';
import { Send } from './texts.tsx';

type Request = CallbackView['requests'][number];

/** So many of those that were asked last can be seen at a glance; the others come as one types. */
const MOST_PICKS = 4;

/** Asking another department, and logging what it answers. The callback stays with its owner. */
export function Requests() {
  const desk = useDesk();
  const open = () => desk.it().requests.filter(({ state }) => state === 'open');
  const known = createDepartments();
  const names = () => (known.data?.items ?? []).map(({ name }) => name);
  createFilledMail(() => known.data?.items ?? []);
  return (
    <>
      <For each={open()}>{(request) => <OpenRequest {...request} />}</For>
      <MoveForm
        move="request"
        needs={{ to: 'Say which department.', what: 'Write down what you ask.', at: 'Say by when.' }}
        send={({ to = '', email = '', what = '', at = '' }, terms) =>
          desk.requests.request({ ...terms, to, ...(email.trim() ? { email } : {}), what, at: fromInput(at) })
        }
        done={askedSays}
      >
        <p class="text-soft">
          {open().length ? 'Or ask another one.' : 'What you ask, and by when, is kept here.'} It stays yours meanwhile; the customer is
          told that we ask, not whom.
        </p>
        <Line name="to" label="Which department" suggestions={names()} />
        <Picks name="to" label="Asked before" words={names().slice(0, MOST_PICKS)} />
        <Line
          name="email"
          type="email"
          label="Their mail address, if it has one"
          hint="They are asked by mail at once, and answer to you. Without one, ask them yourself."
        />
        <Words name="what" label="What you ask" hint="Without the customer’s name: the mail gives them the number of the case." />
        <Line name="at" type="datetime-local" label="Answer by" hint={`In your zone, ${readersZone()}.`} />
        <Send words="Ask them" />
      </MoveForm>
    </>
  );
}

/** Whoever names a department that was asked before need not know its address; that of another one does not stay. */
function createFilledMail(known: () => readonly { name: string; email: string | null }[]): void {
  const desk = useDesk();
  const announce = useAnnounce();
  const draft = createDraft(`${desk.it().id}.request`);
  const fold = (name: string | undefined) => (name ?? '').trim().toLowerCase();
  createEffect(
    on(
      () => fold(draft.values.to),
      (to) => {
        const before = draft.values.email ?? '';
        const found = known().find(({ name }) => fold(name) === to)?.email;
        const email = found ?? (known().some((one) => one.email === before) ? '' : before);
        if (email === before) return;
        draft.set('email', email);
        announce(email ? `Asked by mail at ${email}.` : 'Their mail address is empty again.');
      },
      { defer: true },
    ),
  );
}

function askedSays({ requests }: CallbackView): string {
  const email = requests.at(-1)?.email;
  return `${email ? `Asked by mail at ${email}.` : 'Noted: ask them yourself.'} Their answer comes up in your list by its time.`;
}

/** One that waits for its answer: the answer, or why none is needed any more. */
function OpenRequest(props: Request) {
  const desk = useDesk();
  return (
    <div class="mb-5 space-y-4 rounded-xl bg-tint p-4">
      <p>
        <strong class="font-semibold">{props.department}</strong>, by <Time at={props.at} />
        <Show when={props.email}>
          {(email) => (
            <>
              , asked by mail at <bdi>{email()}</bdi>
            </>
          )}
        </Show>
        :<span class="block whitespace-pre-wrap">“{props.what}”</span>
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
