import { For, Match, Show, Switch } from 'solid-js';
import { createTold, type Told as It, useDesk } from '../data.ts';

type ToldProps = {
  of: 'fixed' | 'letGo';
  /** What is typed so far, by its place in the message. A line whose place stays empty with `null` is left out. */
  words: Record<string, string | null | undefined>;
  /** When it goes. */
  when: string;
};

/** What the customer is about to be told, word for word and in their language, as it is being written. */
export function Told(props: ToldProps) {
  const desk = useDesk();
  const told = createTold(desk.it().id);
  return (
    <Switch fallback={<p class="text-soft">Reading what the customer will be told…</p>}>
      <Match when={told.isError && !told.data}>
        <p class="text-soft">What the customer will be told could not be read just now. They are told all the same.</p>
      </Match>
      <Match when={told.data}>{(it) => <Shown {...props} it={it()} name={desk.it().reach.name ?? 'The customer'} />}</Match>
    </Switch>
  );
}

function Shown(props: ToldProps & { it: It; name: string }) {
  const message = () => props.it[props.of];
  const says = () => message().says.flatMap((line) => filled(line, props.words) ?? []);
  return (
    <Show
      when={props.it.way}
      fallback={<p class="rounded-xl bg-soon-tint px-3 py-2.5 text-soon">{props.name} cannot be written to: tell them on the telephone.</p>}
    >
      {(way) => (
        <figure data-told>
          <figcaption class="mb-1.5 text-sm text-soft">
            <bdi>{props.name}</bdi> gets this {way().channel === 'text' ? 'text' : 'mail'} at <bdi>{way().to}</bdi> {props.when}:
          </figcaption>
          <blockquote class="space-y-2 rounded-xl bg-tint px-4 py-3 wrap-anywhere" lang={props.it.language} dir="auto">
            <Show when={message().subject}>
              {(subject) => <strong class="block font-semibold">{filled(subject(), props.words) ?? subject()}</strong>}
            </Show>
            <For each={says()}>{(line) => <p class="whitespace-pre-wrap">{line}</p>}</For>
            <Show when={message().does}>{(does) => <p class="font-semibold text-blue">{does()}</p>}</Show>
          </blockquote>
        </figure>
      )}
    </Show>
  );
}

/** The line with what is typed in its places, or dots while nothing is; nothing when a place is left out. */
function filled(line: string, words: ToldProps['words']): string | undefined {
  if (Object.entries(words).some(([place, value]) => value === null && line.includes(`{${place}}`))) return undefined;
  return line.replace(/\{(\w+)\}/g, (place, name: string) => (name in words ? words[name]?.trim() || '…' : place));
}
