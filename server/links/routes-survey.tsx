/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono';
import { openCallbackFor } from '../callbacks/plans.ts';
import { windowsFor } from '../callbacks/rules-windows.ts';
import { readCallWish } from '../callbacks/schema-wish.ts';
import { theClock } from '../core/actor.ts';
import { contextOf } from '../core/context.ts';
import { chooseLanguage } from '../customers/actions.ts';
import { customerById } from '../customers/plans.ts';
import { asCustomer, type Env } from '../http/context.ts';
import { html, pageSecurity } from '../http/html.tsx';
import { teamById } from '../people/plans.ts';
import { answeredSoFar } from '../responses/actions.ts';
import { answerAnonymouslyFromPage, answerFromPage, askFromPage } from '../responses/actions-held.ts';
import type { AnswerProblem } from '../responses/rules.ts';
import { notNow } from '../surveys/actions.ts';
import { surveyOf } from '../surveys/reading.ts';
import { scoreQuestion } from '../surveys/rules.ts';
import { AnonymousPage, LaterPage, NoticePage, SurveyPage, ThanksPage, type ThanksPageProps, WasThisYouPage } from './pages.ts';
import { HAND_HASH, Hand } from './pages-hand.tsx';
import { inTheirWords } from './pages-parts.tsx';
import { pathOf } from './plans.ts';
import { asksConfidence, tellConfidence, tellWish } from './routes-call.ts';
import { mustBeOurForm, proofFor, readForm } from './routes-form.ts';
import { backTo, chosenLanguage, frameFor } from './routes-frame.ts';
import { followFor, once } from './routes-link.ts';
import { answerNotice, keptFor } from './routes-notice.tsx';

/** The customer's door to a survey. A GET never records anything; every POST but the one-click unsubscribe proves that its form is ours. */
export const surveyPages = new Hono<Env>()
  .onError(answerNotice)
  .get('/:token', async (c) => {
    const { survey, expired, ctx } = await open(c);
    if (expired) return expiredPage(c);
    const before = await answeredSoFar(ctx, survey.invitation);
    const values = { ...asText(before?.answers), ...chosen(c, survey.questions) };
    return before ? thanksPage(c, { outcome: 'repeated', values }) : firstPage(c, { values });
  })
  .post('/:token', async (c) => {
    const { survey, expired, customer, team, token, zone } = await open(c);
    const form = await readForm(c);
    const sent = await mustBeOurForm(c, token, form);
    if (expired) return expiredPage(c);
    const { lang: _, anonymous, ...fields } = form.fields;
    const ctx = asCustomer(c, survey.invitation.customerId);
    await chooseLanguage(ctx, customer?.id ?? '', chosenLanguage(c));
    const wish = await readCallWish(fields, { hours: team.hours, zone, now: ctx.now });
    const files = form.files.map((field): AnswerProblem => ({ field, wrong: 'noFile' }));
    if (files.length + wish.problems.length) return refused(c, [...files, ...wish.problems], fields);
    const { call_confidence: confidence, ...answers } = wish.answers;
    const nameless = anonymous === 'yes' && team.policy.anonymous;
    const answered = await (nameless ? answerAnonymouslyFromPage : answerFromPage)(ctx, survey.invitation, answers, sent);
    if (answered.outcome === 'held') return wasThisYouPage(c, '', { ...fields, ...(nameless ? { anonymous: 'yes' } : {}) });
    if (answered.outcome === 'refused') return refused(c, answered.problems, fields);
    if (answered.outcome === 'anonymous') return page(c, <AnonymousPage frame={await frame(c)} />);
    const told = answered.callback ? await tellWish(ctx, answered.callback, wish) : null;
    if (told && 'wrong' in told) return refused(c, [told], fields);
    const last = told && (await tellConfidence(ctx, told, confidence));
    const outcome = answered.outcome === 'repeated' && last?.seq !== answered.callback?.seq ? 'corrected' : answered.outcome;
    return thanksPage(c, { outcome, values: { ...asText(answered.response.answers), ...callFields(fields) } });
  })
  .post('/:token/later', async (c) => {
    const { survey, token, zone } = await open(c);
    await mustBeOurForm(c, token, await readForm(c));
    await notNow(asCustomer(c, survey.invitation.customerId), survey.invitation);
    const closes = survey.invitation.expiresAt ?? 0;
    return page(c, <LaterPage frame={await frame(c)} action={pathOf('survey', token)} closes={closes} zone={zone} />);
  })
  // The addresses that a browser shows after one of these buttons was pressed.
  .get('/:token/:did{later|supervisor}', (c) => c.redirect(backTo(c, 'survey'), 303))
  .post('/:token/supervisor', async (c) => {
    const { survey, token } = await open(c);
    const sent = await mustBeOurForm(c, token, await readForm(c));
    const callback = await askFromPage(asCustomer(c, survey.invitation.customerId), survey.invitation, sent);
    if (callback.outcome === 'held') return wasThisYouPage(c, '/supervisor', {});
    return c.redirect(pathOf('case', await c.var.deps.secrets.token('case', callback.id)), 303);
  });

