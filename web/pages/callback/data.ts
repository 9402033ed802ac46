import { useMutation, useQuery, useQueryClient } from '@tanstack/solid-query';
import { type Accessor, createContext, createSignal, useContext } from 'solid-js';
import { type Move, standsIn } from '../../../server/callbacks/rules.ts';
import { type Answer, api, ask, type CallbackView, type Input, type Moment } from '../../lib/api.ts';
import { createDraft } from '../../lib/drafts.ts';
import { asProblem, isOvertaken, type Problem } from '../../lib/problem.ts';
import { REFRESH } from '../../lib/refresh.ts';
import { useMe } from '../../lib/session.tsx';

const one = api.callbacks[':id'];
const keyOf = (id: string) => ['callback', id];

/** One callback, asked for anew again and again: somebody else may work on it too. */
export const createCallback = (id: string) =>
  useQuery(() => ({
    queryKey: keyOf(id),
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

/** What the customer would read if they were written to. */
export const createLetter = (id: string) =>
  useQuery(() => ({
    queryKey: [...keyOf(id), 'letter'],
    queryFn: () => ask(one.letter.$get({ param: { id: encodeURIComponent(id) } })),
  }));

/** Every move as its request. */
export function makeRequests(id: string) {
  const param = { id: encodeURIComponent(id) };
  return {
    claim: (json: Input<typeof one.claim.$post>) => one.claim.$post({ param, json }),
    release: (json: Input<typeof one.release.$post>) => one.release.$post({ param, json }),
    attempt: (json: Input<typeof one.attempts.$post>) => one.attempts.$post({ param, json }),
    write: (json: Input<typeof one.letter.$post>) => one.letter.$post({ param, json }),
    announce: (json: Input<typeof one.announce.$post>) => one.announce.$post({ param, json }),
    chooseWindow: (json: Input<typeof one.window.$post>) => one.window.$post({ param, json }),
    note: (json: Input<typeof one.notes.$post>) => one.notes.$post({ param, json }),
    understand: (json: Input<typeof one.understanding.$post>) => one.understanding.$post({ param, json }),
    propose: (json: Input<typeof one.proposals.$post>) => one.proposals.$post({ param, json }),
    promise: (json: Input<typeof one.promises.$post>) => one.promises.$post({ param, json }),
    keep: (json: Input<typeof one.keep.$post>) => one.keep.$post({ param, json }),
    handOff: (json: Input<(typeof one)['hand-off']['$post']>) => one['hand-off'].$post({ param, json }),
    accept: (json: Input<typeof one.accept.$post>) => one.accept.$post({ param, json }),
    decline: (json: Input<typeof one.decline.$post>) => one.decline.$post({ param, json }),
    recall: (json: Input<typeof one.recall.$post>) => one.recall.$post({ param, json }),
    fix: (json: Input<typeof one.fix.$post>) => one.fix.$post({ param, json }),
    letGo: (json: Input<(typeof one)['let-go']['$post']>) => one['let-go'].$post({ param, json }),
  };
}

/** What the newest move came to: done, or overtaken by what somebody else did, with what was typed for it. */
export type Result = { done: string } | { overtaken: Problem; move: Move; since: Moment[]; typed: string[] };

/** A move on its way: its request, what is said when it is done, and the words that were typed for it. */
type Sending = { move: Move; request: () => Promise<Answer<CallbackView>>; done: (after: CallbackView) => string; typed: string[] };

/** The place where a callback is worked on: what is known of it, and the way in which moves are sent. */
export type Desk = ReturnType<typeof createDesk>;

/** Sends moves one at a time, keeps what comes of them, and looks again when somebody else was first. */
export function createDesk(it: Accessor<CallbackView>) {
  const me = useMe();
  const client = useQueryClient();
  const [result, setResult] = createSignal<Result>();
  const [reasonProblem, setReasonProblem] = createSignal<Problem>();
  const sending = useMutation(() => ({
    mutationFn: (send: () => Promise<Answer<CallbackView>>) => ask(send()),
    onSuccess: (after) => {
      client.setQueryData(keyOf(after.id), after);
      void client.invalidateQueries({ queryKey: ['list'] });
      void client.invalidateQueries({ queryKey: ['pulse'] });
    },
  }));
  /** Does the move, and says whether it is done. Throws the problem when it is one for the form to show. */
  const send = async ({ move, request, done, typed }: Sending): Promise<boolean> => {
    setResult(undefined);
    const { id, seq } = it();
    try {
      setResult({ done: done(await sending.mutateAsync(request)) });
      return true;
    } catch (error) {
      const problem = asProblem(error);
      if (!isOvertaken(problem)) throw problem;
      await client.refetchQueries({ queryKey: keyOf(id) });
      setResult({ overtaken: problem, move, since: it().timeline.filter((moment) => moment.seq > seq), typed });
      return false;
    }
  };
  return {
    it,
    me,
    /** Why a manager acts in the owner's place: written once, and sent with every move. */
    standIn: createDraft(`${it().id}.stand-in`),
    reasonProblem,
    setReasonProblem,
    requests: makeRequests(it().id),
    result,
    sending: () => sending.isPending,
    send,
    may: (name: Move) => it().moves.includes(name),
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
