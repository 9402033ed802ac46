/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { Refusal } from '../core/refusal.ts';
import type { Env } from '../http/context.ts';
import { html, pageSecurity } from '../http/html.tsx';
import { NoticePage } from '../http/notice.tsx';
import { statusOf } from '../http/problem.ts';

/** A refusal as a page: what happened, what was kept, what to do. What was typed is on it, so that nobody writes it twice. */
export function answerNotice(error: unknown, c: Context<Env>): Response {
  const refusal = error instanceof Refusal ? error : undefined;
  if (!refusal) c.var.report(error);
  const says = refusal
    ? [refusal.message, refusal.detail.next]
    : ['Something went wrong on our side.', 'Please try again in a few minutes.'];
  const page = (
    <NoticePage
      company={c.var.deps.settings.company}
      title={refusal ? (TITLES[refusal.code] ?? 'That did not work') : 'That did not work'}
      says={says.filter((text) => text !== undefined)}
      kept={keptFor(c)}
    />
  );
  const wait = refusal?.detail.retryAfter;
  pageSecurity(c);
  return c.html(html(page), refusal ? statusOf(refusal.code) : 500, wait === undefined ? {} : { 'Retry-After': String(wait) });
}

/** What was typed on the form of this request. A tick or a score is no loss. */
export const keptFor = (c: Context<Env>): Record<string, string> =>
  Object.fromEntries(Object.entries(c.get('typed') ?? {}).filter(([, value]) => value.trim().length > 1));

const TITLES: Partial<Record<Refusal['code'], string>> = {
  not_found: 'There is nothing here',
  link_expired: 'This link has expired',
  slow_down: 'One moment, please',
  busy: 'One moment, please',
  forbidden: 'Please open your link again',
};
