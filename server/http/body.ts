import type { Context, MiddlewareHandler } from 'hono';
import { uniqueSymbol, validator } from 'hono-openapi';
import type * as z from 'zod';
import { refuse } from '../core/refusal.ts';
import { inspectJson, pathOf } from './json.ts';

const KB = 1024;

/** What a single thing, and a batch of things, may weigh. */
export const SINGLE_LIMIT = 256 * KB;
export const BATCH_LIMIT = 5 * KB * KB;

/**
 * Reads a JSON body against a schema. Refuses another media type, too many bytes (counted as they come, whatever the header
 * says), bytes that are not UTF-8, text that is not JSON, keys that are there twice, and names the field that is wrong.
 */
export function body<S extends z.ZodType>(schema: S, limit = SINGLE_LIMIT) {
  type Types = { in: { json: z.input<S> }; out: { json: z.output<S> } };
  const read: MiddlewareHandler<Record<never, never>, string, Types> = async (c, next) => {
    c.req.addValidatedData('json', checked(schema, await readJson(c, limit)) as object);
    await next();
  };
  // The stock validator is only asked to describe the body for the OpenAPI document.
  const described = validator('json', schema) as unknown as { [uniqueSymbol]: unknown };
  return Object.assign(read, { [uniqueSymbol]: described[uniqueSymbol] }) as typeof read;
}

/** The body as parsed JSON, before any schema. `limitOf` may allow less once it is known what it is. */
export async function readJson(c: Context, limit: number, limitOf: (value: unknown) => number = () => limit): Promise<unknown> {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) {
    refuse('unsupported_media_type', 'Send JSON, with Content-Type: application/json.', { field: 'Content-Type' });
  }
  const bytes = await readBytes(c, limit);
  const value = inspectJson(textOf(bytes));
  if (bytes.length > limitOf(value)) tooLarge(limitOf(value));
  return value;
}

/** Bytes as UTF-8. A byte order mark at the start is dropped. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse('bad_encoding', 'The body is not UTF-8.');
  }
}

/** The body as text, at most `limit` bytes of UTF-8. */
export const readText = async (c: Context, limit: number): Promise<string> => textOf(await readBytes(c, limit));

const tooLarge = (limit: number): never => refuse('too_large', `The body is larger than ${limit / KB} kB.`, { next: 'Send less at once.' });

/** The body as it comes, at most `limit` bytes, counted as they are read. */
export async function readBytes(c: Context, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunksOf(c)) {
    size += chunk.byteLength;
    if (size > limit) tooLarge(limit);
    chunks.push(chunk);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}

async function* chunksOf(c: Context): AsyncGenerator<Uint8Array, void> {
  try {
    yield* c.req.raw.body ?? [];
  } catch {
    refuse('bad_json', 'The body broke off before its end.'); // They hung up: nobody reads this, and nothing of ours is at fault.
  }
}

/** The value as the schema reads it, or a refusal that names the first field that is wrong, and lists the others. */
export function checked<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = problemsOf(result.error);
  return refuse('invalid', problems[0]!.message, { field: problems[0]!.field, also: { problems } });
}

/** Every wrong field and what is wrong with it. An unknown field is named itself, not the object around it. */
export const problemsOf = (error: z.ZodError): { field: string; message: string }[] =>
  error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: pathOf([...issue.path, key]), message: 'There is no such field.' }))
      : [{ field: pathOf(issue.path), message: issue.message }],
  );

/** The query string against a schema, each name at most once. */
export function query<S extends z.ZodType>(schema: S) {
  type Types = { in: { query: z.input<S> }; out: { query: z.output<S> } };
  const read: MiddlewareHandler<Record<never, never>, string, Types> = async (c, next) => {
    const twice = Object.entries(c.req.queries()).find(([, values]) => values.length > 1);
    if (twice) refuse('invalid', 'This is there twice.', { field: twice[0] });
    c.req.addValidatedData('query', checked(schema, c.req.query()) as object);
    await next();
  };
  const described = validator('query', schema) as unknown as { [uniqueSymbol]: unknown };
  return Object.assign(read, { [uniqueSymbol]: described[uniqueSymbol] }) as typeof read;
}
