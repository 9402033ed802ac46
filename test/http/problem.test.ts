import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { Refusal, type RefusalCode } from '../../server/core/refusal.ts';
import { answerProblem, statusOf } from '../../server/http/problem.ts';
import { call, helpdesk, problemIn } from '../interactions/helpdesk.ts';
import { flakyDb } from '../support/flaky.ts';
import { databaseHash } from '../support/hash.ts';
import { makeWorld } from '../world.ts';

/** A door at which nothing but this happens. */
async function answered(thrown: unknown) {
  const reported: unknown[] = [];
  const app = new Hono().get('/', () => {
    throw thrown;
  });
  app.onError((error, c) => answerProblem(error, c, (fault) => `fault-${reported.push(fault)}`));
  return { answer: await app.request('/'), reported };
}

const STATUSES: [number, RefusalCode[]][] = [
  [400, ['bad_json', 'bad_encoding', 'bad_signature']],
  [401, ['no_credentials', 'bad_credentials']],
  [403, ['forbidden', 'needs_manager']],
  [404, ['not_found']],
  [409, ['conflict', 'wrong_state', 'idempotency_mismatch', 'last_admin']],
  [410, ['link_expired']],
  [413, ['too_large']],
  [415, ['unsupported_media_type']],
  [422, ['invalid', 'needs_alternatives', 'beyond_authority']],
  [429, ['slow_down']],
  [503, ['busy']],
];

describe('a refusal', () => {
  test.each(STATUSES.flatMap(([status, codes]) => codes.map((code) => [code, status] as const)))(
    '%s is answered with %i',
    async (code, status) => {
      const { answer, reported } = await answered(new Refusal(code, 'No.'));
      expect(await problemIn(answer)).toMatchObject({ status, code, detail: 'No.' });
      expect([statusOf(code), reported]).toEqual([status, []]);
    },
  );

  test('says what is wrong, where, what to do, when to come again, and whatever else helps', async () => {
    const detail = { field: 'customer.email', next: 'Try another.', retryAfter: 7, also: { seq: 4 } };
    const { answer } = await answered(new Refusal('busy', 'No.', detail));
    expect(answer.headers.get('Retry-After')).toBe('7');
    expect(await answer.json()).toEqual({
      ...{ type: 'https://ringback.dev/problems/busy', title: 'Busy', status: 503, detail: 'No.', code: 'busy' },
      ...{ field: 'customer.email', next: 'Try another.', seq: 4 },
    });
  });
});

describe('a fault of ours', () => {
  test.each([
    ['an error', new Error('SELECT secret FROM people'), 500],
    ['an error with a cause', new Error('outside', { cause: new Error('rosa@customer.example') }), 500],
    ['something of the language', new TypeError('x is not a function'), 500],
  ])('shows nothing of its inside, and is reported under the id that is shown: %s', async (_what, thrown, status) => {
    const { answer, reported } = await answered(thrown);
    expect(answer.status).toBe(status);
    const text = await answer.text();
    expect(JSON.parse(text)).toEqual({
      ...{ type: 'about:blank', title: 'Something went wrong on our side.', status, code: 'fault', requestId: 'fault-1' },
    });
    expect(reported).toEqual([thrown]);
  });
});

describe('a database that is busy', () => {
  test.each([1, 2, 3, 4])('at read number %i of a request is no fault: 503, come again, nothing was changed', async (read) => {
    const opened = flakyDb();
    const world = await makeWorld({ opened });
    await helpdesk(world).tell(call('call-1'));
    const before = await databaseHash(world.client);
    opened.busyAtRead(read);
    const answer = await helpdesk(world).send(call('call-1'));
    expect(await databaseHash(world.client)).toBe(before);
    expect(answer.headers.get('Retry-After')).toBe('1');
    expect(await problemIn(answer)).toMatchObject({ status: 503, code: 'busy' });
    expect(world.faults).toEqual([]);
  });
});

describe('whatever is asked for that is not there', () => {
  test.each([
    '/',
    '/api',
    '/api/',
    '/api/interactions/int_1',
    '/nothing',
    '/api/callbacks/../../etc/passwd',
    '/%00',
    '/%ff',
    '/hooks',
    '/hooks/twilio',
  ])('%s is answered as a refusal, never as a fault', async (path) => {
    const world = await makeWorld();
    const answer = await world.fetch(path);
    expect([401, 404]).toContain(answer.status);
    await problemIn(answer);
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
  });
});
