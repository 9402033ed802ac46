import { type Context, Hono } from 'hono';
import { describeRoute, resolver } from 'hono-openapi';
import * as z from 'zod';
import { refuse } from '../core/refusal.ts';
import { hashOf } from '../core/secrets.ts';
import { toRfc3339 } from '../core/time.ts';
import { withKey } from '../http/authenticate.ts';
import { BATCH_LIMIT, checked, problemsOf, readJson, SINGLE_LIMIT } from '../http/body.ts';
import { asSource, type Env } from '../http/context.ts';
import { mustNotFlood } from '../http/limits.ts';
import { problems } from '../http/openapi.ts';
import { mustBeTaken, receive, type Taken, type Verdict } from './actions.ts';
import type { Arrival } from './rules.ts';
import { arrivalOf, type InteractionInput, interactionInput, phoneReader } from './schema.ts';

const MOST_IN_A_BATCH = 1_000;

const taken = z.object({
  id: z.string(),
  invitation: z.object({
    id: z.string(),
    state: z.string(),
    channel: z.string().nullable().describe('How the customer is asked, when they are.'),
    at: z.string().nullable().describe('When they are asked.'),
    because: z.string().nullable().describe('Why they are not asked, by name.'),
    detail: z.string().nullable().describe('The same in words.'),
  }),
  callback: z.string().nullable().describe('The callback that an unanswered contact became.'),
});

const batch = z.object({
  results: z.array(
    z.object({
      index: z.int(),
      status: z.enum(['stored', 'replayed', 'invalid', 'idempotency_mismatch']),
      field: z.string().optional(),
      message: z.string().optional(),
      differs: z.array(z.string()).optional(),
      ...taken.partial().shape,
    }),
  ),
});

/** The door for the systems in which contacts happen. */
export const interactionRoutes = new Hono<Env>().post(
  '/',
  describeRoute({
    tags: ['Interactions'],
    summary: 'Hand in one contact, or up to 1,000',
    description:
      'The same contact (source and externalId) told again is the same contact: 200 instead of 201, and nothing new happens. An array is answered with a verdict per item, in order.',
    security: [{ apiKey: [] }],
    parameters: [
      {
        in: 'header',
        name: 'Idempotency-Key',
        schema: { type: 'string', maxLength: 200 },
        description: 'Optional. The same key with another body is refused.',
      },
    ],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: resolver(z.union([interactionInput, z.array(interactionInput).max(MOST_IN_A_BATCH)])) } },
    },
    responses: {
      201: { description: 'Stored.', content: { 'application/json': { schema: resolver(taken) } } },
      200: { description: 'Known already; nothing new happened.', content: { 'application/json': { schema: resolver(taken) } } },
      207: { description: 'A batch: a verdict per item.', content: { 'application/json': { schema: resolver(batch) } } },
      ...problems(400, 401, 403, 409, 413, 415, 422, 429, 503),
    },
  }),
  withKey('interactions:write'),
  async (c) => {
    mustNotFlood(c.var.limits.keys, c.var.source.id, c.var.deps.clock.now());
    const input = await readJson(c, BATCH_LIMIT, (value) => (Array.isArray(value) ? BATCH_LIMIT : SINGLE_LIMIT));
    const readPhone = await phoneReader(c.var.deps.settings.region);
    const arrival = (item: InteractionInput) => arrivalOf(item, c.var.source.name, readPhone);
    const requestKey = await requestKeyOf(c, input);
    if (!Array.isArray(input)) {
      const [verdict] = await receive(asSource(c), [arrival(checked(interactionInput, input))], requestKey);
      const { status, ...stored } = mustBeTaken(verdict!);
      if (status === 'replayed') c.header('Ringback-Replayed', 'true');
      return c.json(shown(stored), status === 'replayed' ? 200 : 201);
    }
    if (input.length > MOST_IN_A_BATCH)
      refuse('too_large', `A batch has at most ${MOST_IN_A_BATCH} contacts; this one has ${input.length}.`);
    const read = input.map((item) => interactionInput.safeParse(item));
    const good = read.flatMap((one): Arrival[] => (one.success ? [arrival(one.data)] : []));
    const verdicts = (good.length || requestKey ? await receive(asSource(c), good, requestKey) : []).values();
    const results = read.map((one, index) => {
      if (!one.success) return { index, status: 'invalid' as const, ...problemsOf(one.error)[0]! };
      return { index, ...verdictShown(verdicts.next().value!) };
    });
    return c.json({ results }, 207);
  },
);

const verdictShown = (verdict: Verdict) => ('invitation' in verdict ? { status: verdict.status, ...shown(verdict) } : verdict);

const shown = ({ id, invitation, callback }: Taken) => ({
  id,
  invitation: {
    id: invitation.id,
    state: invitation.state,
    channel: invitation.channel,
    at: invitation.askAt === null ? null : toRfc3339(invitation.askAt),
    because: invitation.notAsked,
    detail: invitation.detail,
  },
  callback,
});

async function requestKeyOf(c: Context<Env>, input: unknown) {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return undefined;
  if (key.length < 1 || key.length > 200) refuse('invalid', 'An Idempotency-Key has 1 to 200 characters.', { field: 'Idempotency-Key' });
  return { apiKeyId: c.var.source.id, key, hash: await hashOf(`${c.req.path}\n${JSON.stringify(input)}`) };
}
