import { whyNow } from '../../../server/callbacks/rules.ts';
import type { CallbackLine } from '../../lib/api.ts';
import { clockTime, dayAndTime } from '../../lib/time.ts';

/** Why this customer is called now, or when, in the reader's own time: by the server's own rule. */
export function whyLine(it: CallbackLine, now: number, me: string): string {
  const at = (time: string) => Date.parse(time);
  return whyNow(
    {
      customer: it.customer.includes('@') ? it.customer : (it.customer.split(' ')[0] ?? it.customer),
      state: it.state,
      due: it.due && { at: at(it.due.at), kind: it.due.kind },
      window: it.window && { from: at(it.window.from), to: at(it.window.to) },
      wish: it.wish?.words ?? null,
      secondFailure: it.secondFailure,
      round: it.round,
      triedInVain: it.triedInVain,
      tactic: it.tactic,
      plan: it.plan && { from: at(it.plan.from), to: at(it.plan.to) },
      promise: it.promise,
      fixBy: it.fixBy && at(it.fixBy.at),
      offer: it.offer && { byName: it.offer.byName, until: at(it.offer.until), toMe: it.offer.to === me },
    },
    { now, day: (moment) => dayAndTime(moment, now), time: clockTime },
  );
}
