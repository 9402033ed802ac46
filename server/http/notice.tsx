/** @jsxImportSource hono/jsx */
import { Page } from './html.tsx';

export type NoticePageProps = {
  company: string;
  title: string;
  says: readonly string[];
  /** One thing that can be done about it. */
  form?: { action: string; label: string; fields: Record<string, string> };
  /** What was typed and could not be taken, by its name, so that nobody loses what they wrote. */
  kept?: Record<string, string>;
};

/** Says what happened, what was kept and what to do. */
export const NoticePage = ({ company, title, says, form, kept }: NoticePageProps) => (
  <Page title={title} company={company}>
    <h1>{title}</h1>
    {says.map((text) => (
      <p>{text}</p>
    ))}
    {form && (
      <form method="post" action={form.action}>
        {Object.entries(form.fields).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button type="submit">{form.label}</button>
      </form>
    )}
    {kept && Object.keys(kept).length > 0 && (
      <section aria-labelledby="kept">
        <h2 id="kept">What you wrote</h2>
        <p class="soft">It was not sent. It is here for you to copy, so that nothing is lost.</p>
        <dl class="kept">
          {Object.entries(kept).map(([name, value]) => (
            <>
              <dt>{KEPT_NAMES[name] ?? name}</dt>
              <dd dir="auto">{value}</dd>
            </>
          ))}
        </dl>
      </section>
    )}
  </Page>
);

/** How people call the fields that we name ourselves. A survey of a team's own has names of its own. */
const KEPT_NAMES: Record<string, string> = {
  words: 'In your words',
  score: 'Your score',
  sorted: 'Is it sorted?',
  comment: 'What happened',
  stop: 'What we should stop',
  start: 'What we should start',
  continue: 'What we should continue',
  call_me: 'A call from a supervisor',
};
