import { Show } from 'solid-js';
import { Time } from '../../../ui/Time.tsx';
import { useDesk } from '../data.ts';

/** After "fixed": what the customer is asked, until when, and what follows from each answer. */
export function Waiting() {
  const { it } = useDesk();
  const name = () => it().reach.name ?? 'the customer';
  return (
    <div class="space-y-3 px-5 pt-2 pb-5">
      <p>
        <Show
          when={it().reach.email}
          fallback={`There is no address to write to, so ${name()} could not be asked whether it is fixed. Ask on the telephone, and write a note.`}
        >
          {(email) => (
            <>
              We are waiting for <bdi>{name()}</bdi>. A mail to {email()} says what was done and asks: “Is it fixed?” It leads to their
              page, where they answer.
            </>
          )}
        </Show>
      </p>
      <Show when={it().due}>
        {(due) => (
          <ul class="list-disc space-y-1 pl-5">
            <li>“It is fixed”: the callback is closed. Only this counts as fixed.</li>
            <li>“It is still broken”: it comes back to {it().owner?.name ?? 'the list'} at once, one level more urgent.</li>
            <li>
              No answer until <Time at={due().at} />: it ends as unconfirmed, and is counted apart. They can still answer later.
            </li>
          </ul>
        )}
      </Show>
    </div>
  );
}
