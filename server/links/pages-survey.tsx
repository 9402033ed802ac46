/** @jsxImportSource hono/jsx */
import { scoreQuestion, wordingOf } from '../surveys/rules.ts';
import { Hand } from './pages-hand.tsx';
import type { FieldProblem, Frame } from './pages-parts.tsx';
import { CustomerPage, Form, Problems } from './pages-parts.tsx';
import { type Asked, Rating } from './pages-questions.tsx';

export type SurveyPageProps = {
  frame: Frame;
  action: string;
  proof: string;
  questions: Asked['questions'];
  /** What is chosen so far, by question id. */
  values: Record<string, string>;
  problems: readonly FieldProblem[];
  /** What the contact was about, in its source's words. */
  about: string | null;
  /** Whether the team takes answers without a name. */
  anonymous: boolean;
};

/** The first page: the score, one button to send it, and ways not to. Everything else is asked afterwards, and optional. */
export function SurveyPage(props: SurveyPageProps) {
  const { frame, questions, values, problems, about, action, anonymous } = props;
  const { words } = frame.spoken;
  const score = scoreQuestion(questions);
  const title = wordingOf(score, frame.spoken).text;
  const callMe = questions.find((question) => question.kind === 'call_me');
  return (
    <CustomerPage title={problems.length ? words.page.pleaseCheck(title) : title} frame={frame}>
      <Problems problems={problems} fields={questions.map(({ id }) => id)} words={words} />
      <Form action={action} proof={props.proof} language={frame.chosenLanguage}>
        <Hand />
        <Rating spoken={frame.spoken} {...{ questions, values, problems }} question={score} heading>
          <p class="soft">
            {about && <bdi>{words.survey.about(about)}</bdi>} {words.survey.who}
          </p>
        </Rating>
        {callMe && (
          <div class="tick">
            <input type="checkbox" id={callMe.id} name={callMe.id} value="yes" checked={values[callMe.id] === 'yes'} />
            <div>
              <label for={callMe.id}>{wordingOf(callMe, frame.spoken).text}</label>
              <p class="soft">{words.survey.callSays}</p>
            </div>
          </div>
        )}
        {anonymous && (
          <div class="tick">
            <input type="checkbox" id="anonymous" name="anonymous" value="yes" aria-describedby="anonymous-says" />
            <div>
              <label for="anonymous">{words.survey.anonymous}</label>
              <p class="soft" id="anonymous-says">
                {words.survey.anonymousSays}
              </p>
            </div>
          </div>
        )}
        <div class="does">
          <button type="submit">{words.survey.send}</button>
        </div>
        <div class="does">
          <button class="plain" type="submit" formaction={`${action}/later`} formnovalidate>
            {words.survey.notNow}
          </button>
          <button class="plain" type="submit" formaction={`${action}/unsubscribe`} formnovalidate>
            {words.survey.never}
          </button>
        </div>
        <p class="soft">{words.survey.notNowSays}</p>
      </Form>
    </CustomerPage>
  );
}
