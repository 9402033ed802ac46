import type { Mail } from './customers.ts';
import type { Counts } from './expect.ts';
import type { Row } from './read.ts';
import type { Case } from './supervisors.ts';
import { temperOf } from './temper.ts';

/** What the server says about one contact that is handed in. */
export type Verdict = { status: string; id: string; message?: string; invitation: { id: string; state: string; because: string | null } };

export type Book = ReturnType<typeof makeBook>;

/** What the server said so far, and which row each of its ids belongs to. */
export function makeBook() {
  const [interactions, invitations, callbacks] = [new Map<string, Row>(), new Map<string, Row>(), new Map<string, Row>()];
  const cases = new Map<string, Case>();
  const lastFix = new Map<string, Mail>();
  const because = new Map<string, number>();
  const counted = { asked: 0, answered: 0 };
  const rowIn = (rows: ReadonlyMap<string, Row>) => (id: string) => {
    const row = rows.get(id);
    if (!row) throw new Error(`The server speaks of ${id}, which is from no row of the file.`);
    return row;
  };
  const has = (kind: string) => [...cases.values()].flatMap(({ timeline }) => timeline).filter((moment) => moment.kind === kind).length;
  return {
    rowOfInteraction: rowIn(interactions),
    rowOfInvitation: rowIn(invitations),
    rowOfCallback: rowIn(callbacks),
    taken(row: Row, { id, invitation }: Verdict) {
      interactions.set(id, row);
      invitations.set(invitation.id, row);
      const why = invitation.because ?? 'asked';
      because.set(why, (because.get(why) ?? 0) + 1);
    },
    sort(mails: readonly Mail[]) {
      const surveys = mails.filter((mail) => mail.kind === 'invitation');
      const fixes = mails.filter((mail) => mail.kind === 'is_it_fixed');
      for (const mail of fixes) lastFix.set(mail.about, mail);
      counted.asked += surveys.length;
      return { surveys, fixes };
    },
    worked(list: readonly Case[]) {
      for (const one of list) {
        cases.set(one.id, one);
        callbacks.set(one.id, rowIn(interactions)(one.contact?.id ?? ''));
      }
    },
    thanked(more: number) {
      counted.answered += more;
    },
    silent: () => [...lastFix.values()].filter((mail) => temperOf(rowIn(callbacks)(mail.about).externalId).silent),
    counts: (lines: readonly { state: string }[]): Counts => ({
      interactions: interactions.size,
      asked: counted.asked,
      'not asked: capped': because.get('capped') ?? 0,
      'not asked: unanswered': because.get('unanswered') ?? 0,
      answered: counted.answered,
      callbacks: lines.length,
      'joined (second failures)': has('joined'),
      contested: has('contested'),
      confirmed: lines.filter(({ state }) => state === 'confirmed').length,
      unconfirmed: lines.filter(({ state }) => state === 'unconfirmed').length,
    }),
  };
}
