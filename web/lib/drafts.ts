import { createStore, reconcile } from 'solid-js/store';
import { allFor, put, takeAllAway, takeAway } from './shelf.ts';

type Values = Record<string, string>;

/** What is typed into one form and not yet sent, by the name of the field. `clear` takes out what was sent, and nothing typed since. */
export type Draft = { readonly values: Values; set(name: string, value: string): void; clear(sent: Values): void };

/** One field as it was typed last, and when. */
type Typed = { form: string; name: string; value: string; at: number };

/** What one tab tells the others. With `only`, it was sent: it goes, unless something else was typed there. */
type News = Typed & { person: string; only?: string };

const [forms, setForms] = createStore<Record<string, Values>>({});
const times = new Map<string, number>();
const NOTHING: Values = {};
const tabs = new BroadcastChannel('ringback.drafts');
let person = '';

tabs.onmessage = ({ data }: MessageEvent<News>) => {
  if (data.person !== person) return;
  const here = forms[data.form]?.[data.name] ?? '';
  // It was sent in the other tab, and went on being typed in this one.
  if (data.only !== undefined && here !== data.only) return void keep(data.form, data.name);
  take(data);
};

/**
 * What is typed survives a reload, a killed browser and an ended session, field by field, and is seen in every tab of this browser: of two
 * tabs the last keystroke counts, in that field alone. It stays until it is sent, or its person signs out; or for 30 days, after which
 * nobody goes on with it: what it was about may be gone, and words about a customer must not stay behind in a browser.
 */
export const createDraft = (form: string): Draft => ({
  get values() {
    return forms[form] ?? NOTHING;
  },
  set: (name, value) => change({ form, name, value, at: Date.now() }),
  clear(sent) {
    for (const [name, only] of Object.entries(sent)) {
      if ((forms[form]?.[name] ?? '') === only) change({ form, name, value: '', at: Date.now() }, only);
    }
  },
});

/** Brings back what this person had typed. Nobody sees what somebody else left here. */
export async function openDrafts(whose: string): Promise<void> {
  if (whose === person) return;
  person = whose;
  times.clear();
  setForms(reconcile({}));
  for (const typed of await allFor<Typed>('drafts', whose)) {
    if (typed.at < Date.now() - LIFE) void takeAway('drafts', [whose, typed.form, typed.name]);
    else if (whose === person) take(typed);
  }
}

/** As long as a session: 30 days, in milliseconds. */
const LIFE = 30 * 86_400_000;

/** Forgets everything that was typed and not sent: the next person at this browser must not find it. */
export async function forgetDrafts(): Promise<void> {
  const whose = person;
  person = '';
  times.clear();
  setForms(reconcile({}));
  await takeAllAway('drafts', whose);
}

function change(typed: Typed, only?: string): void {
  take(typed);
  const news: News = { ...typed, person, ...(only === undefined ? {} : { only }) };
  tabs.postMessage(news);
  void keep(typed.form, typed.name);
}

/** The last keystroke counts, wherever it was made. */
function take({ form, name, value, at }: Typed): void {
  const field = keyOf(form, name);
  if (at < (times.get(field) ?? 0)) return;
  times.set(field, at);
  setForms(form, (values) => ({ ...values, [name]: value }));
}

/** Writes a field down at once: what is typed right before a reload is kept as well. */
async function keep(form: string, name: string): Promise<void> {
  const value = forms[form]?.[name] ?? '';
  if (value) await put('drafts', [person, form, name], { form, name, value, at: times.get(keyOf(form, name)) ?? 0 } satisfies Typed);
  else await takeAway('drafts', [person, form, name]);
}

const keyOf = (form: string, name: string): string => `${form} ${name}`;
