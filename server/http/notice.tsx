/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { directionOf } from '../words/languages.ts';
import type { Spoken, Words } from '../words/words.ts';
import { Page } from './html.tsx';

export type NoticePageProps = {
  company: string;
  spoken: Spoken;
  title: string;
  says: readonly string[];
  /** One thing that can be done about it. */
  form?: { action: string; label: string; fields: Record<string, string>; inside?: Child };
  /** What was typed and could not be taken, by its name, so that nobody loses what they wrote. */
  kept?: Record<string, string>;
};

/** Says what happened, what was kept and what to do. */
export const NoticePage = ({ company, spoken, title, says, form, kept }: NoticePageProps) => (
  <Page title={title} company={company} lang={spoken.language} dir={directionOf(spoken.language)}>
    <h1>{title}</h1>
    {says.map((text) => (
      <p>{text}</p>
    ))}
    {form && (
      <form method="post" action={form.action}>
        {Object.entries(form.fields).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {form.inside}
        <button type="submit">{form.label}</button>
      </form>
    )}
    {kept && Object.keys(kept).length > 0 && (
      <section aria-labelledby="kept">
        <h2 id="kept">{spoken.words.notice.whatYouWrote}</h2>
        <p class="soft">{spoken.words.notice.notSent}</p>
        <dl class="kept">
          {Object.entries(kept).map(([name, value]) => (
            <>
              <dt>{nameOf(name, spoken.words)}</dt>
              <dd dir="auto">{value}</dd>
            </>
          ))}
        </dl>
      </section>
    )}
  </Page>
);

/** How people call the fields that we name ourselves. A survey of a team's own has names of its own. */
function nameOf(field: string, { questions, case: cases, survey }: Words): string {
  const { score, sorted, comment, stop, start, continue: goOn, callMe } = questions;
  const names: Record<string, string> = { score, sorted, comment, stop, start, continue: goOn, call_me: callMe };
  return { ...names, words: cases.howWouldYou, call_number: survey.number }[field] ?? field;
}
