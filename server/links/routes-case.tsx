/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono';
import { act } from '../callbacks/actions.ts';
import type { Command } from '../callbacks/decide.ts';
import { caseFor } from '../callbacks/reading.ts';
import { theClock } from '../core/actor.ts';
import { contextOf } from '../core/context.ts';
import { Refusal, refuse } from '../core/refusal.ts';
import { asCustomer, type Env } from '../http/context.ts';
import { html, pageSecurity } from '../http/html.tsx';
import { statusOf } from '../http/problem.ts';
import { LONGEST_ANSWER } from '../responses/rules.ts';
import { CasePage } from './pages.tsx';
import { pathOf } from './plans.ts';
import { mustBeOurForm, proofFor, readForm } from './routes-form.ts';
import { followFor } from './routes-link.ts';
import { answerNotice } from './routes-notice.tsx';

/** What each button of the case page says, and what it says to the customer afterwards. */
const MOVES: Record<string, { command: (words: string | null) => Command | string; notice: string }> = {
  agree: { command: () => ({ move: 'agree' }), notice: 'Thank you. We go on from there.' },
  correct: {
    command: (words) => (words ? { move: 'correct', words } : 'Please tell us what is not right.'),
    notice: 'Thank you. Your words have replaced ours.',
  },
  confirm: { command: () => ({ move: 'confirm' }), notice: 'Thank you. We are glad that it is fixed.' },
  contest: {
    command: (words) => (words ? { move: 'contest', words } : 'Please tell us what is still broken.'),
    notice: 'We are sorry. It is open again, more urgent than before, with the same person.',
  },
  withdraw: { command: (words) => ({ move: 'withdraw', words }), notice: 'All right. Nobody will call you about this any more.' },
};

/** The customer's door to their case. A GET shows; a POST with our own form moves. */
export const casePages = new Hono<Env>()
  .onError(answerNotice)
  .get('/:token', async (c) => casePage(c, {}))
  .post('/:token/:move', async (c) => {
    const { token, subject } = await open(c);
    const form = await readForm(c);
    await mustBeOurForm(c, token, form);
    const move = Object.hasOwn(MOVES, c.req.param('move')) ? MOVES[c.req.param('move')] : undefined;
    if (!move) return refuse('not_found', 'There is nothing here.');
    const words = form.fields.words?.trim() || null;
    const command = words && words.length > LONGEST_ANSWER ? `Please use at most ${LONGEST_ANSWER} characters.` : move.command(words);
    if (typeof command === 'string')
      return casePage(c, { problems: [{ field: `${c.req.param('move')}-words`, message: command }], values: form.fields, status: 422 });
    const { customerId } = await caseFor(contextOf(c.var.deps, theClock), subject);
    try {
      await act(asCustomer(c, customerId), subject, command);
    } catch (error) {
      if (error instanceof Refusal && statusOf(error.code) === 409) return repeated(c, command, error, form.fields);
      throw error;
    }
    return casePage(c, { notice: move.notice });
  });

/** What was asked for is so already, or is not possible now: the page shows how things stand, and what can be done. */
async function repeated(c: Context<Env>, command: Command, refusal: Refusal, values: Record<string, string>): Promise<Response> {
  const { subject } = await open(c);
  const { state } = await caseFor(contextOf(c.var.deps, theClock), subject);
  const already = (command.move === 'confirm' && state === 'confirmed') || (command.move === 'withdraw' && state === 'withdrawn');
  return already
    ? casePage(c, { notice: MOVES[command.move]!.notice })
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
  const { customerId: _, ...shown } = await caseFor(contextOf(c.var.deps, theClock), subject);
  const frame = { company: c.var.deps.settings.company, action: pathOf('case', token), proof: await proofFor(c, token) };
  pageSecurity(c);
  return c.html(html(<CasePage {...frame} {...shown} problems={problems} values={values} notice={notice ?? null} />), status);
}
