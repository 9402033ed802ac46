import type { World } from '../world.ts';

/** A program, or a person, at the page of a survey: what it calls itself, and what the page's script writes down for it. */
export type Browser = { agent?: string; hand?: string };

export const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0';

/** Opens pages and sends their forms, over HTTP and nothing else. `hand` is left out by those who run no scripts. */
export function browser(world: World, { agent = FIREFOX, hand = '' }: Browser = {}) {
  const headers = { 'User-Agent': agent };
  const open = async (path: string, more: Record<string, string> = {}, method = 'GET') =>
    (await world.fetch(path, { method, headers: { ...headers, ...more } })).text();
  return {
    open,
    /** Sends the form of a page as it is drawn, with what is chosen and typed. */
    async send(path: string, page: string, fields: Record<string, string> = {}): Promise<string> {
      const body = new URLSearchParams({ ...hiddenOn(page), hand, ...fields });
      const answer = await world.fetch(path, { method: 'POST', headers, body });
      return answer.text();
    },
  };
}

/** The fields of a page that nobody sees. */
export const hiddenOn = (page: string): Record<string, string> =>
  Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g)].map(([, name, value = '']) => [name!, value]),
  );
