import { useMutation, useQuery, useQueryClient } from '@tanstack/solid-query';
import { createEffect, createSignal, on, onCleanup } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { ALERT_WORDS } from '../../server/alerts/rules.ts';
import { type Alerts, api, ask } from './api.ts';
import { asProblem } from './problem.ts';
import { REFRESH } from './refresh.ts';

const KEY = ['alerts'] as const;

// What was read last, for every page and the title of the window.
const [latest, setLatest] = createStore<{ alerts?: Alerts | undefined }>({});
const [trouble, setTrouble] = createSignal<unknown>();

/** The newest alerts; nothing until they were read. */
export const latestAlerts = (): Alerts | undefined => latest.alerts;
/** Why they could not be read the last time, if so. */
export const alertsTrouble = trouble;
/** How many are unread, for the title of the window. */
export const unreadAlerts = (): number => latest.alerts?.unread ?? 0;

/**
 * Follows the alerts, once, for all pages, and says what is new to those who listen; what was there when the page opened is not said.
 * While nothing is new, each look costs the server one glance at an index.
 */
export function followAlerts(announce: (words: string) => void): void {
  const query = createAlerts();
  let heard: number | undefined;
  createEffect(
    on(
      () => query.data,
      (data) => {
        if (!data) return;
        const fresh = heard === undefined ? [] : data.items.filter(({ id, unread }) => unread && id > heard!);
        heard = data.newest;
        setLatest('alerts', reconcile(data));
        if (fresh.length === 1) announce(`${ALERT_WORDS[fresh[0]!.kind]}: ${fresh[0]!.customer}, ${fresh[0]!.team}.`);
        if (fresh.length > 1) announce(`${fresh.length} new alerts.`);
      },
    ),
  );
  createEffect(() => setTrouble(query.isError ? query.error : undefined));
  onCleanup(() => setLatest('alerts', undefined));
}

function createAlerts() {
  let tag = '';
  let last: Alerts | undefined;
  return useQuery(() => ({
    queryKey: KEY,
    queryFn: async (): Promise<Alerts> => {
      const known = last ? { headers: { 'If-None-Match': tag } } : {};
      const answer = await api.alerts.$get({}, known).catch((error) => Promise.reject(asProblem(error)));
      // The typed client knows of no 304: it has no body.
      if (last && (answer.status as number) === 304) return last;
      last = await ask<Alerts>(Promise.resolve(answer));
      tag = answer.headers.get('etag') ?? '';
      return last;
    },
    refetchInterval: REFRESH,
    refetchIntervalInBackground: true,
    gcTime: 0,
  }));
}

/** Looks for news now. */
export function createLook(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: KEY });
}

/** Marks one alert, or all up to one, as read. */
export function createReading() {
  const look = createLook();
  return useMutation(() => ({
    mutationFn: (json: { alert: number } | { upTo: number }) => ask(api.alerts.read.$post({ json })),
    onSettled: look,
  }));
}
