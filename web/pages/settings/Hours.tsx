import { For } from 'solid-js';
import { api, ask } from '../../lib/api.ts';
import { zones } from '../../lib/zones.ts';
import { Line, Words } from '../../ui/fields.tsx';
import type { Team } from './data.ts';
import { SettingsForm } from './Form.tsx';
import { holidayLines, readHolidays } from './holidays.ts';
import { Meaning } from './Meaning.tsx';
import { Moved } from './Moved.tsx';

const DAYS = { mon: 'Monday', tue: 'Tuesday', wed: 'Wednesday', thu: 'Thursday', fri: 'Friday', sat: 'Saturday', sun: 'Sunday' } as const;
type Day = keyof typeof DAYS;
const days = Object.keys(DAYS) as Day[];

const windowsOf = (hours: Team['hours'], day: Day): string => (hours.week[day] ?? []).map(({ from, to }) => `${from}–${to}`).join(', ');

/** The opening hours, a line for days that are alike. */
export function hoursWords(hours: Team['hours']): string[] {
  const lines = new Map<string, Day[]>();
  for (const day of days) {
    const text = windowsOf(hours, day) || 'closed';
    lines.set(text, [...(lines.get(text) ?? []), day]);
  }
  const listed = [...lines].map(([text, alike]) => `${alike.map((day) => DAYS[day].slice(0, 3)).join(', ')}: ${text}`);
  return [...listed, hours.zone, ...holidaysCounted(hours.holidays)];
}

/** How many days are closed, and what the first of them are called. */
function holidaysCounted(holidays: Team['hours']['holidays']): string[] {
  if (holidays.length === 0) return [];
  const names = [...new Set(holidays.flatMap((one) => (typeof one === 'string' ? [] : one.name)))];
  const told = names.length > 3 ? [...names.slice(0, 3), '…'] : names;
  return [`${holidays.length} ${holidays.length === 1 ? 'holiday' : 'holidays'}${told.length ? `: ${told.join(', ')}` : ''}`];
}

/** The opening hours of a team: what they would move is shown first. */
export function Hours(props: { team: Team }) {
  const param = () => ({ id: props.team.id });
  return (
    <SettingsForm
      values={valuesOfHours(props.team.hours)}
      words="Save these hours"
      preview={(values, was) =>
        ask(api.teams[':id'].hours.preview.$post({ param: param(), json: { ...hoursOf(values), was: hoursOf(was) } }))
      }
      show={(seen) => <Moved it={seen} />}
      save={async (values, was) => {
        await ask(api.teams[':id'].hours.$post({ param: param(), json: { ...hoursOf(values), was: hoursOf(was) } }));
        return 'The hours are saved.';
      }}
    >
      <HoursFields />
      <Meaning
        show="calling"
        of={(values) => ({ hours: hoursOf(values), policy: { firstContactMinutes: props.team.policy.firstContactMinutes } })}
      />
    </SettingsForm>
  );
}

/** What the fields of opening hours begin with. */
export const valuesOfHours = (hours: Team['hours']): Record<string, string> => ({
  zone: hours.zone,
  holidays: holidayLines(hours.holidays).join('\n'),
  ...Object.fromEntries(days.map((day) => [`week.${day}`, windowsOf(hours, day)])),
});

/** The zone, the days of the week, and the days that are closed. */
export const HoursFields = () => (
  <>
    <Line name="zone" label="Time zone" hint="A place, like Europe/Berlin." suggestions={zones} />
    <p class="text-soft">Write times like 09:00–17:00, several with a comma between them, and nothing for a closed day.</p>
    <div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
      <For each={days}>{(day) => <Line name={`week.${day}`} label={DAYS[day]} />}</For>
    </div>
    <Words
      name="holidays"
      label="Holidays"
      hint="On each line a date and its name, like 2026-12-25 Christmas Day, or several days, like 2026-12-24 to 2026-12-31. The name may be left out."
    />
  </>
);

export const hoursOf = (values: Record<string, string>) => ({
  zone: (values.zone ?? '').trim(),
  week: Object.fromEntries(days.map((day) => [day, readWindows(values[`week.${day}`] ?? '')])),
  holidays: readHolidays(values.holidays ?? ''),
});

/** What is not written as a time is handed on, for the server to name. */
const readWindows = (text: string): { from: string; to: string }[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [from = '', to = ''] = part.split(/\s*[-–—]\s*/);
      return { from, to };
    });
