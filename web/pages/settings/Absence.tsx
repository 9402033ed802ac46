import { useQueryClient } from '@tanstack/solid-query';
import { api, ask, type Input } from '../../lib/api.ts';
import { ME } from '../../lib/refresh.ts';
import { fromInput, toInput } from '../../lib/time.ts';
import { Line } from '../../ui/fields.tsx';
import { SettingsForm } from './Form.tsx';

type Away = Input<(typeof api.people)[':id']['absence']['$post']>['absence'];

/** When somebody is not at work. `name` is how they are spoken of: you, or a name. */
export function Absence(props: { id: string; name: string; now: Away }) {
  const client = useQueryClient();
  const isBack = () => (props.name === 'you' ? 'you are back' : `${props.name} is back`);
  return (
    <SettingsForm
      values={{
        'absence.from': props.now ? toInput(props.now.from) : '',
        'absence.until': props.now?.until ? toInput(props.now.until) : '',
      }}
      words="Save"
      save={async (values, was) => {
        const absence = absenceIn(values);
        await ask(api.people[':id'].absence.$post({ param: { id: props.id }, json: { absence, was: absenceIn(was) } }));
        await client.invalidateQueries({ queryKey: ME });
        return absence ? 'Saved.' : props.name === 'you' ? 'You are here.' : `${props.name} is here.`;
      }}
    >
      <div class="grid gap-4 sm:grid-cols-2">
        <Line name="absence.from" label="From" type="datetime-local" hint={`Leave both empty when ${isBack()}.`} />
        <Line name="absence.until" label="Until" type="datetime-local" hint="Leave it empty when nobody knows." />
      </div>
    </SettingsForm>
  );
}

function absenceIn(values: Record<string, string>): Away {
  const [from, until] = [values['absence.from'] ?? '', values['absence.until'] ?? ''];
  return from || until ? { from: fromInput(from), until: until ? fromInput(until) : null } : null;
}
