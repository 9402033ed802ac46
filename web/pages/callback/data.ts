import { useMutation, useQuery, useQueryClient } from '@tanstack/solid-query';
import type { InferResponseType } from 'hono/client';
import { type Accessor, createContext, createSignal, useContext } from 'solid-js';
import { type Move, standsIn } from '../../../server/callbacks/rules.ts';
import { api, ask, type CallbackView, type Input, type Moment, type Order, place } from '../../lib/api.ts';
import { rightNow } from '../../lib/clock.ts';
import { createDraft } from '../../lib/drafts.ts';
import { asProblem, isOvertaken, isUnanswered, type Problem } from '../../lib/problem.ts';
import { callbackKey, learn, REFRESH } from '../../lib/refresh.ts';
import { useMe } from '../../lib/session.tsx';
import { keepUnsent, sendUnsent, unsent } from '../../lib/unsent.ts';

const one = api.callbacks[':id'];

/** One callback, asked for anew again and again: somebody else may work on it too. */
export const createCallback = (id: string) =>
  useQuery(() => ({
    queryKey: callbackKey(id),
    queryFn: () => ask(one.$get({ param: { id: encodeURIComponent(id) } })),
    refetchInterval: REFRESH,
    reconcile: 'id',
  }));

/** Who may say yes to this, up to that amount in minor units. Nobody is asked for before it is known what. */
export const createColleagues = (power: Accessor<string>, amount: Accessor<number>) =>
  useQuery(() => ({
    queryKey: ['colleagues', power(), amount()],
    queryFn: () => ask(api.colleagues.$get({ query: { power: power(), amount: String(amount()) } })),
    enabled: power() !== '',
    staleTime: REFRESH,
  }));

export type Colleagues = InferResponseType<typeof api.colleagues.$get, 200>;
export type Colleague = Colleagues['items'][number];

/** What somebody here may say yes to, and the departments that were asked before: both are offered where they are typed again. */
export const createPowers = () => useQuery(() => ({ queryKey: ['powers'], queryFn: () => ask(api.powers.$get()), staleTime: REFRESH }));
export const createDepartments = () =>
  useQuery(() => ({ queryKey: ['departments'], queryFn: () => ask(api.departments.$get()), staleTime: REFRESH }));

/** What the customer would read if they were written to. */
export const createLetter = (id: string) =>
  useQuery(() => ({
    queryKey: [...callbackKey(id), 'letter'],
    queryFn: () => ask(one.letter.$get({ param: { id: encodeURIComponent(id) } })),
  }));

/** What the customer is told by each move that is not made yet. */
export const createTold = (id: string) =>
  useQuery(() => ({
    queryKey: [...callbackKey(id), 'told'],
    queryFn: () => ask(one.told.$get({ param: { id: encodeURIComponent(id) } })),
  }));

/** What the customer is told once this colleague has taken it over. */
export const createHandedOver = (id: string, to: Accessor<string>) =>
  useQuery(() => ({
    queryKey: [...callbackKey(id), 'handed-over', to()],
    queryFn: () => ask(one['hand-off'].preview.$get({ param: { id: encodeURIComponent(id) }, query: { to: to() } })),
    staleTime: REFRESH,
  }));

/** Every move as what is sent for it. The inputs are typed from the server itself. */
export function makeOrders(id: string) {
  const to =
    <Json extends object>(path: string) =>
    (json: Json): Order => ({ path: `/api/callbacks/${encodeURIComponent(id)}/${path}`, json });
  return {
    claim: to<Input<typeof one.claim.$post>>('claim'),
    release: to<Input<typeof one.release.$post>>('release'),
    attempt: to<Input<typeof one.attempts.$post>>('attempts'),
    write: to<Input<typeof one.letter.$post>>('letter'),
    announce: to<Input<typeof one.announce.$post>>('announce'),
    chooseWindow: to<Input<typeof one.window.$post>>('window'),
    note: to<Input<typeof one.notes.$post>>('notes'),
    understand: to<Input<typeof one.understanding.$post>>('understanding'),
    propose: to<Input<typeof one.proposals.$post>>('proposals'),
    promise: to<Input<typeof one.promises.$post>>('promises'),
    keep: to<Input<typeof one.keep.$post>>('keep'),
    remedy: to<Input<typeof one.remedies.$post>>('remedies'),
    request: to<Input<typeof one.requests.$post>>('requests'),
    answerRequest: to<Input<(typeof one)['answer-request']['$post']>>('answer-request'),
    withdrawRequest: to<Input<(typeof one)['withdraw-request']['$post']>>('withdraw-request'),
    rate: to<Input<typeof one.confidence.$post>>('confidence'),
    askNo: to<Input<(typeof one)['ask-no']['$post']>>('ask-no'),
    handOff: to<Input<(typeof one)['hand-off']['$post']>>('hand-off'),
    accept: to<Input<typeof one.accept.$post>>('accept'),
    decline: to<Input<typeof one.decline.$post>>('decline'),
    recall: to<Input<typeof one.recall.$post>>('recall'),
    fix: to<Input<typeof one.fix.$post>>('fix'),
    dismiss: to<Input<typeof one.dismiss.$post>>('dismiss'),
    letGo: to<Input<(typeof one)['let-go']['$post']>>('let-go'),
  };
}

