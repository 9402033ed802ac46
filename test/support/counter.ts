import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request to the database: the statements it asks for. */
export type Trip = string[];

/** Stands in front of a libSQL server at `target` and writes down every round trip to it. */
export async function startCounter(target: string) {
  const trips: Trip[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    trips.push(statementsIn(body));
    const answer = await fetch(target + request.url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    response.writeHead(answer.status, { 'Content-Type': answer.headers.get('content-type') ?? '' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The trips that were made while `work` was done, and how many of them wrote. */
    async during(work: () => Promise<unknown>): Promise<{ trips: Trip[]; writes: number }> {
      const before = trips.length;
      await work();
      const made = trips.slice(before);
      return { trips: made, writes: made.filter((trip) => trip.some((sql) => /^\s*(insert|update|delete)/i.test(sql))).length };
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

type Said = { type: string; sql?: string; stmt?: { sql?: string }; batch?: { steps: { stmt: { sql?: string } }[] } };

/** The SQL in a request of the Hrana protocol, version 2; a text that is used twice is sent once. */
function statementsIn(body: string): string[] {
  const { requests } = JSON.parse(body) as { requests: Said[] };
  return requests.flatMap(({ sql, stmt, batch }) =>
    [sql, stmt?.sql, ...(batch?.steps.map((step) => step.stmt.sql) ?? [])].filter((text): text is string => text !== undefined),
  );
}
