import { Choice } from '../../../ui/fields.tsx';
import { useDesk } from '../data.ts';
import { confidenceSays } from '../standing.ts';
import { MoveForm } from './MoveForm.tsx';
import { Send } from './texts.tsx';

/** Writing down how confident the customer says they are, as they said it on the phone. */
export function Rate() {
  const desk = useDesk();
  return (
    <MoveForm
      move="rate"
      needs={{ rating: 'Choose what they said.', of: 'Choose when they said it.' }}
      send={(values, terms) =>
        desk.requests.rate({ ...terms, rating: Number(values.rating), of: values.of === 'after' ? 'after' : 'before' })
      }
      done={(after) => `Logged, as they said it: ${confidenceSays(after)}.`}
    >
      <Choice
        name="rating"
        label="“How confident are you that we will sort this out?”"
        hint="Asked on the telephone, in their own rating, never yours."
        options={RATINGS}
      />
      <Choice name="of" label="When do they say so?" hint="Said again, it replaces what was said before." options={TIMES} />
      <Send words="Log what they said" />
    </MoveForm>
  );
}

const RATINGS = ['not at all', 'hardly', 'somewhat', 'fairly', 'very'].map((words, i) => ({
  value: String(i + 1),
  name: `${i + 1}: ${words}`,
}));

const TIMES = [
  { value: 'before', name: 'Before', means: 'as the call begins, or while it is open' },
  { value: 'after', name: 'After', means: 'once they heard what we do about it' },
];
