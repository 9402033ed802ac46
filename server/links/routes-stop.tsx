/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono';
import { openCallbackFor } from '../callbacks/plans.ts';
import { optIn, optOut } from '../customers/actions.ts';
import { mayUse } from '../customers/plans-consent.ts';
import { asCustomer, type Env } from '../http/context.ts';
import { StopPage, type StopPageProps } from './pages.ts';
import { pathOf } from './plans.ts';
import { mustBeOurForm, proofFor, readForm } from './routes-form.ts';
import { answerNotice } from './routes-notice.tsx';
import { frame, open, page } from './routes-survey.tsx';

/** Never again, and the way back. To stop is never made hard: that alone needs no proof. */
export const stopPages = new Hono<Env>()
  .onError(answerNotice)
  .get('/:token/unsubscribe', async (c) => stopPage(c, (await may(c, 'survey')) ? 'asking' : 'stopped'))
  .post('/:token/unsubscribe', async (c) => {
    const { survey } = await open(c);
    // One-click (RFC 8058): no cookie, no proof, no redirect, in either encoding.
    const form = await readForm(c);
    c.set('typed', form.fields);
    const oneClick = form.fields['List-Unsubscribe'] === 'One-Click';
    const { customerId } = survey.invitation;
    const purpose = form.fields.about === 'all' ? 'all' : 'survey';
    await optOut(asCustomer(c, customerId), customerId, oneClick ? 'one_click' : 'page', { purpose });
    return oneClick ? c.body(null, 200) : stopPage(c, 'stopped');
  })
  // The address that a browser shows after they changed their mind.
  .get('/:token/resubscribe', (c) => c.redirect(`${pathOf('survey', encodeURIComponent(c.req.param('token')))}/unsubscribe`, 303))
  .post('/:token/resubscribe', async (c) => {
    const { survey, token } = await open(c);
    await mustBeOurForm(c, token, await readForm(c));
    const { customerId } = survey.invitation;
    await optIn(asCustomer(c, customerId), customerId, 'page', { purpose: 'all' });
    return stopPage(c, 'resumed');
  });

/** Whether they are still written to about this. */
async function may(c: Context<Env>, purpose: 'survey' | 'case'): Promise<boolean> {
  const { ctx, survey } = await open(c);
  const { customerId } = survey.invitation;
  return (await mayUse(ctx, [customerId], 'email', purpose)).get(customerId)?.may === true;
}

async function stopPage(c: Context<Env>, state: StopPageProps['state']): Promise<Response> {
  const { survey, token, ctx } = await open(c);
  const openCase = (await openCallbackFor(ctx, survey.invitation.customerId)) && { writes: await may(c, 'case') };
  const proof = await proofFor(c, token);
  return page(c, <StopPage frame={await frame(c)} action={pathOf('survey', token)} {...{ state, proof, openCase }} />);
}
