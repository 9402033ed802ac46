import { type Location, Navigate, useLocation, useNavigate } from '@solidjs/router';
import { useMutation, useQuery, useQueryClient } from '@tanstack/solid-query';
import { type Accessor, createContext, type JSX, Match, onCleanup, onMount, Switch, useContext } from 'solid-js';
import { Trouble } from '../ui/Trouble.tsx';
import { api, ask, type Me } from './api.ts';
import { forgetDrafts, openDrafts } from './drafts.ts';
import { setCurrency } from './money.ts';
import { forgetPushes } from './push.ts';
import { ME } from './refresh.ts';
import { openUnsent, sendUnsent } from './unsent.ts';

const SessionContext = createContext<Accessor<Me>>();

/** Who is signed in. */
export function useMe(): Accessor<Me> {
  const me = useContext(SessionContext);
  if (!me) throw new Error('Nobody is signed in here.');
  return me;
}

/** Its children are drawn once it is known who is signed in; without anybody, the sign-in page is shown instead. */
export function Session(props: { waiting: JSX.Element; children: JSX.Element }) {
  const session = useQuery(() => ({ queryKey: ME, queryFn: whoAmI, staleTime: 60_000 }));
  const here = useLocation();
  return (
    <Switch fallback={props.waiting}>
      <Match when={session.data}>
        {(me) => (
          <SessionContext.Provider value={me}>
            <StillHere />
            {props.children}
          </SessionContext.Provider>
        )}
      </Match>
      <Match when={session.data === null}>
        <Navigate href={`/sign-in${wanted(here)}`} />
      </Match>
      <Match when={session.isError}>
        <Trouble error={session.error} what="Ringback did not open." again={() => void session.refetch()} />
      </Match>
    </Switch>
  );
}

/** Where whoever signs in goes then: to what they had opened. */
const wanted = ({ pathname, search, hash }: Location): string => {
  const next = pathname + search + hash;
  return next === '/' ? '' : `?next=${encodeURIComponent(next)}`;
};

/** Says that somebody is still here: a session that nobody uses ends after two weeks, and looking at something is not told. */
function StillHere(): null {
  const seen = useMutation(() => ({ mutationFn: () => ask(api.me.sessions.seen.$post({ json: {} })) }));
  onMount(() => {
    seen.mutate();
    const every = setInterval(() => seen.mutate(), HOUR);
    onCleanup(() => clearInterval(every));
  });
  return null;
}

const HOUR = 3_600_000;

/** Signs out, and takes what this person had typed out of the browser; what they had sent off before is sent first. */
export function createSignOut() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation(() => ({
    mutationFn: async () => {
      await sendUnsent();
      // Whoever has left is told of nothing in this browser. That it could not be said keeps nobody here.
      await forgetPushes().catch(() => {});
      return ask(api['sign-out'].$post());
    },
    onSuccess: async () => {
      await forgetDrafts();
      // Whoever signs in next at this desk begins at the beginning.
      navigate('/sign-in', { replace: true });
      client.removeQueries();
    },
  }));
}

/** Asked so that nobody is an answer, and no error. */
async function whoAmI(): Promise<Me | null> {
  const { person } = await ask(api.session.$get());
  if (person) {
    setCurrency(person.currency);
    await Promise.all([openDrafts(person.id), openUnsent(person.id)]);
  }
  return person;
}
