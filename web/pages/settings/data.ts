import { useQuery, useQueryClient } from '@tanstack/solid-query';
import type { InferResponseType } from 'hono/client';
import { api, ask } from '../../lib/api.ts';

export type Person = InferResponseType<typeof api.people.accounts.$get, 200>['items'][number];
export type Team = InferResponseType<typeof api.teams.$get, 200>['items'][number];
export type Session = InferResponseType<typeof api.me.sessions.$get, 200>['items'][number];
export type Preview = InferResponseType<(typeof api.teams)[':id']['hours']['preview']['$post'], 200>;
export type Languages = InferResponseType<(typeof api.teams)[':id']['survey']['preview']['$post'], 200>['languages'];

export type Company = InferResponseType<typeof api.company.$get, 200>;
export type Envelope = Company['mails'][number];

export const createCompany = () => useQuery(() => ({ queryKey: ['settings', 'company'], queryFn: () => ask(api.company.$get()) }));

// Those that are still the same stay the same elements on the page, with what is typed into them.
export const createPeople = () =>
  useQuery(() => ({ queryKey: ['settings', 'people'], queryFn: () => ask(api.people.accounts.$get()), reconcile: 'id' }));
export const createTeams = () =>
  useQuery(() => ({ queryKey: ['settings', 'teams'], queryFn: () => ask(api.teams.$get()), reconcile: 'id' }));
export const createKeys = () =>
  useQuery(() => ({ queryKey: ['settings', 'keys'], queryFn: () => ask(api.keys.$get()), reconcile: 'prefix' }));
export const createSessions = () =>
  useQuery(() => ({ queryKey: ['settings', 'sessions'], queryFn: () => ask(api.me.sessions.$get()), reconcile: 'id' }));

/** Reads all settings anew, after one of them was changed. */
export function createReread(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['settings'] });
}
