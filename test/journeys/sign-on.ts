import { expect } from 'vitest';
import type { Visitor } from '../visitor.ts';
import type { World } from '../world.ts';

/** Goes to the company's sign-on and comes back, as a browser does; gives what the provider sent along. */
export async function goThere(who: Visitor, next?: string): Promise<string> {
  const { to } = await who.post<{ to: string }>('/api/sign-on', next === undefined ? {} : { next });
  const back = new URL((await fetch(to, { redirect: 'manual' })).headers.get('location')!);
  expect(back.pathname).toBe('/signed-on');
  return back.search.slice(1);
}

/** Sends it on, as the page does to which the browser comes back. */
export const finish = (who: Visitor, answer: string): Promise<Response> =>
  who.send('/api/sign-on/finish', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ answer }) });

/** Somebody signs on for the first time, and once more. */
export async function signOnTwice(world: World): Promise<void> {
  for (const who of [world.visitor(), world.visitor()]) expect((await finish(who, await goThere(who))).status).toBe(200);
}
