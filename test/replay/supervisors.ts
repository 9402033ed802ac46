import { FIX_CAUSES } from '../../server/callbacks/rules.ts';
import { DAY, type Instant, toRfc3339 } from '../../server/core/time.ts';
import type { Mail } from './customers.ts';
import { type Caller, each, type Http, makeCaller } from './http.ts';
import type { Row } from './read.ts';
import { die, temperOf } from './temper.ts';

/** A callback as the API shows it, as far as it is looked at here. */
export type Case = {
  id: string;
  state: string;
  contact: { id: string } | null;
  promises: { id: string; state: string }[];
  timeline: { kind: string }[];
};

type Line = { id: string; state: string };

/** The supervisors of every team, signed in by the links in their mails. */
export async function signIn(http: Http, emails: readonly string[], takeOut: () => Promise<Mail[]>): Promise<Caller[]> {
  const callers = emails.map(() => makeCaller(http));
  await each([...emails.entries()], 4, async ([i, email]) => void (await callers[i]!.post('/api/sign-in', { email })));
  const mails = new Map((await takeOut()).map((mail) => [mail.address, mail]));
  await each([...emails.entries()], 4, async ([i, email]) => {
    const link = /\/sign-in\/\S+/.exec(mails.get(email)?.text ?? '')?.[0];
    if (!link) throw new Error(`There is no mail with a link for ${email}.`);
    await callers[i]!.form(link, {});
  });
  return callers;
}

/** Everybody works what is theirs to do: everything on their list that does not wait for its customer. Gives back the cases as they are then. */
export async function workLists(
  supervisors: readonly Caller[],
  rowOfContact: (interactionId: string) => Row,
  now: Instant,
  atOnce: number,
): Promise<Case[]> {
  const lists = await Promise.all(supervisors.map((caller) => wholeList(caller, 'team')));
  const toDo = lists.flatMap((lines, i) => lines.map((line) => ({ line, caller: supervisors[i]! })));
  const done: Case[] = [];
  await each(toDo, atOnce, async ({ line, caller }) => void done.push(await work(caller, line, rowOfContact, now)));
  return done;
}

/** Every line of a list, page after page. */
export async function wholeList(caller: Caller, tab: 'team' | 'waiting' | 'done'): Promise<Line[]> {
  const lines: Line[] = [];
  for (let cursor: string | null | undefined = ''; cursor !== null && cursor !== undefined; ) {
    const page: { items: Line[]; next?: string | null } = await caller.get(
      `/api/callbacks?tab=${tab}&limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    );
    lines.push(...page.items);
    cursor = page.next;
  }
  return lines;
}

/** One case from the first call to the fix, as a supervisor does it. */
async function work(caller: Caller, line: Line, rowOfContact: (interactionId: string) => Row, now: Instant): Promise<Case> {
  const path = `/api/callbacks/${line.id}`;
  const move = (to: string, body: unknown = {}) => caller.post<Case>(`${path}/${to}`, body);
  const taken = line.state === 'open' ? await move('claim') : await caller.get<Case>(path);
  const { externalId, comment, reason } = rowOfContact(taken.contact?.id ?? '');
  const { hardToReach, promised } = temperOf(externalId);
  if (hardToReach) await move('attempts', { outcome: ['no_answer', 'voicemail', 'busy'][die(externalId) % 3] });
  await move('attempts', { outcome: 'reached', note: 'They told it from the beginning.' });
  await move('understanding', { words: comment || 'They did not say why.', agreed: true });
  await move('proposals', { text: 'To put it right, and to say when it is.' });
  if (promised) {
    const { promises } = await move('promises', { text: 'To call back when it is done.', at: toRfc3339(now + DAY) });
    await move('keep', { promise: promises.at(-1)!.id });
  }
  // Each labelled reason stands for one cause, whatever the labels of the file are.
  return move('fix', { cause: FIX_CAUSES[die(reason) % FIX_CAUSES.length], done: 'It was put right, and the customer was told.' });
}
