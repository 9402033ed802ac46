import { type Context, Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import type { PersonActor } from '../core/actor.ts';
import type { Ctx } from '../core/context.ts';
import { refuse } from '../core/refusal.ts';
import { toRfc3339 } from '../core/time.ts';
import { signedIn } from '../http/authenticate.ts';
import { body, query } from '../http/body.ts';
import { asPerson, type Env } from '../http/context.ts';
import { fresh, freshText, knownTags } from '../http/fresh.ts';
import { problems } from '../http/openapi.ts';
import { ownAuthorities, receiverOf } from '../people/plans.ts';
import { act, type Terms, type Wanted } from './actions.ts';
import { takeNext } from './actions-next.ts';
import { assignAll, claimAll } from './actions-several.ts';
import { read, shown } from './reading.ts';
import { changes, list } from './reading-list.ts';
import { handOverTold, letterFor, toldFor } from './reading-told.ts';
import * as input from './schema.ts';

/** The supervisors' door. Every change of state is a resource of its own; none is a change of a field. */
export const callbackRoutes = new Hono<Env>()
  .use(signedIn)
  .get('/', about('The callback list, by what is due next'), query(input.listQuery), async (c) =>
    freshText(c, await list(acting(c), c.req.valid('query'), knownTags(c))),
  )
  .get('/changes', about('What is new since you looked, and how many stand in each list'), query(input.changesQuery), async (c) =>
    fresh(c, await changes(acting(c), c.req.valid('query').since, knownTags(c))),
  )
  .post('/next', about('Ready for the next call: take the most pressing one'), body(input.nothing), async (c) => {
    const { callback, nextAt, ...next } = await takeNext(acting(c));
    return c.json({
      ...next,
      callback: callback && (await shown(acting(c), callback)),
      nextAt: nextAt === null ? null : toRfc3339(nextAt),
    });
  })
  .post('/claim', about('Take several; each has its own verdict'), body(input.several), async (c) =>
    c.json({ items: await claimAll(acting(c), c.req.valid('json').ids) }),
  )
  .post('/assign', about('Give several to somebody of the team (managers); each has its own verdict'), body(input.assigned), async (c) => {
    return c.json({ items: await assignAll(acting(c), c.req.valid('json')) });
  })
  .get('/:id', about('One callback, with its timeline and the moves that are yours to make'), async (c) =>
    c.json(await read(acting(c), c.req.param('id'))),
  )
  .get('/:id/told', about('What the customer is told by a move that is not made yet'), async (c) =>
    c.json(await toldFor(acting(c), c.req.param('id'))),
  )
  .post('/:id/claim', about('Take it: you own it until it is fixed'), body(input.plain), (c) =>
    move(c, { move: 'claim' }, c.req.valid('json')),
  )
  .post('/:id/release', about('Give it back before the customer was reached'), body(input.released), (c) =>
    move(c, { move: 'release', reason: c.req.valid('json').reason }, c.req.valid('json')),
  )
  .post('/:id/attempts', about('Log a try to reach the customer'), body(input.attempted), (c) => {
    const { outcome, note = null, next, ...terms } = c.req.valid('json');
    return move(c, { move: 'attempt', outcome, note, next }, terms);
  })
  .get('/:id/letter', about('What the customer would read if you wrote to them'), async (c) =>
    c.json(await letterFor(acting(c), c.req.param('id'))),
  )
  .post('/:id/letter', about('Write to a customer whom no call reaches'), body(input.written), (c) => {
    const { channel, ...terms } = c.req.valid('json');
    return move(c, { move: 'write', channel }, terms);
  })
  .post('/:id/window', about('When the customer wants to be called'), body(input.windowChosen), (c) => {
    const { window, phone = null, ...terms } = c.req.valid('json');
    return move(c, { move: 'choose_window', window, phone }, terms);
  })
  .post('/:id/announce', about('Tell the customer that you will call now'), body(input.plain), (c) =>
    move(c, { move: 'announce' }, c.req.valid('json')),
  )
  .post('/:id/notes', about('Write a note'), body(input.noted), (c) => {
    const { text, ...terms } = c.req.valid('json');
    return move(c, { move: 'note', text }, terms);
  })
  .post('/:id/understanding', about('Write down the problem in the customer’s terms'), body(input.understood), (c) => {
    const { words, agreed, ...terms } = c.req.valid('json');
    return move(c, { move: 'understand', words, agreed }, terms);
  })
  .post('/:id/proposals', about('Log what was proposed'), body(input.proposed), (c) => {
    const { text, ...terms } = c.req.valid('json');
    return move(c, { move: 'propose', text }, terms);
  })
  .post('/:id/promises', about('Promise something by a date'), body(input.promised), (c) => {
    const { text, at, ...terms } = c.req.valid('json');
    const { ids, clock } = c.var.deps;
    return move(c, { move: 'promise', id: ids.next('prm', clock.now()), text, at }, terms);
  })
  .post('/:id/keep', about('Say that a promise was kept'), body(input.kept), (c) => {
    const { promise, ...terms } = c.req.valid('json');
    return move(c, { move: 'keep', promise }, terms);
  })
  .post('/:id/remedies', about('Grant something at once, within your own limit'), body(input.granted), async (c) => {
    const { power, amount, what, currency, ...terms } = c.req.valid('json');
    const money = { amount, currency: mustCountIn(c, currency) };
    return move(c, { move: 'remedy', power, ...money, what, authorities: await ownAuthorities(asPerson(c)) }, terms);
  })
  .post('/:id/requests', about('Ask another department, for an answer by a time'), body(input.requested), (c) => {
    const { to, email, what, at, ...terms } = c.req.valid('json');
    const { ids, clock } = c.var.deps;
    const mailed = email ? { email: email.address } : {};
    return move(c, { move: 'request', id: ids.next('req', clock.now()), department: to, ...mailed, what, at }, terms);
  })
  .post('/:id/answer-request', about('Log what another department answered'), body(input.answered), (c) => {
    const { request, answer, ...terms } = c.req.valid('json');
    return move(c, { move: 'answer_request', request, answer }, terms);
  })
  .post('/:id/withdraw-request', about('Say that an answer is not needed any more'), body(input.requestWithdrawn), (c) => {
    const { request, because, ...terms } = c.req.valid('json');
    return move(c, { move: 'withdraw_request', request, reason: because }, terms);
  })
  .post('/:id/confidence', about('Log how confident the customer says they are'), body(input.rated), (c) => {
    const { rating, of = null, ...terms } = c.req.valid('json');
    return move(c, { move: 'rate', rating, of }, terms);
  })
  .post('/:id/ask-no', about('Ask a manager to say no'), body(input.noAsked), (c) => {
    const { why, alternatives, ...terms } = c.req.valid('json');
    return move(c, { move: 'ask_no', reason: why, alternatives }, terms);
  })
  .get('/:id/hand-off/preview', about('What the customer is told once somebody has taken over'), query(input.handOffPreview), async (c) =>
    c.json(await handOverTold(acting(c), c.req.param('id'), c.req.valid('query').to)),
  )
  .post('/:id/hand-off', about('Offer it to somebody who may say yes'), body(input.handedOff), (c) => {
    const { to, power, amount, why, currency, ...terms } = c.req.valid('json');
    const money = { amount, currency: mustCountIn(c, currency) };
    return move(c, async () => ({ move: 'hand_off', to: await receiverOf(asPerson(c), to), power, ...money, why }), terms);
  })
  .post('/:id/accept', about('Accept what was offered to you'), body(input.plain), (c) => move(c, { move: 'accept' }, c.req.valid('json')))
  .post('/:id/decline', about('Decline what was offered to you'), body(input.declined), (c) =>
    move(c, { move: 'decline', reason: c.req.valid('json').reason }, c.req.valid('json')),
  )
  .post('/:id/recall', about('Take an offer back'), body(input.plain), (c) => move(c, { move: 'recall' }, c.req.valid('json')))
  .post('/:id/fix', about('Say that it is fixed; the customer is asked'), body(input.fixed), (c) => {
    const { cause, done, ...terms } = c.req.valid('json');
    return move(c, { move: 'fix', cause, done }, terms);
  })
  .post(
    '/:id/let-go',
    about('Say no, with a reason and the alternatives that were offered (managers, and owners at the top of what is asked)'),
    body(input.letGo),
    async (c) => {
      const { reason, alternatives, power, ...terms } = c.req.valid('json');
      return move(
        c,
        { move: 'let_go', reason, alternatives, ...(power ? { power, authorities: await ownAuthorities(asPerson(c)) } : {}) },
        terms,
      );
    },
  )
  .post('/:id/dismiss', about('Close it because no call is needed'), body(input.released), (c) =>
    move(c, { move: 'dismiss', reason: c.req.valid('json').reason }, c.req.valid('json')),
  );

const acting = (c: Context<Env>) => asPerson(c) as Ctx & { actor: PersonActor };

/** The currency of a sum. Refuses one in which the company does not count any more: the same number would be another sum. */
function mustCountIn(c: Context<Env>, told: string | undefined): string {
  const { currency } = c.var.deps.settings;
  if (told === undefined || told === currency) return currency;
  return refuse('conflict', `Your company counts in ${currency} by now.`, { field: 'amount', next: 'Write the sum in that currency.' });
}

/** Does the move, and answers with the callback as it is after it. */
async function move(c: Context<Env>, wanted: Wanted, terms: Terms) {
  return c.json(await shown(acting(c), await act(asPerson(c), c.req.param('id') ?? '', wanted, terms)));
}

function about(summary: string) {
  return describeRoute({
    tags: ['Callbacks'],
    summary,
    security: [{ session: [] }],
    responses: { 200: { description: 'The callback as it is now.' }, ...problems(401, 403, 404, 409, 415, 422) },
  });
}
