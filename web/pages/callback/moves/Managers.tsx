import { now } from '../../../lib/clock.ts';
import { createPeople } from '../../../lib/people.ts';
import { dayAndTime } from '../../../lib/time.ts';

/** Which manager to ask, in a sentence: those who are here, or until when each is away. */
export function Managers() {
  const people = createPeople();
  const managers = () => (people.data?.items ?? []).filter(({ role }) => role === 'manager');
  const here = () => managers().filter(({ away }) => away === null);
  const away = () =>
    managers().map(({ name, away }) => `${name} is away${away?.until ? ` until ${dayAndTime(Date.parse(away.until), now())}` : ''}`);
  return (
    <>
      {here().length
        ? `Ask ${list(
            here().map(({ name }) => name),
            'disjunction',
          )}.`
        : managers().length
          ? `No manager is here: ${list(away(), 'conjunction')}.`
          : 'Ask a manager of yours.'}
    </>
  );
}

const list = (names: string[], type: 'conjunction' | 'disjunction'): string => new Intl.ListFormat('en-GB', { type }).format(names);
