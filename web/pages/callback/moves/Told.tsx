import { For, type JSX, Match, Show, Switch } from 'solid-js';
import { createHandedOver, createTold, useDesk } from '../data.ts';

/** What is typed so far, by its place in the message. A line whose place is `null` is left out. */
type Words = Record<string, string | null | undefined>;

/** What the customer is about to be told, word for word and in their language, as it is being written. */
export function Told(props: { of: 'fixed' | 'letGo' | 'dismissed' | 'announce'; words: Words }) {
  const desk = useDesk();
  const told = createTold(desk.it().id);
  return (
    <Asked asked={told}>
      <Show when={told.data}>
        {(it) => (
          <Message way={it().way?.channel} language={it().language} {...it()[props.of]} words={props.words}>
            gets this {nameOf(it().way?.channel)} at <bdi>{it().way?.to}</bdi> now
          </Message>
        )}
      </Show>
    </Asked>
  );
}

/** What the customer is told once this colleague accepts. */
export function HandedOverTold(props: { to: string }) {
  const desk = useDesk();
  const told = createHandedOver(desk.it().id, () => props.to);
  return (
    <Asked asked={told}>
      <Show when={told.data}>
        {(it) => (
          <Message
            way={it().told?.channel}
            language={it().language}
            subject={it().told?.subject ?? null}
            says={it().told?.says ?? []}
            does={null}
            words={{}}
          >
            gets this {nameOf(it().told?.channel)} once they accept
          </Message>
        )}
      </Show>
    </Asked>
  );
}

const nameOf = (way: 'email' | 'text' | undefined) => (way === 'text' ? 'text' : 'mail');

const Asked = (props: { asked: { data: unknown; isError: boolean }; children: JSX.Element }) => (
  <Switch fallback={<p class="text-soft">Reading what the customer will be told…</p>}>
    <Match when={props.asked.data}>{props.children}</Match>
    <Match when={props.asked.isError}>
      <p class="text-soft">What the customer will be told could not be read just now. They are told all the same.</p>
    </Match>
  </Switch>
);

type MessageProps = {
  way: 'email' | 'text' | undefined;
  language: string;
  subject: string | null;
  says: readonly string[];
  does: string | null;
  words: Words;
  children: JSX.Element;
};

function Message(props: MessageProps) {
  const desk = useDesk();
  const name = () => desk.it().reach.name ?? 'The customer';
  const says = () => props.says.flatMap((line) => filled(line, props.words) ?? []);
  return (
    <Show
      when={props.way}
      fallback={<p class="rounded-xl bg-soon-tint px-3 py-2.5 text-soon">{name()} cannot be written to: tell them on the telephone.</p>}
    >
      <figure data-told>
        <figcaption class="mb-1.5 text-sm text-soft">
          <bdi>{name()}</bdi> {props.children}:
        </figcaption>
        <blockquote class="space-y-2 rounded-xl bg-tint px-4 py-3 wrap-anywhere" lang={props.language} dir="auto">
          <Show when={props.subject}>{(subject) => <strong class="block font-semibold">{subject()}</strong>}</Show>
          <For each={says()}>{(line) => <p class="whitespace-pre-wrap">{line}</p>}</For>
          <Show when={props.does}>{(does) => <p class="font-semibold text-blue">{does()}</p>}</Show>
        </blockquote>
      </figure>
    </Show>
  );
}

/** The line with what is typed in its places, or dots while nothing is; nothing when a place is left out. */
function filled(line: string, words: Words): string | undefined {
  if (Object.entries(words).some(([place, value]) => value === null && line.includes(`{${place}}`))) return undefined;
  return line.replace(/\{(\w+)\}/g, (place, name: string) => (name in words ? words[name]?.trim() || '…' : place));
}
