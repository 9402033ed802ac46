/** Why something did not happen, in words for the person at the screen. `status` is 0 when there was no answer at all. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  /** The input that is wrong, as the server names it. */
  readonly field: string | undefined;
  /** What can be done now. */
  readonly next: string | undefined;

  constructor(said: { status: number; message: string; code: string; field?: string | undefined; next?: string | undefined }) {
    super(said.message);
    this.status = said.status;
    this.code = said.code;
    this.field = said.field;
    this.next = said.next;
  }
}

/** What the server said, read from its problem details (RFC 9457), whatever came instead of them. */
export async function problemOf(response: Pick<Response, 'status' | 'json'>): Promise<Problem> {
  const { status } = response;
  const body = await response.json().catch(() => ({}));
  const said = (name: string) => (typeof body?.[name] === 'string' ? (body[name] as string) : undefined);
  if (status >= 500) {
    const number = said('requestId');
    const next = `Try again in a moment.${number ? ` If it happens again, tell us this number: ${number}.` : ''}`;
    return new Problem({ status, message: said('detail') ?? 'Something went wrong on our side.', code: said('code') ?? 'fault', next });
  }
  const message = said('detail') ?? said('title') ?? `The server refused this (${status}).`;
  return new Problem({ status, message, code: said('code') ?? 'unknown', field: said('field'), next: said('next') });
}

/** Anything that was thrown, as a problem: what is not one already is a connection that failed. */
export const asProblem = (error: unknown): Problem =>
  error instanceof Problem
    ? error
    : new Problem({
        status: 0,
        code: 'no_answer',
        message: 'Ringback could not be reached.',
        next: 'Check your connection, then try again.',
      });

/** Somebody, or the clock, was first: what was decided from is no longer so. */
export const isOvertaken = (problem: Problem): boolean => problem.status === 409;

/** It did not arrive, or there is nobody behind the door: it can be sent again as it is. */
export const isUnanswered = ({ status }: Problem): boolean => status === 0 || (status >= 502 && status <= 504);

/** Worth asking again by itself: no answer, or a fault of the server's. */
export const mayPass = (error: unknown): boolean => !(error instanceof Problem) || error.status === 0 || error.status >= 500;
