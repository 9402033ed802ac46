import { For } from 'solid-js';
import { api, ask } from '../../lib/api.ts';
import { Problem } from '../../lib/problem.ts';
import { Choice, Line, Tick } from '../../ui/fields.tsx';
import type { Team } from './data.ts';
import { SettingsForm } from './Form.tsx';
import { Meaning } from './Meaning.tsx';
import { Moved } from './Moved.tsx';

type Policy = Team['policy'];
type NumberRule = { [Name in keyof Policy]: Policy[Name] extends number | null ? Name : never }[keyof Policy];

/** The rules that are whole numbers, all of them, with what each counts. */
const NUMBERS = {
  threshold: ['Call below a score of', 'On the scale of the first rating.'],
  firstContactMinutes: ['First call', 'Working minutes after the answer.'],
  nextStepMinutes: ['Next step', 'Working minutes after the customer was reached.'],
  retryMinutes: ['Next try', 'Working minutes after nobody answered, when it is not planned for another time of day.'],
  triesPerTactic: ['Try another way', 'After so many calls in vain: a text first, then a letter, then once a week.'],
  acceptMinutes: ['Accept a hand-over', 'Working minutes until it goes back.'],
  warnMinutes: ['Warn before it is due', 'Minutes.'],
  escalateAgainMinutes: ['Raise it again', 'Working minutes after it was raised, while it is still overdue.'],
  fixDays: ['To be fixed', 'Within so many working days, without the time the customer asks us to wait.'],
  confirmDays: ['Wait for “it is fixed”', 'Days.'],
  delayMinutes: ['Ask after the contact', 'Minutes later; 0 is at once.'],
  capDays: ['Ask a person again', 'Days later at the earliest; 0 is no limit.'],
  samplePercent: ['Ask this many', 'Of a hundred contacts.'],
  reminderHours: ['Remind once', 'Hours later; empty is never.'],
  expiryDays: ['An answer is taken', 'For so many days.'],
  tooOldDays: ['Do not ask about contacts older', 'Than so many days.'],
} as const satisfies Record<NumberRule, readonly [string, string]>;
type Rule = keyof typeof NUMBERS;
const rules = Object.keys(NUMBERS) as Rule[];

/** How a team asks and how fast it calls: what would move is shown first. */
export function Rules(props: { team: Team }) {
  const param = () => ({ id: props.team.id });
  const policy = () => props.team.policy;
  return (
    <SettingsForm
      values={{
        ...Object.fromEntries(rules.map((rule) => [rule, policy()[rule] === null ? '' : String(policy()[rule])])),
        firstChannel: policy().firstChannel,
        'quiet.from': policy().quiet?.from ?? '',
        'quiet.to': policy().quiet?.to ?? '',
        callWords: policy().callWords.join(', '),
        anonymous: policy().anonymous ? 'yes' : '',
      }}
      words="Save these rules"
      preview={async (values, was) =>
        ask(api.teams[':id'].policy.preview.$post({ param: param(), json: { ...policyOf(values), was: policyOf(was) } }))
      }
      show={(seen) => <Moved it={seen} />}
      save={async (values, was) => {
        await ask(api.teams[':id'].policy.$post({ param: param(), json: { ...policyOf(values), was: policyOf(was) } }));
        return 'The rules are saved.';
      }}
    >
      <div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <For each={rules}>{(rule) => <Line name={rule} label={NUMBERS[rule][0]} hint={NUMBERS[rule][1]} />}</For>
        <Line name="quiet.from" label="Quiet from" hint="In the customer’s zone; empty is never." />
        <Line name="quiet.to" label="Quiet until" hint="Like 08:00." />
      </div>
      <Choice
        name="firstChannel"
        label="Whoever can be reached both ways is asked"
        options={[
          { value: 'email', name: 'By mail first' },
          { value: 'text', name: 'By text first', means: 'only those who agreed to texts' },
        ]}
      />
      <Line name="callWords" label="Words that ask for a call" hint="Whatever the score; with commas between them." />
      <Meaning
        show="both"
        of={(values) => ({ hours: { ...props.team.hours, holidays: [...props.team.hours.holidays] }, policy: policyOf(values) })}
      />
      <Tick name="anonymous" label="Customers may answer without their name. Then nobody can be called." />
    </SettingsForm>
  );
}

function policyOf(values: Record<string, string>) {
  const number = (rule: Rule): number => {
    const text = values[rule]?.trim() ?? '';
    if (!/^\d{1,9}$/.test(text)) throw new Problem({ status: 422, code: 'invalid', field: rule, message: 'Write a whole number.' });
    return Number(text);
  };
  const [from, to] = [values['quiet.from']?.trim() ?? '', values['quiet.to']?.trim() ?? ''];
  const numbers = Object.fromEntries(rules.filter((rule) => rule !== 'reminderHours').map((rule) => [rule, number(rule)]));
  return {
    ...(numbers as Record<Exclude<Rule, 'reminderHours'>, number>),
    reminderHours: values.reminderHours?.trim() ? number('reminderHours') : null,
    firstChannel: values.firstChannel === 'text' ? ('text' as const) : ('email' as const),
    quiet: from || to ? { from, to } : null,
    callWords: (values.callWords ?? '')
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean),
    anonymous: values.anonymous === 'yes',
  };
}
