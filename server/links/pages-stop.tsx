/** @jsxImportSource hono/jsx */
import type { Instant } from '../core/time.ts';
import { momentIn } from '../words/languages.ts';
import { CustomerPage, Form, type Frame } from './pages-parts.tsx';

export type StopPageProps = {
  frame: Frame;
  action: string;
  proof: string;
  state: 'asking' | 'stopped' | 'resumed';
  openCase: OpenCase | null;
};

/** What goes on whatever was said of surveys, and whether we may write about it. */
export type OpenCase = { writes: boolean };

/** To stop being asked, or to be asked again: one tap, and what it means. */
export const StopPage = ({ frame, action, proof, state, openCase }: StopPageProps) => {
  const { stop, survey, page } = frame.spoken.words;
  const title = { asking: stop.ask, stopped: stop.done, resumed: stop.again }[state];
  const says = { asking: stop.asks, stopped: stop.doneSays, resumed: stop.againSays }[state];
  return (
    <CustomerPage title={title} frame={frame}>
      <h1>{title}</h1>
      <p>{says(frame.company)}</p>
      {openCase && state !== 'resumed' && (
        <p class="note">
          {stop.caseGoesOn} {openCase.writes && stop.caseMail}
        </p>
      )}
      {openCase?.writes && state === 'stopped' && (
        <Form action={`${action}/unsubscribe`} proof={proof} language={frame.chosenLanguage}>
          <input type="hidden" name="about" value="all" />
          <p>
            <button type="submit" class="plain">
              {stop.onlyCall}
            </button>
          </p>
        </Form>
      )}
      {state !== 'asking' && <p class="soft">{page.canClose}</p>}
      {state !== 'resumed' && (
        <Form action={`${action}/${state === 'asking' ? 'unsubscribe' : 'resubscribe'}`} proof={proof} language={frame.chosenLanguage}>
          <button type="submit" class={state === 'asking' ? undefined : 'plain'}>
            {state === 'asking' ? survey.never : stop.mind}
          </button>
        </Form>
      )}
    </CustomerPage>
  );
};

/** Not now: this survey is not reminded of, and stays open. */
export const LaterPage = ({ frame, action, closes, zone }: { frame: Frame; action: string; closes: Instant; zone: string }) => {
  const { thanks } = frame.spoken.words;
  return (
    <CustomerPage title={thanks.notNow} frame={frame}>
      <h1>{thanks.notNow}</h1>
      <p>{thanks.notNowSays(momentIn(frame.spoken, closes, zone))}</p>
      <p>
        <a class="button plain" href={action}>
          {thanks.answerNow}
        </a>
      </p>
    </CustomerPage>
  );
};

/** An answer that was kept without its name: nothing more can be done with it. */
export const AnonymousPage = ({ frame }: { frame: Frame }) => {
  const { thanks, survey, page } = frame.spoken.words;
  return (
    <CustomerPage title={thanks.anonymous} frame={frame}>
      <h1>{thanks.anonymous}</h1>
      <p>{survey.anonymousSays}</p>
      <p class="soft">{page.canClose}</p>
    </CustomerPage>
  );
};
