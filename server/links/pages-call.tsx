/** @jsxImportSource hono/jsx */
import type { CallWindow } from '../callbacks/rules.ts';
import { windowId } from '../callbacks/rules-windows.ts';
import { spanIn } from '../words/languages.ts';
import type { Spoken } from '../words/words.ts';
import { type FieldProblem, ProblemOf, problemFor, problemId } from './pages-parts.tsx';

/** When and where a customer can be called: real times of the team's, in the customer's zone. */
export type Calling = {
  windows: readonly CallWindow[];
  zone: string;
  /** The first and the last day that can be chosen, `YYYY-MM-DD`, where there is a place for it. */
  days?: { first: string; last: string };
  /** The country in whose way a number is read, unless it begins with +. */
  country: string;
  /** Whether we know a number. Which one is not shown: the link may have been passed on. */
  numberKnown: boolean;
};

type CallFieldsProps = { spoken: Spoken; calling: Calling; values: Record<string, string>; problems: readonly FieldProblem[] };

/** The fields `call_when`, `call_day`, `call_number` and `call_country`. */
export function CallFields({ spoken, calling, values, problems }: CallFieldsProps) {
  const { survey } = spoken.words;
  const { windows, zone, days, numberKnown } = calling;
  const [whenProblem, dayProblem, numberProblem] = ['call_when', 'call_day', 'call_number'].map((field) => problemFor(problems, field));
  const country = values.call_country ?? calling.country;
  return (
    <div class="call">
      <div class="ask">
        <label for="call_when">{survey.when}</label>
        <ProblemOf field="call_when" problem={whenProblem} />
        <select
          id="call_when"
          name="call_when"
          aria-invalid={whenProblem && 'true'}
          aria-describedby={whenProblem && problemId('call_when')}
        >
          <option value="">{survey.asSoonAsPossible}</option>
          {windows.map((window) => (
            <option value={windowId(window)} selected={values.call_when === windowId(window)}>
              {spanIn(spoken, window.from, window.to, zone)}
            </option>
          ))}
        </select>
      </div>
      {days && (
        <div class="ask">
          <label for="call_day">{survey.anotherDay}</label>
          <ProblemOf field="call_day" problem={dayProblem} />
          <input
            type="date"
            id="call_day"
            name="call_day"
            min={days.first}
            max={days.last}
            value={values.call_day}
            aria-invalid={dayProblem && 'true'}
            aria-describedby={dayProblem ? problemId('call_day') : 'call_day-says'}
          />
          <p class="soft" id="call_day-says">
            {survey.anotherDaySays}
          </p>
        </div>
      )}
      <div class="ask">
        <label for="call_number">{survey.number}</label>
        <ProblemOf field="call_number" problem={numberProblem} />
        <input
          type="tel"
          id="call_number"
          name="call_number"
          autocomplete="tel"
          dir="ltr"
          value={values.call_number}
          aria-invalid={numberProblem && 'true'}
          aria-describedby={numberProblem ? problemId('call_number') : numberKnown ? 'call_number-known' : undefined}
        />
        {numberKnown && (
          <p class="soft" id="call_number-known">
            {survey.knownNumber}
          </p>
        )}
      </div>
      <div class="ask">
        <label for="call_country">{survey.country}</label>
        <select id="call_country" name="call_country" autocomplete="country">
          {countriesIn(spoken, calling.country).map(([code, name]) => (
            <option value={code} selected={country === code}>
              {name}
            </option>
          ))}
          <option value="" selected={country === ''}>
            {survey.anotherCountry}
          </option>
        </select>
      </div>
    </div>
  );
}

// Where the languages that we speak are mostly spoken. All 245 would be half of the page; whoever is not here writes +.
const COUNTRIES = 'AE AT AU BE BR CA CH CN DE EG ES FR GB IN IT JP MX NL PL PT TR US'.split(' ');

function countriesIn({ tag }: Spoken, own: string): [code: string, name: string][] {
  const names = new Intl.DisplayNames([tag], { type: 'region' });
  const collator = new Intl.Collator(tag);
  return [...new Set([own, ...COUNTRIES])]
    .map((code): [string, string] => [code, names.of(code) ?? code])
    .sort(([, a], [, b]) => collator.compare(a, b));
}
