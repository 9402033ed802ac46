import { type Caller, each } from './http.ts';
import type { Row } from './read.ts';
import { temperOf } from './temper.ts';

export type Mail = { id: string; kind: string; address: string; about: string; text: string };

/** Which row a survey or a case is about. */
export type RowOf = (subject: string) => Row;

/** The mailbox of all customers together: each mail is taken out once. */
export function makeMailbox(caller: Caller) {
  let after = '';
  return async function takeOut(): Promise<Mail[]> {
    const taken: Mail[] = [];
    for (;;) {
      const { items } = await caller.get<{ items: Mail[] }>(`/dev/mailbox.json?limit=1000&after=${after}`);
      taken.push(...items);
      after = items.at(-1)?.id ?? after;
      if (items.length < 1000) return taken;
    }
  };
}

/** Each customer opens the survey by the button of their score, and sends the page with their words. */
export async function answerSurveys(caller: Caller, mails: readonly Mail[], rowOf: RowOf, atOnce: number): Promise<number> {
  let thanked = 0;
  await each(mails, atOnce, async (mail) => {
    const { score, comment } = rowOf(mail.about);
    const path = linkIn(mail, '/s/');
    const proof = proofIn(await caller.page(`${path}?score=${score}`));
    const page = await caller.form(path, { proof, hand: '2000', score: String(score), ...(comment ? { comment } : {}) });
    if (page.includes('Thank you for telling us')) thanked++;
  });
  return thanked;
}

/** What a customer says when they are asked whether it is fixed. */
export type Reply = 'contest' | 'confirm' | 'nothing';

/** Each customer answers on the page of their case as it is their way: some with "still broken" first, some not at all. Says whether any did the first. */
export function makeCustomers(caller: Caller, rowOf: RowOf) {
  const contested = new Set<string>();
  const replyOf = (callback: string): Reply => {
    const { contests, silent } = temperOf(rowOf(callback).externalId);
    return silent ? 'nothing' : contests && !contested.has(callback) ? 'contest' : 'confirm';
  };
  return async function say(mails: readonly Mail[], atOnce: number): Promise<boolean> {
    const before = contested.size;
    await each(mails, atOnce, async (mail) => {
      const reply = replyOf(mail.about);
      if (reply === 'nothing') return;
      if (reply === 'contest') contested.add(mail.about);
      await press(caller, mail, reply);
    });
    return contested.size > before;
  };
}

/** Opens the page of a case and presses one of its buttons. */
export async function press(caller: Caller, mail: Mail, button: 'contest' | 'confirm'): Promise<void> {
  const path = linkIn(mail, '/c/');
  const proof = proofIn(await caller.page(path));
  await caller.form(`${path}/${button}`, { proof, ...(button === 'contest' ? { words: 'It is still broken.' } : {}) });
}

function linkIn({ text }: Mail, start: '/s/' | '/c/'): string {
  const path = text
    .split(/https?:\/\/[^\s/]+/)
    .map((part) => part.split(/[\s?]/)[0]!)
    .find((part) => part.startsWith(start));
  if (!path) throw new Error(`There is no link to ${start} in “${text}”.`);
  return path;
}

function proofIn(page: string): string {
  const proof = /name="proof" value="([^"]*)"/.exec(page)?.[1];
  if (!proof) throw new Error(`There is no form on “${page.slice(0, 400)}”.`);
  return proof;
}
