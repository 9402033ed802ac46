import type { Context, TypedResponse } from 'hono';

/** What was asked for, with the tag by which it is known again; without a body when the caller has it already. */
export type Fresh<T> = { tag: string; body: T | null };

/** The tags of what the caller has already (RFC 9110, section 13.1.2). */
export const knownTags = (c: Context): string[] => (c.req.header('if-none-match') ?? '').split(',').map((tag) => tag.trim());

/** What is JSON already. */
export type Json<T> = string & { readonly of?: T };

/** Answers with the body, or with 304 when nothing is new. */
export function fresh<T extends object>(c: Context, { tag, body }: Fresh<T>) {
  c.header('ETag', tag);
  // Nobody reads a 304 as something else: for the typed client there is only the body.
  return body === null ? (c.body(null, 304) as never) : c.json(body);
}

/** The same with a body that is JSON already. */
export function freshText<T extends object>(c: Context, { tag, body }: Fresh<Json<T>>) {
  c.header('ETag', tag);
  const answer = body === null ? c.body(null, 304) : c.body(body, 200, { 'Content-Type': 'application/json' });
  return answer as unknown as TypedResponse<T, 200, 'json'> & Response;
}
