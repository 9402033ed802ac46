import { Words } from '../../../ui/fields.tsx';
import { useDesk } from '../data.ts';
import { MoveForm } from './MoveForm.tsx';
import { Told } from './Told.tsx';
import { Send } from './texts.tsx';

/** Ending what a word alone put on the list: whoever reads the whole answer sees that no call is needed. */
export function Dismiss() {
  const desk = useDesk();
  return (
    <MoveForm
      move="dismiss"
      needs={{ reason: 'Say why no call is needed.' }}
      insists
      send={(values, terms) => desk.requests.dismiss({ ...terms, reason: values.reason ?? '' })}
      done={() => 'It is closed without a call. The customer is told, and can still ask for one.'}
    >
      <p class="text-soft">
        Read what they wrote, whole. If you are not sure, call: a call too many costs less than one too few. It does not count as fixed.
      </p>
      <Words name="reason" label="Why no call is needed" hint="The customer does not see it." />
      <Told of="dismissed" words={{}} />
      <Send words="Close it without a call" />
    </MoveForm>
  );
}