/** The survey of this request, with whom it asks and for which team. */
export const open = once(async (c: Context<Env>) => {
  const { token, subject, expired } = await followFor(c, 'survey');
  const ctx = contextOf(c.var.deps, theClock);
  const survey = await surveyOf(ctx, subject);
  const [customer, team] = await Promise.all([customerById(ctx, survey.invitation.customerId), teamById(ctx, survey.invitation.teamId)]);
  const zone = customer?.zone ?? c.var.deps.settings.zone;
  return { token, expired, survey, customer, team, zone, ctx };
});

/** What every page of it has around it. */
export async function frame(c: Context<Env>, also?: string) {
  const { customer } = await open(c);
  return frameFor(c, customer?.locale ?? null, also);
}

type Shown = { values: Record<string, string>; problems?: AnswerProblem[] };

async function firstPage(c: Context<Env>, { values, problems = [] }: Shown, status: 200 | 422 = 200): Promise<Response> {
  const { survey, token, team } = await open(c);
  const score = values[scoreQuestion(survey.questions).id];
  const props = { frame: await frame(c, score ? `?score=${encodeURIComponent(score)}&` : '?'), action: pathOf('survey', token) };
  const { questions, about } = survey;
  const said = problems.map((problem) => inTheirWords(props.frame.spoken.words, problem));
  const proof = await proofFor(c, token);
  return page(
    c,
    <SurveyPage {...props} {...{ questions, about, values, proof }} problems={said} anonymous={team.policy.anonymous} />,
    status,
  );
}

/** What is wrong is said on the page that has the field. */
async function refused(c: Context<Env>, problems: AnswerProblem[], values: Record<string, string>): Promise<Response> {
  const { survey } = await open(c);
  const first = survey.questions.filter((question) => question.kind === 'call_me' || question === scoreQuestion(survey.questions));
  const onFirst = [...Object.keys(values), ...problems.map(({ field }) => field)].every((field) => first.some(({ id }) => id === field));
  return onFirst ? firstPage(c, { values, problems }, 422) : thanksPage(c, { outcome: 'unsent', values, problems }, 422);
}

/** Nothing counts yet, and nobody is called: one tap of a person does it. What they sent travels with the page, whatever else comes from the link. */
async function wasThisYouPage(c: Context<Env>, act: '' | '/supervisor', values: Record<string, string>): Promise<Response> {
  const { token } = await open(c);
  const again = pathOf('survey', token);
  const proof = await proofFor(c, token);
  return page(c, <WasThisYouPage frame={await frame(c)} action={again + act} {...{ proof, values, again }} />);
}

type Thanks = Shown & { outcome: ThanksPageProps['outcome'] };

async function thanksPage(c: Context<Env>, { outcome, values, problems = [] }: Thanks, status: 200 | 422 = 200): Promise<Response> {
  const { survey, token, customer, team, zone, ctx } = await open(c);
  const callback = await openCallbackFor(ctx, survey.invitation.customerId);
  const called = callback && callback.state !== 'fixed' ? callback : null;
  const { window = null, phone = null } = called?.detail ?? {};
  const shownFrame = await frame(c);
  return page(
    c,
    <ThanksPage
      frame={shownFrame}
      action={pathOf('survey', token)}
      proof={await proofFor(c, token)}
      outcome={outcome}
      questions={survey.questions}
      values={{ ...(window ? { call_when: `${window.from}-${window.to}` } : {}), ...values }}
      problems={problems.map((problem) => inTheirWords(shownFrame.spoken.words, problem))}
      happens={called && { by: called.dueAt, window }}
      confidence={called && asksConfidence(called) ? { rating: Number(values.call_confidence) || called.detail.confidence.before } : null}
      calling={{
        windows: windowsFor(team.hours, ctx.now, window),
        zone,
        country: c.var.deps.settings.region,
        numberKnown: (phone ?? customer?.phone ?? null) !== null,
      }}
      caseUrl={callback && pathOf('case', await c.var.deps.secrets.token('case', callback.id))}
      closes={survey.invitation.expiresAt ?? 0}
    />,
    status,
  );
}

/** The survey is over, but nobody is sent away: a supervisor can still be asked for. */
async function expiredPage(c: Context<Env>): Promise<Response> {
  const { token } = await open(c);
  const { spoken, company } = await frame(c);
  const { notice, questions } = spoken.words;
  const form = {
    action: `${pathOf('survey', token)}/supervisor`,
    label: questions.callMe,
    fields: { proof: await proofFor(c, token) },
    inside: <Hand />,
  };
  const says = [notice.closedSurveySays];
  return page(c, <NoticePage {...{ company, spoken, form, says }} title={notice.closedSurvey} kept={keptFor(c)} />, 410);
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

const asText = (answers: Record<string, string | number> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(answers).map(([id, value]) => [id, String(value)]));

const callFields = (fields: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name.startsWith('call_') && name !== 'call_me' && name !== 'call_day'));

export function page(c: Context<Env>, content: Parameters<typeof html>[0], status: 200 | 410 | 422 = 200): Response {
  pageSecurity(c, { script: HAND_HASH });
  return c.html(html(content), status);
}