/** What the newest move came to: done, kept until there is a connection, or overtaken by what somebody else did, with what was typed for it. */
export type Result = { done: string } | { kept: string } | { overtaken: Problem; move: Move; since: Moment[]; typed: string[] };

/** A move on its way: what is sent for it, what is said when it is done, and the form it was typed in. */
type Sending = {
  move: Move;
  order: () => Order;
  once: string;
  done: (after: CallbackView) => string;
  what: string;
  form: string;
  values: Record<string, string>;
  typed: string[];
};

/** The log of a call is kept when it cannot be sent. What changes whose it is, is decided with others, and is not. */
const KEPT: readonly Move[] = ['attempt', 'note', 'understand', 'propose', 'promise', 'keep', 'fix'];

/** The place where a callback is worked on: what is known of it, and the way in which moves are sent. */
export type Desk = ReturnType<typeof createDesk>;

/** Sends moves one at a time, keeps what comes of them, and looks again when somebody else was first. */
export function createDesk(it: Accessor<CallbackView>) {
  const me = useMe();
  const client = useQueryClient();
  const [result, setResult] = createSignal<Result>();
  const [reasonProblem, setReasonProblem] = createSignal<Problem>();
  const sending = useMutation(() => ({ mutationFn: place, onSuccess: (after) => learn(client, after) }));
  const [wanted, goTo] = createSignal<Move | undefined>(undefined, { equals: false });
  /** What was made here and has not arrived. */
  const notSent = () => unsent().filter(({ callback }) => callback === it().id);
  const goesBehind = () => notSent().some(({ refused }) => !refused);
  /** Does the move, and says whether it is done, or kept. Throws the problem when it is one for the form to show. */
  const send = async (move: Sending): Promise<boolean> => {
    setResult(undefined);
    // What was made before arrives before.
    if (goesBehind()) await sendUnsent();
    if (goesBehind() && KEPT.includes(move.move) && (await keep(move))) return true;
    const { id, seq } = it();
    try {
      setResult({ done: move.done(await sending.mutateAsync(move.order())) });
      return true;
    } catch (error) {
      const problem = asProblem(error);
      if (isUnanswered(problem) && KEPT.includes(move.move) && (await keep(move))) return true;
      if (!isOvertaken(problem)) throw problem;
      await client.refetchQueries({ queryKey: callbackKey(id) });
      const since = it().timeline.filter((moment) => moment.seq > seq);
      setResult({ overtaken: problem, move: move.move, since, typed: move.typed });
      return false;
    }
  };
  const keep = async ({ order, once, move, what, form, values, typed }: Sending): Promise<boolean> => {
    const { id: callback, customer, seq: seen } = it();
    const kept = await keepUnsent({ id: once, callback, customer, move, what, typed, form, values, order: order(), seen, at: rightNow() });
    if (kept) setResult({ kept: 'Ringback could not be reached. This is kept here, and is sent as soon as it can be.' });
    return kept;
  };
  return {
    it,
    me,
    /** Why a manager acts in the owner's place: written once, and sent with every move. */
    standIn: createDraft(`${it().id}.stand-in`),
    reasonProblem,
    setReasonProblem,
    requests: makeOrders(it().id),
    notSent,
    result,
    /** The step that somebody is led to, and the way to lead them. */
    wanted,
    goTo,
    sending: () => sending.isPending,
    send,
    may: (name: Move) => it().moves.includes(name),
    manages: () => me().role !== 'supervisor',
    /** Whether a reason is needed, because the move is the owner's and somebody else makes it. */
    standsIn: (name: Move) => standsInFor(it(), name, me().id),
  };
}

/** The server's own rule, which looks at nothing of the two but who they are. */
const standsInFor = (it: CallbackView, move: Move, id: string): boolean =>
  it.owner !== null &&
  standsIn({ ownerId: it.owner.id } as Parameters<typeof standsIn>[0], move, { kind: 'person', id } as Parameters<typeof standsIn>[2]);

export const DeskContext = createContext<Desk>();

/** The callback that is worked on. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('There is no callback here.');
  return desk;
}
