/** @jsxImportSource hono/jsx */
import type { CallWindow } from '../callbacks/rules.ts';
import type { Instant } from '../core/time.ts';
import { type Question, scoreQuestion, wordingOf } from '../surveys/rules.ts';
import { momentIn, spanIn, zoneNameIn } from '../words/languages.ts';
import { CallFields, type Calling } from './pages-call.tsx';
import { ConfidenceScale } from './pages-granted.tsx';
import { Hand } from './pages-hand.tsx';
import { CustomerPage, type FieldProblem, Form, type Frame, ProblemOf, Problems, problemFor } from './pages-parts.tsx';
import { type Asked, OtherQuestion, Rating } from './pages-questions.tsx';

export type ThanksPageProps = {
  frame: Frame;
  action: string;
  proof: string;
  outcome: 'recorded' | 'corrected' | 'repeated' | 'unsent';
  questions: readonly Question[];
  values: Record<string, string>;
  problems: readonly FieldProblem[];
  /** What happens now: a supervisor calls by a time, or at the time that was chosen. Nothing when nobody needs to. */
  happens: { by: Instant; window: CallWindow | null } | null;
  /** How confident they are that it is sorted out; nothing when nobody needs to. */
  confidence: { rating: number | null } | null;
  calling: Calling;
  caseUrl: string | null;
  /** Until when the answer can be changed. */
  closes: Instant;
};

/** After the first tap: at once, what will happen and by when; then all that is optional, on the same page. */
export function ThanksPage(props: ThanksPageProps) {
  const { frame, outcome, happens, caseUrl, questions, problems, calling } = props;
  const { spoken } = frame;
  const { words } = spoken;
  const title = outcome === 'unsent' ? wordingOf(scoreQuestion(questions), spoken).text : words.thanks[outcome];
  const fields = [...questions.map(({ id }) => id), 'call_when', 'call_number'];
  return (
    <CustomerPage title={problems.length ? words.page.pleaseCheck(title) : title} frame={frame}>
      <Problems problems={problems} fields={fields} words={words} />
      <h1>{title}</h1>
      {happens && <Happens spoken={spoken} happens={happens} zone={calling.zone} />}
      {!happens && outcome !== 'unsent' && <p>{words.thanks.everyAnswer(frame.company)}</p>}
      {caseUrl && (
        <p>
          <a class="button plain" href={caseUrl}>
            {words.thanks.seeCase}
          </a>
        </p>
      )}
      <More {...props} />
    </CustomerPage>
  );
}

const Happens = ({
  spoken,
  happens,
  zone,
}: {
  spoken: Frame['spoken'];
  happens: NonNullable<ThanksPageProps['happens']>;
  zone: string;
}) => {
  const { thanks } = spoken.words;
  const { by, window } = happens;
  const zoneName = zoneNameIn(spoken, by, zone);
  return (
    <>
      <p class="next">
        {window
          ? thanks.callAt(spanIn(spoken, window.from, window.to, zone), zoneName)
          : thanks.callBy(momentIn(spoken, by, zone), zoneName)}
      </p>
      <p>{thanks.readsFirst}</p>
    </>
  );
};

/** Everything that is optional, with what was said so far: sent again, it replaces it. */
function More({ frame, action, proof, questions, values, problems, happens, confidence, calling, closes }: ThanksPageProps) {
  const { spoken } = frame;
  const { survey } = spoken.words;
  const score = scoreQuestion(questions);
  const asked: Asked = { spoken, questions, values, problems };
  const callMe = questions.find((question) => question.kind === 'call_me');
  return (
    <Form action={action} proof={proof} language={frame.chosenLanguage}>
      <Hand />
      {happens && (
        <>
          <section aria-label={survey.when}>
            <CallFields spoken={spoken} calling={calling} values={values} problems={problems} />
          </section>
          {callMe && values[callMe.id] === 'yes' && <input type="hidden" name={callMe.id} value="yes" />}
        </>
      )}
      <section aria-labelledby="more">
        <h2 id="more">{survey.moreTitle}</h2>
        <p class="soft">{survey.moreSays}</p>
        {questions
          .filter((question) => question !== score)
          .map((question) => (
            <OtherQuestion {...asked} question={question} />
          ))}
        {confidence && <ConfidenceScale words={spoken.words} of="before" rating={confidence.rating} name="call_confidence" />}
        {callMe && !happens && (
          <>
            <CallMe asked={asked} question={callMe} />
            <CallFields spoken={spoken} calling={calling} values={values} problems={problems} />
          </>
        )}
        <Rating {...asked} question={score} />
        <div class="does">
          <button type="submit">{survey.sendMore}</button>
        </div>
        <p class="soft">
          {survey.changeUntil(momentIn(spoken, closes, calling.zone))} {spoken.words.page.canClose}
        </p>
      </section>
    </Form>
  );
}

function CallMe({ asked: { spoken, values, problems }, question }: { asked: Asked; question: Question }) {
  const { id } = question;
  const problem = problemFor(problems, id);
  return (
    <div class="tick">
      <input
        type="checkbox"
        id={id}
        name={id}
        value="yes"
        checked={values[id] === 'yes'}
        aria-describedby={problem ? `${id}-what ${id}-problem` : `${id}-what`}
        aria-invalid={problem && 'true'}
      />
      <div>
        <label for={id}>{wordingOf(question, spoken).text}</label>
        <ProblemOf field={id} problem={problem} />
        <p class="soft" id={`${id}-what`}>
          {spoken.words.survey.callSays}
        </p>
      </div>
    </div>
  );
}
