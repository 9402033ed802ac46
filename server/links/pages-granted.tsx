/** @jsxImportSource hono/jsx */

import { moneyIn } from '../core/money.ts';
import type { Instant } from '../core/time.ts';
import { momentIn } from '../words/languages.ts';
import type { Words } from '../words/words.ts';
import { Form, type Frame } from './pages-parts.tsx';

/** What was done for a customer besides talking, as their page tells it. */
export type Help = {
  granted: readonly { what: string; amount: number; currency: string }[];
  /** By when other departments are expected to answer. */
  asked: readonly Instant[];
  no: { reason: string; alternatives: readonly string[] } | null;
  /** How confident they are, in their own rating; nothing when it is not asked. */
  confidence: { of: 'before' | 'after'; rating: number | null } | null;
};

type HelpedProps = ConfidenceProps & { zone: string };

/** What was granted, what others were asked, and how confident the customer is. */
export const Helped = (props: HelpedProps) => (
  <>
    <Granted {...props} />
    <AskedOthers {...props} />
    <Confidence {...props} />
  </>
);

function Granted({ granted, frame: { spoken } }: Help & { frame: Frame }) {
  if (granted.length === 0) return null;
  return (
    <section aria-labelledby="granted">
      <h2 id="granted">{spoken.words.case.granted}</h2>
      <ul class="rows">
        {granted.map(({ what, amount, currency }) => (
          <li>
            <bdi>{what}</bdi>
            {amount > 0 && (
              <>
                <br />
                <strong>{moneyIn(spoken.tag, amount, currency)}</strong>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const AskedOthers = ({ asked, zone, frame: { spoken } }: Help & { zone: string; frame: Frame }) => (
  <>
    {asked.map((at) => (
      <p>{spoken.words.case.askedOther(momentIn(spoken, at, zone))}</p>
    ))}
  </>
);

/** A no, with its reason and what is offered instead. */
export function Refused({ no, frame: { spoken } }: Help & { frame: Frame }) {
  if (!no) return null;
  const { words } = spoken;
  return (
    <section aria-labelledby="reason">
      <h2 id="reason">{words.case.noBecause}</h2>
      <blockquote dir="auto">{no.reason}</blockquote>
      {no.alternatives.length > 0 && (
        <>
          <h2>{words.case.noInstead}</h2>
          <ul class="rows">
            {no.alternatives.map((text) => (
              <li>
                <bdi>{text}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

type ConfidenceProps = Help & { frame: Frame; action: string; proof: string };

/** How confident the customer is: optional, and changed by sending it again. */
function Confidence({ confidence, frame, action, proof }: ConfidenceProps) {
  if (!confidence) return null;
  const { words } = frame.spoken;
  return (
    <Form action={`${action}/confidence`} proof={proof} language={frame.chosenLanguage}>
      <ConfidenceScale words={words} {...confidence} name="confidence" required />
      <p class="does">
        <button class="plain" type="submit">
          {words.survey.send}
        </button>
      </p>
    </Form>
  );
}

type ScaleProps = { words: Words; of: 'before' | 'after'; rating: number | null; name: string; required?: boolean };

/** The question itself, a scale from 1 to 5. */
export function ConfidenceScale({ words, of, rating, name, required = false }: ScaleProps) {
  const { before, after, low, high } = words.case.confidence;
  return (
    <fieldset class="ask">
      <legend>{of === 'before' ? before : after}</legend>
      <div class="scale of5">
        {[1, 2, 3, 4, 5].map((value) => (
          <label>
            <input type="radio" name={name} value={String(value)} checked={rating === value} required={required && value === 1} />
            <b>
              {value}
              {(value === 1 || value === 5) && <span class="unseen">, {value === 1 ? low : high}</span>}
            </b>
          </label>
        ))}
      </div>
      <p class="ends" aria-hidden="true">
        <span>1 {low}</span>
        <span>5 {high}</span>
      </p>
    </fieldset>
  );
}
