import { Hono } from 'hono';
import { readResendEvent, verifyWebhook, webhookId } from '../channels/webhook.ts';
import { contextOf } from '../core/context.ts';
import { report } from '../core/events.ts';
import { refuse } from '../core/refusal.ts';
import { readText, SINGLE_LIMIT } from './body.ts';
import type { Env } from './context.ts';

/** Where providers report what became of our messages. Only what they signed counts; what they say twice counts once. */
export const hookRoutes = new Hono<Env>().post('/resend', async (c) => {
  const raw = await readText(c, SINGLE_LIMIT);
  const ctx = contextOf(c.var.deps, { kind: 'source', id: 'resend', name: 'Resend' });
  const signed = await verifyWebhook(c.var.webhookSecrets, c.req.raw.headers, raw, ctx.now);
  if (!signed) refuse('bad_signature', 'This was not signed with our secret, or too long ago.');
  const event = readResendEvent(raw);
  if (event === undefined) return refuse('bad_json', 'This is not an event of Resend.');
  if (event === 'ignored') return c.json({ outcome: 'ignored' as const });
  const { state, emailId, messageId, at, detail, bounceType, type } = event;
  const outcome = await report(ctx, {
    provider: 'resend',
    eventId: webhookId(c.req.raw.headers) ?? '',
    type,
    state,
    messageId: messageId ?? null,
    providerId: emailId,
    detail: detail ?? null,
    bounce: bounceType === 'Permanent' ? 'permanent' : bounceType === 'Undetermined' ? 'undetermined' : null,
    at,
  });
  return c.json({ outcome });
});
