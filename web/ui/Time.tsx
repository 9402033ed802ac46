import { now } from '../lib/clock.ts';
import { dayAndTime, exactly } from '../lib/time.ts';

/** A moment in the reader's own day. The exact time, with its zone, is in the title. */
export function Time(props: { at: string }) {
  const at = () => Date.parse(props.at);
  return (
    <time datetime={props.at} title={exactly(at())}>
      {dayAndTime(at(), now())}
    </time>
  );
}
