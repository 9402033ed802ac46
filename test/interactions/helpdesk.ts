import { expect } from 'vitest';
import { CUSTOMERS } from '../../db/demo/cast.ts';
import { MINUTE, toRfc3339 } from '../../server/core/time.ts';
import { withoutChange } from '../support/hash.ts';
import type { World } from '../world.ts';
import { MONDAY } from '../world.ts';

export type Taken = {
  id: string;
  invitation: { id: string; state: string; channel: string | null; at: string | null; because: string | null; detail: string | null };
  callback: string | null;
};

export type Problem = { type: string; title: string; status: number; detail: string; code: string; field?: string; next?: string } & Record<
  string,
  unknown
>;

/** A call that Rosa made to Billing, ten minutes before the world begins. */
export const call = (externalId: string, more: Record<string, unknown> = {}) => ({
  externalId,
  team: 'Billing',
  endedAt: toRfc3339(MONDAY - 10 * MINUTE),
  customer: CUSTOMERS.rosa as Record<string, unknown>,
  ...more,
});

/** Somebody whom no other contact is about. */
export const somebody = (n: number | string) => ({ id: `c-${n}`, name: `Customer ${n}`, email: `customer.${n}@customer.example` });

/** The helpdesk's side of the door for contacts. Bodies that are text or bytes go as they are, everything else as JSON. */
export function helpdesk(world: Pick<World, 'fetch' | 'client' | 'key'>, key = world.key) {
  const send = (body: unknown, headers: Record<string, string> = {}) =>
    world.fetch('/api/interactions', {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
    });
  return {
    send,
    /** Hands in one contact that must be taken. */
    async tell(body: unknown, headers: Record<string, string> = {}): Promise<Taken & { status: number; replayed: boolean }> {
      const answer = await send(body, headers);
      const text = await answer.text();
      expect([200, 201], text).toContain(answer.status);
      return { status: answer.status, replayed: answer.headers.get('Ringback-Replayed') === 'true', ...(JSON.parse(text) as Taken) };
    },
    /** Hands in many at once; gives the verdicts. */
    async tellAll(body: unknown[], headers: Record<string, string> = {}) {
      const answer = await send(body, headers);
      const text = await answer.text();
      expect(answer.status, text.slice(0, 500)).toBe(207);
      return (JSON.parse(text) as { results: ({ index: number; status: string } & Record<string, unknown>)[] }).results;
    },
    /** Hands in what must be refused, by name, without a trace in the database. */
    refused: (body: unknown, headers: Record<string, string> = {}): Promise<Problem> =>
      withoutChange(world.client, async () => problemIn(await send(body, headers))),
  };
}

/** The problem details of an answer, which must be of the one kind there is. */
export async function problemIn(answer: Response): Promise<Problem> {
  const text = await answer.text();
  expect(answer.headers.get('content-type'), text.slice(0, 500)).toContain('application/problem+json');
  const problem = JSON.parse(text) as Problem;
  expect(problem).toMatchObject({ status: answer.status, code: expect.stringMatching(/^[a-z_]+$/), title: expect.stringMatching(/\S/) });
  expect(problem.type).toBe(`https://ringback.dev/problems/${problem.code}`);
  return problem;
}
