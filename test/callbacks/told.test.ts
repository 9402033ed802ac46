import { describe, expect, it } from 'vitest';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { setUpTeam } from '../../server/people/actions.ts';
import { DEFAULT_SURVEY } from '../../server/surveys/rules.ts';
import { rowsOf } from '../support/hash.ts';
import { makeWorld, type World } from '../world.ts';
import { bringToFix, falseAlarm, missedCall } from './cases.ts';

type Message = { subject: string | null; says: string[]; does: string | null };
type Told = { language: string; way: { channel: string }; fixed: Message; letGo: Message; dismissed: Message; announce: Message };

// What a supervisor reads before they send is what the customer reads afterwards: word for word, in mail and text, in every language.

const DONE = 'Die doppelte Abbuchung ist zurück.\nSie kommt am Freitag an.';
const NO = { reason: 'Es ist zwei Jahre alt.', alternatives: ['Ein Gutschein.', 'Eine Reparatur.'] };

const ROSA = { id: 'c-rosa', name: 'Rosa Keller', email: 'rosa@customer.example', phone: '+4930901820', zone: 'Europe/Berlin' };

const READERS: [string, { company?: string; customer: object }][] = [
  ['by mail', { customer: ROSA }],
  ['by mail, in German', { customer: { ...ROSA, locale: 'de-AT' } }],
  ['by mail, from right to left', { customer: { ...ROSA, locale: 'ar' } }],
  ['by text', { customer: { ...ROSA, consent: { text: true } } }],
  ['by text, in Polish', { customer: { ...ROSA, locale: 'pl', consent: { text: true } } }],
  [
    'by text, from a company with a long name',
    { company: 'The Most Reliable Household Appliances and Repairs Company of the North', customer: { ...ROSA, consent: { text: true } } },
  ],
];

describe.each(READERS)('what a customer is told %s', (how, { company, customer }) => {
  async function atAcme(called: typeof missedCall = missedCall) {
    const world = await makeWorld(company ? { env: { RINGBACK_COMPANY: company } } : {});
    const kase = await called(world, 'rosa', { customer });
    await setUpTeam(contextOf(world.deps, theClock), 'Billing', DEFAULT_SURVEY, { policy: { firstChannel: 'text' } });
    const ines = await world.signIn('ines');
    await ines.post(`${kase.path}/claim`);
    return { world, kase, ines, told: () => ines.get<Told>(`${kase.path}/told`) };
  }

  it('of a fix is what was shown before it', async () => {
    const { world, kase, ines, told } = await atAcme();
    const { fixed, way } = await told();
    expect(way.channel).toBe(how.startsWith('by text') ? 'text' : 'email');
    await bringToFix(ines, kase, DONE);
    expect(await sent(world, 'is_it_fixed')).toEqual(filled(fixed, { done: DONE }));
  });

  it('of a no is what was shown before it', async () => {
    const { world, kase, told } = await atAcme();
    const { letGo } = await told();
    await (await world.signIn('maya')).post(`${kase.path}/let-go`, NO);
    expect(await sent(world, 'let_go')).toEqual(filled(letGo, { reason: NO.reason, alternatives: NO.alternatives.join(' · ') }));
  });

  it('G07 of a call that is not needed is what was shown before it', async () => {
    const { world, told, kase, ines } = await atAcme(falseAlarm);
    const { dismissed } = await told();
    await ines.post(`${kase.path}/dismiss`, { reason: 'They need no lawyer.' });
    expect(await sent(world, 'dismissed')).toEqual(dismissed);
    expect(JSON.stringify(dismissed)).not.toContain('They need no lawyer');
  });

  it('of a hand-over is what was shown before it was offered', async () => {
    const { world, kase, ines } = await atAcme();
    const { told } = await ines.get<{ told: Message & { channel: string } }>(`${kase.path}/hand-off/preview?to=${world.people.tom}`);
    const { channel: _, ...shown } = told;
    await ines.post(`${kase.path}/hand-off`, { to: world.people.tom, power: 'refund', amount: 4_000, why: 'More than I may.' });
    await (await world.signIn('tom')).post(`${kase.path}/accept`);
    expect(await sent(world, 'handed_over')).toEqual(shown);
  });

  it('of a call and in a letter is what was shown before them', async () => {
    const { world, kase, ines, told } = await atAcme();
    const { announce } = await told();
    await ines.post(`${kase.path}/announce`);
    expect(await sent(world, 'before_call')).toEqual(announce);
    const letter = await ines.get<{ mail: (Message & { to: string }) | null; text: { says: string } | null }>(`${kase.path}/letter`);
    const channel = letter.text ? 'text' : 'email';
    await ines.post(`${kase.path}/letter`, { channel });
    const { to: _, ...mail } = letter.mail!;
    expect(await sent(world, 'tried_to_reach')).toEqual(letter.text ? { subject: null, says: [letter.text.says], does: null } : mail);
  });
});

it('what a customer is told whose language nobody knows is shown, and sent, in the language of the company', async () => {
  const world = await makeWorld();
  await (await world.signIn('ada')).post('/api/company', { language: 'fr' });
  const kase = await callFrom(world, { ...ROSA });
  const ines = await world.signIn('ines');
  await ines.post(`${kase.path}/claim`);
  const { language, mail } = await ines.get<{ language: string; mail: Message & { to: string } }>(`${kase.path}/letter`);
  expect(language).toBe('fr');
  await ines.post(`${kase.path}/letter`, { channel: 'email' });
  const { to: _, ...shown } = mail;
  expect(await sent(world, 'tried_to_reach')).toEqual(shown);
});

const callFrom = (world: World, customer: object) => missedCall(world, 'rosa', { customer });

/** The newest message of this kind, taken apart: what it says is all that it says before the way to the case. */
async function sent(world: World, kind: string): Promise<Message> {
  await world.tick();
  const [row] = await rowsOf<{ channel: string; subject: string; request: string }>(
    world.client,
    'select channel, subject, request from messages where kind = ? order by id desc limit 1',
    kind,
  );
  const { channel, subject, request } = row!;
  const { text = '', body = '' } = JSON.parse(request) as { text?: string; body?: string };
  if (channel === 'text') return { subject: null, says: [body.replace(/ \S+$/, '')], does: null };
  const [link] = /\S+\/c\/\S+/.exec(text)!;
  const before = text.slice(0, text.indexOf(`: ${link}`)).split('\n\n');
  // A mark that turns a subject around is no word of it.
  return { subject: subject.replace('\u200f', ''), says: before.slice(0, -1), does: before.at(-1)! };
}

/** What is shown while it is being written, with what was written in its places. */
function filled({ subject, says, does }: Message, words: Record<string, string>): Message {
  const fill = (line: string) => line.replace(/\{(\w+)\}/g, (place, name: string) => words[name] ?? place);
  return { subject, says: says.map(fill), does };
}
