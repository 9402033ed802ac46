import { Agent, request } from 'node:http';

export type Answer = { status: number; text: string; cookies: string[] };

class StaleConnection extends Error {}

export type Http = ReturnType<typeof makeHttp>;

/** Asks one server over connections that stay open. (Node's own `fetch` costs this process more than the server needs to answer.) */
export function makeHttp(url: string, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(url);
  const once = (method: string, path: string, headers: Record<string, string>, body?: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
      const asking = request({ agent, hostname, port, method, path, headers: { ...headers, ...length } }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode!,
            text: Buffer.concat(chunks).toString('utf8'),
            cookies: answer.headers['set-cookie'] ?? [],
          }),
        );
      });
      asking.on('error', (error) => reject(asking.reusedSocket ? new StaleConnection('', { cause: error }) : error));
      asking.end(body);
    });
  // The server may close a connection that was quiet in the very moment in which we use it again: then it read nothing.
  const send = (...asked: Parameters<typeof once>): Promise<Answer> =>
    once(...asked).catch((error) => {
      if (!(error instanceof StaleConnection)) throw error;
      return send(...asked);
    });
  return { send, close: () => agent.destroy() };
}

/** Somebody at the door who keeps their cookies and expects to be answered well: any other status is an error. */
export type Caller = ReturnType<typeof makeCaller>;

export function makeCaller({ send }: Http, always: Record<string, string> = {}) {
  const cookies = new Map<string, string>();
  const call = async (method: string, path: string, type?: string, body?: string, expected = 299): Promise<Answer> => {
    const headers = { ...always, ...(type ? { 'Content-Type': type, 'Sec-Fetch-Site': 'same-origin' } : {}), ...cookieHeader(cookies) };
    const answer = await send(method, path, headers, body);
    if (answer.status > expected) throw new Error(`${method} ${path} was answered with ${answer.status}: ${answer.text.slice(0, 400)}`);
    for (const cookie of answer.cookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      cookies.set(name!, value!);
    }
    return answer;
  };
  return {
    page: async (path: string): Promise<string> => (await call('GET', path)).text,
    get: async <T>(path: string): Promise<T> => JSON.parse((await call('GET', path)).text) as T,
    post: async <T>(path: string, body: unknown): Promise<T> =>
      JSON.parse((await call('POST', path, 'application/json', JSON.stringify(body))).text) as T,
    form: async (path: string, fields: Record<string, string>): Promise<string> =>
      (await call('POST', path, 'application/x-www-form-urlencoded', new URLSearchParams(fields).toString(), 399)).text,
  };
}

const cookieHeader = (cookies: ReadonlyMap<string, string>): Record<string, string> =>
  cookies.size ? { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {};

/** Does something with each item, so many at once, in their order. */
export async function each<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const worker = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}
