/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono';
import { act, callAgain, find } from '../callbacks/actions.ts';
import type { Command } from '../callbacks/decide.ts';
import type { CallbackEvent } from '../callbacks/fold.ts';
import { caseFor } from '../callbacks/reading.ts';
import { readCallWish } from '../callbacks/schema-wish.ts';
import { theClock } from '../core/actor.ts';
import { contextOf } from '../core/context.ts';
import { Refusal, refuse } from '../core/refusal.ts';
import { chooseLanguage, optOut } from '../customers/actions.ts';
import { refuseErased } from '../customers/plans.ts';
import { asCustomer, type Env } from '../http/context.ts';
import { html, pageSecurity } from '../http/html.tsx';
import { statusOf } from '../http/problem.ts';
import { teamById } from '../people/plans.ts';
import { type AnswerProblem, problemWithText, type Wrong } from '../responses/rules.ts';
import type { Words } from '../words/words.ts';
import { CasePage } from './pages.ts';
import { inTheirWords } from './pages-parts.tsx';
import { pathOf } from './plans.ts';
import { tellWish } from './routes-call.ts';
import { mustBeOurForm, proofFor, readForm } from './routes-form.ts';
import { backTo, chosenLanguage, frameFor } from './routes-frame.ts';
import { followFor } from './routes-link.ts';
import { answerNotice } from './routes-notice.tsx';

type Button = {
  command: (words: string | null) => Command | Wrong;
  /** What stands in the ledger after it. */
  told: readonly CallbackEvent['kind'][];
};

/** What each button of the case page says. */
const BUTTONS = {
  agree: { command: () => ({ move: 'agree' }), told: ['understanding_agreed'] },
  correct: { command: (words) => (words ? { move: 'correct', words } : { wrong: 'sayWhatIsWrong' }), told: ['understanding_corrected'] },
  confirm: { command: () => ({ move: 'confirm' }), told: ['confirmed'] },
  contest: {
    command: (words) => (words ? { move: 'contest', words } : { wrong: 'sayWhatIsBroken' }),
    told: ['contested', 'joined_another'],
  },
  withdraw: { command: (words) => ({ move: 'withdraw', words }), told: ['withdrawn'] },
} satisfies Record<string, Button>;
type ButtonName = keyof typeof BUTTONS;
type Notice = ButtonName | 'confidence' | 'joined' | 'window' | 'call_me' | 'only_call';

/** The customer's door to their case. A GET shows; a POST with our own form moves. */
export const casePages = new Hono<Env>()
  .onError(answerNotice)
  .get('/:token', async (c) => casePage(c, {}))
  // The address that a browser shows after a button was pressed.
  .get('/:token/:move', (c) => c.redirect(backTo(c, 'case'), 303))
  .post('/:token/:move', async (c) => {
    const { token, subject } = await open(c);
    const form = await readForm(c);
    await mustBeOurForm(c, token, form);
    const { customerId, teamId } = await find(contextOf(c.var.deps, theClock), subject);
    const ctx = asCustomer(c, customerId);
    await chooseLanguage(ctx, customerId, chosenLanguage(c));
    const name = c.req.param('move');
    if (name === 'window') return windowChosen(c, subject, customerId, teamId, form.fields);
    if (name === 'confidence') {
      const rating = Number(form.fields.confidence);
      if ([1, 2, 3, 4, 5].includes(rating)) await act(ctx, subject, { move: 'rate', rating, of: null });
      return casePage(c, Number.isNaN(rating) ? {} : { notice: 'confidence' });
    }
    if (name === 'promise') return promiseJudged(c, subject, customerId, form.fields);
    if (name === 'only_call') {
      await optOut(ctx, customerId, 'page', { purpose: 'case' });
      return casePage(c, { notice: 'only_call' });
    }
    if (name === 'call_me') {
      const { id } = await callAgain(ctx, subject);
      return id === subject
        ? casePage(c, { notice: 'call_me' })
        : c.redirect(pathOf('case', await c.var.deps.secrets.token('case', id)), 303);
    }
    if (!isButton(name)) return refuse('not_found', 'There is nothing here.');
    return pressed(c, name, form.fields);
  });

const isButton = (name: string): name is ButtonName => Object.hasOwn(BUTTONS, name);

