import { useMutation } from '@tanstack/solid-query';
import { Show } from 'solid-js';
import { api, ask, type CallbackView } from '../lib/api.ts';
import { asProblem, mayPass } from '../lib/problem.ts';
import { CHANNEL_WORDS } from '../lib/words.ts';
import { Time } from './Time.tsx';

type ContactView = NonNullable<CallbackView['contact']>;

/** A contact: when, about what, who handled it, and where it can be heard again. */
export function Contact(props: { it: ContactView | null | undefined }) {
  return (
    <Show when={props.it}>
      {(contact) => (
        <div class="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-t border-line bg-tint px-5 py-4 sm:px-6">
          <p class="min-w-0 grow basis-64">
            <span class="font-semibold">The contact:</span> <Time at={contact().endedAt} /> {how(contact())}
            <Show when={contact().subject}>
              {(subject) => (
                <>
                  , about “<bdi>{subject()}</bdi>”
                </>
              )}
            </Show>
            <Show when={contact().trial}>, a trial of your own</Show>
            <Show when={contact().handledBy}>{(name) => <>, handled by {name()}</>}</Show>.
          </p>
          <Show when={contact().recordingUrl}>{(url) => <Recording contact={contact().id} url={url()} />}</Show>
        </div>
      )}
    </Show>
  );
}

/**
 * Opens at once, as any link does, by tap, key or middle button; that it was opened is told beside it, and waits for nothing. The browser sees to
 * that after this page is gone, too.
 */
function Recording(props: { contact: string; url: string }) {
  const note = useMutation(() => ({
    mutationFn: () =>
      ask(api.customers.contacts[':id'].recording.$post({ param: { id: props.contact }, json: {} }, { init: { keepalive: true } })),
    retry: (count, error) => mayPass(error) && count < 3,
  }));
  return (
    <div>
      <a
        href={props.url}
        target="_blank"
        rel="noreferrer"
        class="link flex min-h-11 items-center font-semibold"
        onClick={() => note.mutate()}
        onAuxClick={(event) => event.button === 1 && note.mutate()}
      >
        Listen to it, or read it again <span class="sr-only">(opens in a new tab)</span>
      </a>
      <Show when={note.isError}>
        <p role="alert" class="text-late">
          That you opened it was not written down. {asProblem(note.error).message}
        </p>
      </Show>
    </div>
  );
}

function how({ channel, outcome, unanswered }: ContactView): string {
  const by = CHANNEL_WORDS[channel];
  return outcome === 'unanswered' ? `${by}, unanswered${unanswered ? ` (${unanswered})` : ''}` : by;
}
