/** @jsxImportSource hono/jsx */
import { Page } from '../http/html.tsx';
import { Form } from './pages-parts.tsx';

export { NoticePage } from '../http/notice.tsx';
export { CasePage, type CasePageProps } from './pages-case.tsx';
export { SurveyPage, type SurveyPageProps } from './pages-survey.tsx';

export type ThanksPageProps = {
  company: string;
  /** By when a supervisor calls, in the customer's zone; nothing when nobody needs to. */
  happens: { by: string; zone: string } | null;
  caseUrl: string | null;
  /** Where the answer can be changed, and until when. */
  again: string;
  closes: string;
  repeated: boolean;
  corrected: boolean;
};

/** After an answer: at once, what will happen and by when. */
export const ThanksPage = ({ company, happens, caseUrl, again, closes, repeated, corrected }: ThanksPageProps) => {
  const title = repeated ? 'We already have your answer' : corrected ? 'Your answer is changed' : 'Thank you for telling us';
  return (
    <Page title={title} company={company}>
      <h1>{title}</h1>
      {happens ? (
        <>
          <p class="next">
            A supervisor will call you by {happens.by} ({happens.zone})
          </p>
          <p>
            They read your answer before they call, so you do not have to explain it again. Whoever takes it on stays with it until you say
            that it is fixed.
          </p>
        </>
      ) : (
        <p>A supervisor at {company} reads every answer, word for word: yours too.</p>
      )}
      {caseUrl && (
        <p>
          <a class="button" href={caseUrl}>
            See what happens with your case
          </a>
        </p>
      )}
      <p>
        <a class="button plain" href={again}>
          Change my answer, or add to it
        </a>
      </p>
      <p class="soft">You can do that until {closes}. Otherwise you are done, and can close this page.</p>
    </Page>
  );
};

export type UnsubscribePageProps = { company: string; action: string; proof: string; done: boolean; hasOpenCase: boolean };

/** To stop being asked: one tap, and what it means. */
export const UnsubscribePage = ({ company, action, proof, done, hasOpenCase }: UnsubscribePageProps) => {
  const title = done ? 'We will not ask you again' : 'Shall we stop asking?';
  return (
    <Page title={title} company={company}>
      <h1>{title}</h1>
      <p>
        {done
          ? `${company} will not send you any more surveys. What you have told us so far is still read.`
          : `One tap, and ${company} will not ask you again how a contact was. You need no reason, and it counts at once.`}
      </p>
      {hasOpenCase && <p class="note">Your open case goes on: we still call you about it.</p>}
      {done ? (
        <p class="soft">You can close this page.</p>
      ) : (
        <Form action={action} proof={proof}>
          <button type="submit">Don’t ask me again</button>
        </Form>
      )}
    </Page>
  );
};
