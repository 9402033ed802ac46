/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { theClock } from '../core/actor.ts';
import { localTime } from '../core/calendar.ts';
import { contextOf } from '../core/context.ts';
import { refuse } from '../core/refusal.ts';
import { tickUntilIdle } from '../core/runner.ts';
import { fromRfc3339, toRfc3339 } from '../core/time.ts';
import { mustBeOurPage } from '../http/authenticate.ts';
import { checked, query, readJson, SINGLE_LIMIT } from '../http/body.ts';
import type { Env } from '../http/context.ts';
import { html, pageSecurity } from '../http/html.tsx';
import { MailboxPage, MessagePage, mailBody } from './pages.tsx';
import { messagePreviews } from './routes-messages.tsx';
import { messagesAfter, messageWith, newestMessages, nextJobs } from './store.ts';

const after = z.strictObject({ after: z.string().max(60).default(''), limit: z.coerce.number().int().min(1).max(1_000).default(200) });
const moveTo = z.strictObject({ to: z.string().optional() });

/** The development mailbox: every message can be read and every link followed, and time can be skipped. Only there where no mail leaves the house. */
export const developmentRoutes = new Hono<Env>()
  .use(async (c, next) => {
    if (!c.var.workshop) refuse('not_found', 'There is nothing here.');
    await next();
  })
  .route('/messages', messagePreviews)
  .get('/mailbox', async (c) => {
    const ctx = ours(c);
    const [newest, waiting] = await Promise.all([newestMessages(ctx, 100), nextJobs(ctx, 10)]);
    const zone = c.var.deps.settings.zone;
    const messages = newest.map(({ id, request, subject, kind, state, createdAt }) => ({
      id,
      to: request.to,
      subject,
      kind,
      state,
      createdAt: localTime(createdAt, zone),
    }));
    const upcoming = waiting.map(({ kind, dueAt }) => ({ what: WAITING[kind] ?? kind, at: localTime(dueAt, zone) }));
    return page(c, <MailboxPage messages={messages} waiting={upcoming} now={localTime(ctx.now, zone)} clock={{ action: '/dev/clock' }} />);
  })
  .get('/mailbox.json', query(after), async (c) => {
    const { after: id, limit } = c.req.valid('query');
    const items = await messagesAfter(ours(c), id, limit);
    return c.json({
      items: items.map(({ id, kind, state, address, subject, about, request }) => ({
        id,
        kind,
        state,
        address,
        subject,
        about,
        text: 'body' in request ? request.body : request.text,
      })),
    });
  })
  .get('/mailbox/:id', async (c) => {
    const { request, createdAt, ...message } = await messageOr404(c);
    const shown = {
      ...message,
      from: request.from,
      to: request.to,
      ...('body' in request
        ? { headers: {}, text: request.body, html: '', reply: { action: '/dev/texts', from: request.to, to: request.from } }
        : { headers: request.headers, text: request.text, html: request.html, reply: null }),
      createdAt: localTime(createdAt, c.var.deps.settings.zone),
    };
    return page(c, <MessagePage message={shown} />);
  })
  .get('/mailbox/:id/body', async (c) => {
    const { request } = await messageOr404(c);
    if ('body' in request) return refuse('not_found', 'A text has no page.');
    return mailBody(c, request.html);
  })
  .get('/clock', async (c) => c.json(await hands(c)))
  .post('/clock', async (c) => {
    mustBeOurPage(c);
    const workshop = c.var.workshop!;
    const fromPage = !(c.req.header('content-type') ?? '').startsWith('application/json');
    const { to } = fromPage ? {} : checked(moveTo, await readJson(c, SINGLE_LIMIT));
    const at = to === undefined ? (await nextJobs(ours(c), 1))[0]?.dueAt : fromRfc3339(to);
    if (at === undefined && to !== undefined) refuse('invalid', 'Send the time as RFC 3339 with its offset.', { field: 'to' });
    if (at !== undefined) {
      workshop.clock.moveTo(at);
      await workshop.moved();
    }
    const done = await tickUntilIdle(c.var.deps, workshop.handlers);
    return fromPage ? c.redirect('/dev/mailbox', 303) : c.json({ done, ...(await hands(c)) });
  });

const ours = (c: Context<Env>) => contextOf(c.var.deps, theClock);

/** Where the clock stands, and when something is due next. */
async function hands(c: Context<Env>) {
  const [next] = await nextJobs(ours(c), 1);
  return { now: toRfc3339(c.var.deps.clock.now()), next: next ? toRfc3339(next.dueAt) : null };
}

async function messageOr404(c: Context<Env>) {
  const message = await messageWith(ours(c), c.req.param('id') ?? '');
  return message ?? refuse('not_found', 'There is no such message.');
}

function page(c: Context<Env>, content: Parameters<typeof html>[0]): Response {
  pageSecurity(c, { frames: true });
  return c.html(html(content));
}

const WAITING: Record<string, string> = {
  'surveys.ask': 'A survey is sent',
  'surveys.remind': 'A reminder, if there is no answer',
  'surveys.expire': 'A survey closes',
  'callbacks.clock': 'A callback is looked at: a warning, an escalation, or the end of the wait for an answer',
  'callbacks.replan': 'What is due is counted anew: the rules of a time zone changed',
  'outbox.send': 'A message leaves',
  'outbox.send_text': 'A text leaves',
};
