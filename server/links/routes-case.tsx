/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono';
import { act, find } from '../callbacks/actions.ts';
import type { Command } from '../callbacks/decide.ts';
import type { CallbackEvent } from '../callbacks/fold.ts';
import { caseFor } from '../callbacks/reading.ts';
import { theClock } from '../core/actor.ts';
import { contextOf } from '../core/context.ts';
import { Refusal, refuse } from '../core/refusal.ts';
import { asCustomer, type Env } from '../http/context.ts';
import { html, pageSecurity } from '../http/html.tsx';
import { statusOf } from '../http/problem.ts';
import { problemWithText } from '../responses/rules.ts';
import { CasePage } from './pages.tsx';
import { pathOf } from './plans.ts';
import { mustBeOurForm, proofFor, readForm } from './routes-form.ts';
import { followFor } from './routes-link.ts';
import { answerNotice } from './routes-notice.tsx';

type Button = {
  command: (words: string | null) => Command | string;
  /** What stands in the ledger after it. */
  told: readonly CallbackEvent['kind'][];
  notice: string;
};

/** What each button of the case page says, and what it says to the customer afterwards. */
const BUTTONS: Record<string, Button> = {
  agree: { command: () => ({ move: 'agree' }), told: ['understanding_agreed'], notice: 'Thank you. We go on from there.' },
  correct: {
    command: (words) => (words ? { move: 'correct', words } : 'Please tell us what is not right.'),
    told: ['understanding_corrected'],
    notice: 'Thank you. Your words have replaced ours.',
  },
  confirm: { command: () => ({ move: 'confirm' }), told: ['confirmed'], notice: 'Thank you. We are glad that it is fixed.' },
  contest: {
    command: (words) => (words ? { move: 'contest', words } : 'Please tell us what is still broken.'),
    told: ['contested', 'joined_another'],
    notice: 'We are sorry. It is open again, more urgent than before, with the same person.',
  },
  withdraw: {
    command: (words) => ({ move: 'withdraw', words }),
    told: ['withdrawn'],
    notice: 'All right. Nobody will call you about this any more.',
  },
};

const JOINED = 'We are sorry. Whoever looks after your other case knows now.';

/** The customer's door to their case. A GET shows; a POST with our own form moves. */
export const casePages = new Hono<Env>()
  .onError(answerNotice)
  .get('/:token', async (c) => casePage(c, {}))
  // The address that a browser shows after a button was pressed.
  .get('/:token/:move', (c) => c.redirect(pathOf('case', encodeURIComponent(c.req.param('token'))), 303))
  .post('/:token/:move', async (c) => {
    const { token, subject } = await open(c);
    const form = await readForm(c);
    await mustBeOurForm(c, token, form);
    const name = c.req.param('move');
    const button = Object.hasOwn(BUTTONS, name) ? BUTTONS[name] : undefined;
    if (!button) return refuse('not_found', 'There is nothing here.');
    const words = form.fields.words?.trim() || null;
    const command = (words && problemWithText(words)) ?? button.command(words);
    if (typeof command === 'string')
      return casePage(c, { problems: [{ field: `${name}-words`, message: command }], values: form.fields, status: 422 });
    const { customerId } = await find(contextOf(c.var.deps, theClock), subject);
    try {
      const { state } = await act(asCustomer(c, customerId), subject, command);
      return casePage(c, { notice: state === 'joined' ? JOINED : button.notice });
    } catch (error) {
      if (error instanceof Refusal && statusOf(error.code) === 409) return repeated(c, button, words, error, form.fields);
      throw error;
    }
  });

/** What was said is said already, or is not possible now: the page shows how things stand, and what can be done. */
async function repeated(c: Context<Env>, button: Button, words: string | null, refusal: Refusal, values: Record<string, string>) {
  const { subject } = await open(c);
  const { said, state } = await caseFor(contextOf(c.var.deps, theClock), subject);
  const already = said !== null && said.words === words && (button.told as readonly string[]).includes(said.kind);
  return already
    ? casePage(c, { notice: state === 'joined' ? JOINED : button.notice })
    : casePage(c, { notice: `${refusal.message} This is how things stand now.`, values, status: 409 });
}

async function open(c: Context<Env>) {
  const link = await followFor(c, 'case');
  if (link.expired)
    refuse('link_expired', 'This case is closed and its link has expired.', { next: 'Contact us again if something is not right.' });
  return link;
}

type Shown = {
  problems?: { field: string; message: string }[];
  values?: Record<string, string>;
  notice?: string;
  status?: 200 | 409 | 422;
};

async function casePage(c: Context<Env>, { problems = [], values = {}, notice, status = 200 }: Shown): Promise<Response> {
  const { token, subject } = await open(c);
  const { customerId: _, said: __, ...shown } = await caseFor(contextOf(c.var.deps, theClock), subject);
  const frame = { company: c.var.deps.settings.company, action: pathOf('case', token), proof: await proofFor(c, token) };
  pageSecurity(c);
  return c.html(html(<CasePage {...frame} {...shown} problems={problems} values={values} notice={notice ?? null} />), status);
}