async function pressed(c: Context<Env>, name: ButtonName, fields: Record<string, string>): Promise<Response> {
  const { subject } = await open(c);
  const words = fields.words?.trim() || null;
  const button: Button = BUTTONS[name];
  const command = (words && problemWithText(words)) || button.command(words);
  if ('wrong' in command) return casePage(c, { problems: [{ ...command, field: `${name}-words` }], values: fields, status: 422 });
  const { customerId } = await find(contextOf(c.var.deps, theClock), subject);
  try {
    const { state } = await act(asCustomer(c, customerId), subject, command);
    return casePage(c, { notice: state === 'joined' ? 'joined' : name });
  } catch (error) {
    if (error instanceof Refusal && statusOf(error.code) === 409) return repeated(c, name, words, fields);
    throw error;
  }
}

async function windowChosen(c: Context<Env>, subject: string, customerId: string, teamId: string, fields: Record<string, string>) {
  const ctx = asCustomer(c, customerId);
  const [{ hours }, { zone }] = await Promise.all([teamById(ctx, teamId), caseFor(contextOf(c.var.deps, theClock), subject)]);
  const wish = await readCallWish(fields, { hours, zone, now: ctx.now });
  if (wish.problems.length) return casePage(c, { problems: wish.problems, values: fields, status: 422 });
  const told = await tellWish(ctx, await find(ctx, subject), wish);
  return 'wrong' in told ? casePage(c, { problems: [told], values: fields, status: 422 }) : casePage(c, { notice: 'window' });
}

/** Their word on whether a promise was kept. Said twice, it is the same page. */
async function promiseJudged(c: Context<Env>, subject: string, customerId: string, { promise = '', kept }: Record<string, string>) {
  if (kept !== 'yes' && kept !== 'no') return casePage(c, {});
  try {
    await act(asCustomer(c, customerId), subject, { move: 'judge', promise, kept: kept === 'yes' });
  } catch (error) {
    if (!(error instanceof Refusal) || (statusOf(error.code) !== 409 && error.code !== 'invalid')) throw error;
    const { detail } = await find(contextOf(c.var.deps, theClock), subject);
    const said = detail.promises.find(({ id }) => id === promise);
    if (!said?.said || (said.state === 'kept') !== (kept === 'yes')) return casePage(c, { notice: 'stands', status: 409 });
  }
  return casePage(c, { notice: 'confidence' });
}

/** What was said is said already, or is not possible now: the page shows how things stand, and what can be done. */
async function repeated(c: Context<Env>, name: ButtonName, words: string | null, values: Record<string, string>) {
  const { subject } = await open(c);
  const { said, state } = await caseFor(contextOf(c.var.deps, theClock), subject);
  const told: readonly string[] = BUTTONS[name].told;
  const already = said !== null && said.words === words && told.includes(said.kind);
  return already ? casePage(c, { notice: state === 'joined' ? 'joined' : name }) : casePage(c, { notice: 'stands', values, status: 409 });
}

async function open(c: Context<Env>) {
  const link = await followFor(c, 'case');
  if (link.expired) refuse('link_expired', 'This case is closed and its link has expired.');
  return link;
}

type Shown = {
  problems?: AnswerProblem[];
  values?: Record<string, string>;
  notice?: Notice | 'stands';
  status?: 200 | 409 | 422;
};

async function casePage(c: Context<Env>, { problems = [], values = {}, notice, status = 200 }: Shown): Promise<Response> {
  const { token, subject } = await open(c);
  const action = pathOf('case', token);
  const shown = await caseFor(contextOf(c.var.deps, theClock), subject);
  const { state } = shown;
  if (state === 'erased') return refuseErased();
  const frame = frameFor(c, shown.locale);
  const { words } = frame.spoken;
  const { windows, zone, days, numberKnown } = shown;
  const calling = { windows, zone, days, numberKnown, country: c.var.deps.settings.region };
  pageSecurity(c);
  return c.html(
    html(
      <CasePage
        {...shown}
        {...{ state, frame, action, calling, values }}
        proof={await proofFor(c, token)}
        problems={problems.map((problem) => inTheirWords(words, problem))}
        notice={notice === undefined ? null : noticeIn(words, notice)}
      />,
    ),
    status,
  );
}

const noticeIn = (words: Words, notice: Notice | 'stands'): string =>
  notice === 'stands' ? words.case.standsNow : notice === 'only_call' ? words.stop.caseGoesOn : words.said[notice];
