/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { Refusal } from '../core/refusal.ts';
import type { Env } from '../http/context.ts';
import { html, pageSecurity } from '../http/html.tsx';
import { NoticePage } from '../http/notice.tsx';
import { statusOf } from '../http/problem.ts';
import type { Words } from '../words/words.ts';
import { spokenTo } from './routes-frame.ts';

/** A refusal as a page: what happened, what was kept, what to do. What was typed is on it, so that nobody writes it twice. */
export function answerNotice(error: unknown, c: Context<Env>): Response {
  const refusal = error instanceof Refusal ? error : undefined;
  if (!refusal) c.var.report(error);
  const spoken = spokenTo(c, null);
  const { company } = c.var.deps.settings;
  const [title, says] = told(refusal?.code, spoken.words.notice);
  const page = <NoticePage {...{ company, spoken, title }} says={[says]} kept={keptFor(c)} />;
  const wait = refusal?.detail.retryAfter;
  pageSecurity(c);
  return c.html(html(page), refusal ? statusOf(refusal.code) : 500, wait === undefined ? {} : { 'Retry-After': String(wait) });
}

/** What was typed on the form of this request. A tick or a score is no loss. */
export const keptFor = (c: Context<Env>): Record<string, string> =>
  Object.fromEntries(Object.entries(c.get('typed') ?? {}).filter(([name, value]) => name !== 'lang' && value.trim().length > 1));

function told(code: Refusal['code'] | undefined, words: Words['notice']): [title: string, says: string] {
  switch (code) {
    case 'not_found':
      return [words.nothingHere, words.nothingHereSays];
    case 'link_erased':
      return [words.erased, words.erasedSays];
    case 'link_expired':
      return [words.closedCase, words.closedCaseSays];
    case 'slow_down':
    case 'busy':
      return [words.oneMoment, words.oneMomentSays];
    case 'forbidden':
      return [words.openAgain, words.openAgainSays];
    case 'wrong_state':
      return [words.didNotWork, words.alreadySays];
    case undefined:
      return [words.didNotWork, words.didNotWorkSays];
    default:
      return [words.didNotWork, words.cannotRead];
  }
}
