import { Navigate } from '@solidjs/router';
import { useMutation, useQuery, useQueryClient } from '@tanstack/solid-query';
import { type Accessor, createContext, type JSX, Match, Switch, useContext } from 'solid-js';
import { Trouble } from '../ui/Trouble.tsx';
import { api, ask, type Me } from './api.ts';
import { forgetDrafts, openDrafts } from './drafts.ts';
import { Problem } from './problem.ts';
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
  return (
    <Switch fallback={props.waiting}>
      <Match when={session.data}>{(me) => <SessionContext.Provider value={me}>{props.children}</SessionContext.Provider>}</Match>
      <Match when={session.data === null}>
        <Navigate href="/sign-in" />
      </Match>
      <Match when={session.isError}>
        <Trouble error={session.error} what="Ringback did not open." again={() => void session.refetch()} />
      </Match>
    </Switch>
  );
}

/** Signs out, and takes what this person had typed out of the browser; what they had sent off before is sent first. */
export function createSignOut() {
  const client = useQueryClient();
  return useMutation(() => ({
    mutationFn: async () => {
      await sendUnsent();
      return ask(api['sign-out'].$post());
    },
    onSuccess: async () => {
      await forgetDrafts();
      client.setQueryData(ME, null);
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME[0] });
    },
  }));
}

async function whoAmI(): Promise<Me | null> {
  try {
    const me = await ask(api.me.$get());
    await Promise.all([openDrafts(me.id), openUnsent(me.id)]);
    return me;
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null;
    throw error;
  }
}
