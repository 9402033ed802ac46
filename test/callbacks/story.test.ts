import fc from 'fast-check';
import { expect, it } from 'vitest';
import { theClock } from '../../server/core/actor.ts';
import { contextOf } from '../../server/core/context.ts';
import { DAY, MINUTE } from '../../server/core/time.ts';
import { setUpTeam } from '../../server/people/actions.ts';
import { DEFAULT_SURVEY } from '../../server/surveys/rules.ts';
import { rowsOf } from '../support/hash.ts';
import { mustBeSound } from '../support/invariants.ts';
import { makeWorld } from '../world.ts';
import { bringToFix, type Case, contact, falseAlarm, missedCall, says } from './cases.ts';
import { type Company, type Deed, deeds } from './story-deeds.ts';

/** What there is to work on by now. Nothing is waited for: the clock may stand still. */
async function look(company: Company): Promise<void> {
  const { client } = company.world;
  const mails = await rowsOf<{ text: string }>(client, `select json_extract(request, '$.text') text from messages order by id`);
  const links = (kind: string) => [...new Set(mails.flatMap(({ text }) => new RegExp(`/${kind}/[\\w-]+`).exec(text)?.[0] ?? []))];
  company.surveys = links('s');
  company.pages = links('c');
  company.ids = (await rowsOf<{ id: string }>(client, 'select id from callbacks order by id')).map((row) => row.id);
}

/** A story in which five callbacks come to their five ends, so that all of them are told in every run. */
function everyEnding(): Deed[] {
  const cases: Case[] = [];
  const act = (name: string, act: (company: Company) => Promise<unknown>): Deed => ({ name, do: (company) => act(company).then(() => []) });
  return [
    act('four calls that nobody took', async ({ world }) => {
      for (const who of ['rosa', 'kenji', 'amina', 'walt'] as const) cases.push(await missedCall(world, who));
    }),
    act('two are claimed', async ({ staff: [ines] }) => {
      for (const { path } of cases.slice(0, 2)) await ines!.post(`${path}/claim`);
    }),
    act('and fixed', async ({ staff: [ines] }) => {
      for (const one of cases.slice(0, 2)) await bringToFix(ines!, one);
    }),
    act('one is confirmed', ({ world }) => says(world, cases[0]!, 'confirm')),
    act('one is withdrawn', ({ world }) => says(world, cases[2]!, 'withdraw', 'It is sorted.')),
    act('one is let go', ({ staff }) =>
      staff[3]!.post(`${cases[3]!.path}/let-go`, { reason: 'It was the other shop.', alternatives: ['A voucher.', 'Another shop.'] }),
    ),
    act('one was no call at all', async ({ world, staff: [ines] }) => {
      cases.push(await falseAlarm(world));
      await ines!.post(`${cases[4]!.path}/claim`);
      await ines!.post(`${cases[4]!.path}/dismiss`, { reason: 'No lawyer needed.' });
    }),
    act('and one is never answered', async ({ world }) => {
      world.clock.moveTo(world.clock.now() + 8 * DAY);
      await world.tick();
    }),
  ];
}

/** Whatever was postponed: since they were let down, every minute counts. */
async function theirClockNeverStoodStill({ world, staff }: Company, id: string): Promise<void> {
  type Clocked = { openedAt: string; closedAt: string | null; sinceLetDown: { from: string; minutes: number } };
  const { openedAt, closedAt, sinceLetDown } = await staff[3]!.get<Clocked>(`/api/callbacks/${id}`);
  const until = closedAt === null ? world.clock.now() : Date.parse(closedAt);
  expect(sinceLetDown, id).toEqual({ from: openedAt, minutes: Math.floor((until - Date.parse(openedAt)) / MINUTE) });
}

const EVERY_STATE = ['claimed', 'confirmed', 'dismissed', 'fixed', 'let_go', 'open', 'unconfirmed', 'withdrawn'];

const EXPECTED = [200, 201, 303, 403, 404, 409, 410, 422];

it('whatever customers, supervisors and the clock do, the database is sound, and every callback is its history', async () => {
  const states = new Set<unknown>();
  await fc.assert(
    fc.asyncProperty(deeds, async (story) => {
      const world = await makeWorld();
      for (const team of ['Billing', 'Deliveries']) {
        await setUpTeam(contextOf(world.deps, theClock), team, DEFAULT_SURVEY, {
          policy: { capDays: 0, quiet: null, callWords: ['lawyer'] },
        });
      }
      const staff = [];
      for (const name of ['ines', 'tom', 'priya', 'maya'] as const) staff.push(await world.signIn(name));
      const company: Company = { world, staff, surveys: [], pages: [], ids: [] };
      for (const who of ['rosa', 'kenji', 'amina'] as const) await world.visitor().handIn(contact(world, who));
      for (const { name, do: act } of story) {
        await look(company);
        for (const status of await act(company)) expect(EXPECTED, name).toContain(status);
        for (const { state } of await rowsOf(world.client, 'select distinct state from callbacks')) states.add(state);
      }
      await world.tick();
      await mustBeSound(world);
      for (const id of company.ids) await theirClockNeverStoodStill(company, id);
    }),
    { numRuns: 25, interruptAfterTimeLimit: 20_000, examples: [[everyEnding()]] },
  );
  expect([...states]).toEqual(expect.arrayContaining(EVERY_STATE));
}, 90_000);
