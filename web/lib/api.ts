import { hc, type InferRequestType, type InferResponseType } from 'hono/client';
import type { AppType } from '../../server/app.ts';
import { asProblem, problemOf } from './problem.ts';

/** The server's API. Paths, inputs and answers are typed from the server itself. */
export const { api } = hc<AppType>('/');

const one = api.callbacks[':id'];

export type CallbackLine = InferResponseType<typeof api.callbacks.$get, 200>['items'][number];
export type ListPage = InferResponseType<typeof api.callbacks.$get, 200>;
export type Changes = InferResponseType<typeof api.callbacks.changes.$get, 200>;
export type Verdict = InferResponseType<typeof api.callbacks.claim.$post, 200>['items'][number];
export type CallbackView = InferResponseType<typeof one.$get, 200>;
export type HeldLine = InferResponseType<typeof api.responses.held.$get, 200>['items'][number];
export type Alerts = InferResponseType<typeof api.alerts.$get, 200>;
export type ResponseLine = InferResponseType<typeof api.responses.$get, 200>['items'][number];
export type ResponseView = InferResponseType<(typeof api.responses)[':id']['$get'], 200>;
export type Moment = CallbackView['timeline'][number];
export type Me = InferResponseType<typeof api.me.$get, 200>;
export type Input<Endpoint> = InferRequestType<Endpoint> extends { json: infer Json } ? Json : never;

/** What a request is answered with, once its body is read as `T`. */
export type Answer<T> = Pick<Response, 'ok' | 'status'> & { json(): Promise<T> };

/** A change of a callback as it is sent: now, or when there is a connection again. */
export type Order = { path: string; json: object };

/** Longer than this, nobody will answer. In milliseconds. */
const PATIENCE = 20_000;

/** Sends a change, and gives back the callback as it is after it. */
export const place = ({ path, json }: Order): Promise<CallbackView> =>
  ask<CallbackView>(
    fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(json),
      signal: AbortSignal.timeout(PATIENCE),
    }),
  );

/** The answer's body. Throws a `Problem` when the server refuses, cannot, or is not reached. */
export async function ask<T>(sent: Promise<Answer<T>>): Promise<T> {
  const answer = await sent.catch((error) => Promise.reject(asProblem(error)));
  if (!answer.ok) throw await problemOf(answer);
  return answer.json();
}
