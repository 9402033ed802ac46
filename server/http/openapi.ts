import type { Context, Hono } from 'hono';
import { generateSpecs, resolver } from 'hono-openapi';
import * as z from 'zod';
import type { Env } from './context.ts';
import { nameOfCookie, SESSION } from './cookies.ts';

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  code: z.string(),
  field: z.string().optional().describe('The input that is wrong, as a path.'),
  next: z.string().optional().describe('What you can do now.'),
});

/** The refusals that a route can answer with, for its description. All have the same shape (RFC 9457). */
export const problems = (...statuses: number[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: 'Refused, with the reason.', content: { 'application/problem+json': { schema: resolver(problem) } } },
    ]),
  );

/** The OpenAPI 3.1 description of the whole API, made from the routes themselves. */
export async function describeApi(app: Hono<Env>, c: Context<Env>) {
  const document = await generateSpecs(
    app,
    {
      documentation: {
        openapi: '3.1.0',
        info: {
          title: 'Ringback',
          version: '1',
          description: 'Asks customers how it went, and calls back whoever was let down, until they say that it is fixed.',
        },
        servers: [{ url: c.var.deps.settings.baseUrl }],
        components: {
          securitySchemes: {
            apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: `Authorization: Bearer rb_live_…`' },
            session: {
              type: 'apiKey',
              in: 'cookie',
              name: nameOfCookie(SESSION, c.var.deps.settings.baseUrl),
              description: 'A colleague who is signed in.',
            },
          },
        },
      },
      includeEmptyPaths: true,
      exclude: /^\/(?!api\/)/,
      // Theirs is not the way in which we refuse.
      defaultValidationErrorResponse: false,
    },
    c,
  );
  for (const operations of Object.values(document.paths)) {
    for (const operation of Object.values(operations ?? {}) as { responses?: Record<string, object> }[]) {
      // Where nothing was said of the answers: the specification wants a word about each.
      if (JSON.stringify(operation.responses) === '{"200":{}}') operation.responses = ANY_ANSWER;
    }
  }
  return document;
}

const ANY_ANSWER = {
  '2XX': { description: 'Done.' },
  '4XX': { description: 'Refused, with the reason.', content: { 'application/problem+json': { schema: z.toJSONSchema(problem) } } },
};
