import { expect } from 'vitest';

export type Mail = { id: string; kind: string; state: string; address: string; subject: string; about: string; text: string };

type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

/** Somebody at Ringback's door, over HTTP and nothing else: the same in a world, at a Node server and at a Worker. */
export type Visitor = ReturnType<typeof visitor>;

export function visitor(fetch: Fetch, { key, tick }: { key: string; tick: () => Promise<unknown> }) {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    if (cookies.size) headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await fetch(path, { redirect: 'manual', ...init, headers });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      cookies.set(name!, value!);
    }
    return answer;
  };
  const json = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
    send(path, { method, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) });

  const self = {
    send,
    /** Posts JSON and expects it to be taken. */
    async post<T = Record<string, unknown>>(path: string, body: unknown = {}): Promise<T> {
      const answer = await json('POST', path, body);
      const text = await answer.text();
      expect(answer.status, `POST ${path}: ${text}`).toBeLessThan(300);
      return JSON.parse(text) as T;
    },
    /** Posts JSON and expects a refusal; gives its problem details. */
    async refused(
      path: string,
      body: unknown = {},
    ): Promise<{ status: number; code: string; field?: string; detail: string } & Record<string, unknown>> {
      const answer = await json('POST', path, body);
      const problem = (await answer.json()) as { status: number; code: string; detail: string };
      expect(answer.headers.get('content-type'), JSON.stringify(problem)).toContain('application/problem+json');
      return problem;
    },
    async get<T = Record<string, unknown>>(path: string): Promise<T> {
      const answer = await send(path);
      expect(answer.status, `GET ${path}`).toBe(200);
      return (await answer.json()) as T;
    },
    /** Hands in contacts as the helpdesk does. */
    handIn: (body: unknown, headers: Record<string, string> = {}) =>
      json('POST', '/api/interactions', body, { Authorization: `Bearer ${key}`, ...headers }),
    /** Every mail so far, oldest first. */
    async mails(): Promise<Mail[]> {
      await tick();
      return (await self.get<{ items: Mail[] }>('/dev/mailbox.json?limit=1000')).items;
    },
    /** The newest mail of a kind to an address, which must be there. */
    async mail(kind: string, address: string): Promise<Mail> {
      const found = (await self.mails()).findLast((mail) => mail.kind === kind && mail.address === address);
      expect(found, `a mail "${kind}" to ${address}`).toBeDefined();
      return found!;
    },
    /** Opens a page and sends its form back, as a browser does, with what was typed. */
    async fillIn(path: string, fields: Record<string, string>, action?: string): Promise<{ status: number; page: string }> {
      const page = await (await send(path)).text();
      const proof = /name="proof" value="([^"]*)"/.exec(page)?.[1];
      // What the page's script writes down for somebody who taps a second after they see the page.
      const hand = page.includes('name="hand"') ? { hand: '1200' } : {};
      const answer = await send(action ?? pathOf(path), {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' },
        body: new URLSearchParams({ ...(proof === undefined ? {} : { proof }), ...hand, ...fields }).toString(),
      });
      return { status: answer.status, page: await answer.text() };
    },
    /** Signs in by the link in the mail. */
    async signIn(email: string) {
      await self.post('/api/sign-in', { email });
      const link = linkIn(await self.mail('sign_in', email), '/sign-in/');
      const answer = await send(link, { method: 'POST', headers: { 'Sec-Fetch-Site': 'same-origin' } });
      expect(answer.status, 'signing in').toBe(303);
      return self;
    },
  };
  return self;
}

/** The path of the link in a mail that begins with `start`. */
export function linkIn(mail: Mail, start: string): string {
  const found = [...mail.text.matchAll(/https?:\/\/[^\s/]+(\/\S*)/g)].map((match) => match[1]!).find((path) => path.startsWith(start));
  if (!found) throw new Error(`There is no link to ${start} in “${mail.text}”.`);
  return found;
}

export const pathOf = (path: string): string => path.replace(/[?#].*/, '');
