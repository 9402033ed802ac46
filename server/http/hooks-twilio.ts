import { type Context, Hono } from 'hono';
import { type Ctx, contextOf } from '../core/context.ts';
import { refuse } from '../core/refusal.ts';
import { receiveText } from '../texts/actions.ts';
import { reportText } from '../texts/actions-reconcile.ts';
import { readText, SINGLE_LIMIT } from './body.ts';
import type { Env } from './context.ts';

/**
 * Where Twilio reports what became of our texts, and hands in those of customers. Only what it signed counts; what it says twice
 * counts once. It waits 15 seconds and does not come again: everything is stored and done later, and no answer says anything.
 */
export const twilioHooks = new Hono<Env>()
  .post('/status/:message', async (c) => {
    const { ctx, channel, parameters } = await signedBy(c);
    const status = channel.readStatus(parameters) ?? refuse('bad_json', 'This is not a report about a text.');
    await reportText(ctx, c.req.param('message'), status);
    return nothingToSay(c);
  })
  .post('/inbound', async (c) => {
    const { ctx, channel, parameters } = await signedBy(c);
    const text = channel.readArrived(parameters) ?? refuse('bad_json', 'This is not a text.');
    await receiveText(ctx, text, 'told');
    return nothingToSay(c);
  });

/** Signed is the URL that the provider knows us by, which is the configured one, whatever a proxy made of it. */
async function signedBy(c: Context<Env>) {
  const raw = await readText(c, SINGLE_LIMIT);
  const ctx: Ctx = contextOf(c.var.deps, { kind: 'source', id: 'twilio', name: 'Twilio' });
  const { pathname, search } = new URL(c.req.url);
  const pairs = [...new URLSearchParams(raw)];
  const channel = ctx.deps.channels.text;
  const genuine = await channel?.isGenuine(
    `${ctx.deps.settings.baseUrl}${pathname}${search}`,
    pairs,
    c.req.header('x-twilio-signature') ?? '',
  );
  if (!channel || !genuine) return refuse('bad_signature', 'This was not signed with our token.', { status: 403 });
  return { ctx, channel, parameters: new Map(pairs) };
}

const nothingToSay = (c: Context<Env>): Response => c.body('<Response/>', 200, { 'Content-Type': 'text/xml' });
