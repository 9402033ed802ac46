/** @jsxImportSource hono/jsx */
import { raw } from 'hono/html';
import { CustomerPage, Form, type Frame } from './pages-parts.tsx';

/**
 * Writes down, for the form that it stands in, how many milliseconds after the page was shown a key or a tap came last that a program
 * on the page cannot make (DOM standard, `isTrusted`). Nothing else is watched, and nothing is sent before the form is.
 */
export const HAND_SCRIPT = "{let t=performance.now();hand.value='still';onclick=onkeydown=e=>{if(e.isTrusted)hand.value=e.timeStamp-t|0}}";

// Browsers are told the script's SHA-256 and run no other. A test says what belongs here when the script above is changed.
export const HAND_HASH = 'sha256-/h3Nh6/amh5AhZ4DQO/6Wvg7//yquXvcwhvWaVCCT6Q=';

/** What tells a hand from a program, for a form. Without scripts it stays empty, and the form works all the same. */
export const Hand = () => (
  <>
    <input type="hidden" name="hand" id="hand" />
    <script id="watch">{raw(HAND_SCRIPT)}</script>
  </>
);

export type WasThisYouPageProps = {
  frame: Frame;
  action: string;
  proof: string;
  /** What was sent: it is sent once more as it is. */
  values: Record<string, string>;
  /** Where something else can be answered. */
  again: string;
};

/** After what may come from a machine: one tap, and it counts. */
export const WasThisYouPage = ({ frame, action, proof, values, again }: WasThisYouPageProps) => {
  const { survey, thanks } = frame.spoken.words;
  return (
    <CustomerPage title={survey.wasThisYou} frame={frame}>
      <h1>{survey.wasThisYou}</h1>
      <p>{survey.wasThisYouSays}</p>
      <Form action={action} proof={proof} language={frame.chosenLanguage}>
        {Object.entries(values).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="second" value="yes" />
        <Hand />
        <p>
          <button type="submit">{survey.itWasMe}</button>
        </p>
      </Form>
      <p>
        <a class="button plain" href={again}>
          {thanks.answerNow}
        </a>
      </p>
    </CustomerPage>
  );
};
