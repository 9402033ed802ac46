/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono';
import { openCallbackFor } from '../callbacks/plans.ts';
import { theClock } from '../core/actor.ts';
import { localTime } from '../core/calendar.ts';
import { contextOf } from '../core/context.ts';
import type { Instant } from '../core/time.ts';
import { optOut } from '../customers/actions.ts';
import { customerById } from '../customers/plans.ts';
import { asCustomer, type Env } from '../http/context.ts';
import { html, pageSecurity } from '../http/html.tsx';
import { type Answered, answer, answeredSoFar, askForSupervisor } from '../responses/actions.ts';
import { surveyOf } from '../surveys/reading.ts';
import { NoticePage, SurveyPage, ThanksPage, UnsubscribePage } from './pages.tsx';
import { pathOf } from './plans.ts';
import { mustBeOurForm, proofFor, readForm } from './routes-form.ts';
import { followFor, once } from './routes-link.ts';
import { answerNotice, keptFor } from './routes-notice.tsx';

/** The customer's door to a survey. A GET never records anything; every POST but the one-click unsubscribe proves that its form is ours. */
export const surveyPages = new Hono<Env>()
  .onError(answerNotice)
  .get('/:token', async (c) => {
    const { survey, expired, token } = await open(c);
    if (expired) return expiredPage(c, token);
    const before = await answeredSoFar(contextOf(c.var.deps, theClock), survey.invitation);
    return surveyPage(c, {
      values: { ...asText(before?.answers), ...chosen(c, survey.questions) },
      problems: [],
      correcting: before !== undefined,
    });
  })
  .post('/:token', async (c) => {
    const { survey, expired, token } = await open(c);
    const form = await readForm(c);
    await mustBeOurForm(c, token, form);
    if (expired) return expiredPage(c, token);
    const answered = form.files.length
      ? withoutFiles(form.files)
      : await answer(asCustomer(c, survey.invitation.customerId), survey.invitation, form.fields);
    if (answered.outcome === 'refused') return surveyPage(c, { values: form.fields, problems: answered.problems, correcting: false }, 422);
    return thanksPage(c, answered);
  })
  // The address that a browser shows after a supervisor was asked for.
  .get('/:token/supervisor', (c) => c.redirect(pathOf('survey', encodeURIComponent(c.req.param('token'))), 303))
  .post('/:token/supervisor', async (c) => {
    const { survey, token } = await open(c);
    const form = await readForm(c);
    await mustBeOurForm(c, token, form);
    const callback = await askForSupervisor(asCustomer(c, survey.invitation.customerId), survey.invitation);
    return page(c, <ThanksPage {...(await thanks(c, callback))} repeated={false} corrected={false} />);
  })
  .get('/:token/unsubscribe', async (c) => page(c, <UnsubscribePage {...(await unsubscribing(c))} done={false} />))
  .post('/:token/unsubscribe', async (c) => {
    const { survey } = await open(c);
    // One-click (RFC 8058): no cookie, no proof, no redirect, in either encoding. To stop is never made hard.
    const form = await readForm(c);
    const oneClick = form.fields['List-Unsubscribe'] === 'One-Click';
    await optOut(asCustomer(c, survey.invitation.customerId), survey.invitation.customerId, oneClick ? 'one_click' : 'page');
    return oneClick ? c.body(null, 200) : page(c, <UnsubscribePage {...(await unsubscribing(c))} done={true} />);
  });

const open = once(async (c: Context<Env>) => {
  const { token, subject, expired } = await followFor(c, 'survey');
  return { token, expired, survey: await surveyOf(contextOf(c.var.deps, theClock), subject) };
});

type Shown = { values: Record<string, string>; problems: { field: string; message: string }[]; correcting: boolean };

async function surveyPage(c: Context<Env>, shown: Shown, status: 200 | 422 = 200): Promise<Response> {
  const { survey, token } = await open(c);
  const action = pathOf('survey', token);
  const { company } = c.var.deps.settings;
  const closes = await when(c, survey.invitation.customerId, survey.invitation.expiresAt ?? 0);
  const proof = await proofFor(c, token);
  const { questions, about } = survey;
  return page(
    c,
    <SurveyPage {...{ company, action, proof, questions, about, closes, unsubscribe: `${action}/unsubscribe` }} {...shown} />,
    status,
  );
}

async function thanksPage(c: Context<Env>, answered: Exclude<Answered, { outcome: 'refused' }>): Promise<Response> {
  const { outcome, callback } = answered;
  return page(c, <ThanksPage {...(await thanks(c, callback))} repeated={outcome === 'repeated'} corrected={outcome === 'corrected'} />);
}

async function thanks(c: Context<Env>, callback: { id: string; dueAt: Instant } | null) {
  const { survey, token } = await open(c);
  const { customerId, expiresAt } = survey.invitation;
  const { secrets, settings } = c.var.deps;
  const zone = await zoneOf(c, customerId);
  return {
    company: settings.company,
    happens: callback && { by: localTime(callback.dueAt, zone), zone },
    caseUrl: callback && pathOf('case', await secrets.token('case', callback.id)),
    again: pathOf('survey', token),
    closes: await when(c, customerId, expiresAt ?? 0),
  };
}

async function unsubscribing(c: Context<Env>) {
  const { survey, token } = await open(c);
  const hasOpenCase = (await openCallbackFor(contextOf(c.var.deps, theClock), survey.invitation.customerId)) !== null;
  return {
    company: c.var.deps.settings.company,
    action: `${pathOf('survey', token)}/unsubscribe`,
    proof: await proofFor(c, token),
    hasOpenCase,
  };
}

/** The survey is over, but nobody is sent away: a supervisor can still be asked for. */
async function expiredPage(c: Context<Env>, token: string): Promise<Response> {
  const form = {
    action: `${pathOf('survey', token)}/supervisor`,
    label: 'Please have a supervisor call me',
    fields: { proof: await proofFor(c, token) },
  };
  const says = [
    'This survey has closed, so it cannot be answered any more.',
    'If something is not sorted, you can still ask for a supervisor here.',
  ];
  const frame = { company: c.var.deps.settings.company, title: 'This survey has closed', says, form, kept: keptFor(c) };
  return page(c, <NoticePage {...frame} />, 410);
}

/** What the link in the mail chose: only a proposal on the page, recorded when it is sent. */
function chosen(c: Context<Env>, questions: readonly { id: string; kind: string }[]): Record<string, string> {
  const idOf = (kind: string) => questions.find((question) => question.kind === kind)?.id;
  const [score, call] = [idOf('rating'), idOf('call_me')];
  return {
    ...(score && /^\d{1,2}$/.test(c.req.query('score') ?? '') ? { [score]: c.req.query('score')! } : {}),
    ...(call && c.req.query('call') === '1' ? { [call]: 'yes' } : {}),
  };
}

const withoutFiles = (files: readonly string[]): Answered => ({
  outcome: 'refused',
  problems: files.map((field) => ({ field, message: 'A file cannot be sent here.' })),
});

const asText = (answers: Record<string, string | number> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(answers).map(([id, value]) => [id, String(value)]));

const zoneOf = once(
  async (c: Context<Env>, customerId: string): Promise<string> =>
    (await customerById(contextOf(c.var.deps, theClock), customerId))?.zone ?? c.var.deps.settings.zone,
);

const when = async (c: Context<Env>, customerId: string, at: Instant): Promise<string> => localTime(at, await zoneOf(c, customerId));

function page(c: Context<Env>, content: Parameters<typeof html>[0], status: 200 | 410 | 422 = 200): Response {
  pageSecurity(c);
  return c.html(html(content), status);
}
