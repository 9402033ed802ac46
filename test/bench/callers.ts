import { connect, type Socket } from 'node:net';

/** How many at once, each on a connection of its own that is kept. */
export const CALLERS = 32;

export type Load = { perSecond: number; refused: number };

/** Asks for one address again and again, by all callers at once, for some milliseconds; written as bytes, so that the asking costs little. */
export async function load(port: number, path: string, cookie: string, millis: number): Promise<Load> {
  const request = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nCookie: ${cookie}\r\nAccept: application/json\r\n\r\n`);
  const until = performance.now() + millis;
  const began = performance.now();
  const counts = await Promise.all(Array.from({ length: CALLERS }, () => call(port, request, until)));
  const seconds = (performance.now() - began) / 1_000;
  const answered = counts.reduce((sum, { answers }) => sum + answers, 0);
  return { perSecond: answered / seconds, refused: counts.reduce((sum, { refused }) => sum + refused, 0) };
}

function call(port: number, request: Buffer, until: number): Promise<{ answers: number; refused: number }> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1', () => void socket.write(request));
    let [answers, refused, left] = [0, 0, 0];
    socket.setNoDelay(true);
    socket.on('error', reject);
    socket.on('data', (bytes) => {
      let body = bytes.length;
      if (left === 0) {
        const head = bytes.indexOf('\r\n\r\n');
        const words = bytes.toString('latin1', 0, head);
        if (!words.startsWith('HTTP/1.1 200')) refused++;
        left = Number(/content-length: (\d+)/i.exec(words)?.[1] ?? Number.NaN);
        if (head < 0 || Number.isNaN(left)) return reject(new Error(`No length in the answer: ${words}`));
        body -= head + 4;
      }
      left -= body;
      if (left > 0) return;
      answers++;
      if (performance.now() < until) return void socket.write(request);
      socket.end();
      resolve({ answers, refused });
    });
  });
}
