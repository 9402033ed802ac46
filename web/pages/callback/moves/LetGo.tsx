import { Words } from '../../../ui/fields.tsx';
import { useDesk } from '../data.ts';
import { MoveForm } from './MoveForm.tsx';
import { Send } from './texts.tsx';

/** Ending it without a fix, for managers: nobody closes with a bare no. */
export function LetGo() {
  const desk = useDesk();
  return (
    <MoveForm
      move="let_go"
      needs={{ reason: 'Say why.', alternatives: 'Write down at least two alternatives that were offered.' }}
      insists
      send={(values, terms) =>
        desk.requests.letGo({ ...terms, reason: values.reason ?? '', alternatives: linesOf(values.alternatives ?? '') })
      }
      done={() => 'It is let go, with its reason and the alternatives.'}
    >
      <Words name="reason" label="Why it cannot be fixed" />
      <Words name="alternatives" label="The alternatives that were offered" hint="At least two, one on each line." rows={3} />
      <Send words="Let it go" />
    </MoveForm>
  );
}

const linesOf = (text: string): string[] => text.split('\n').flatMap((line) => line.trim() || []);
