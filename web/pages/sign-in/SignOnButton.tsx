import { Show } from 'solid-js';
import { asProblem } from '../../lib/problem.ts';
import { createSignOn } from './data.ts';

/** Leads to the company's own sign-on, from where the browser comes back signed in. */
export function SignOnButton(props: { next: string | undefined; name?: string | undefined }) {
  const signOn = createSignOn();
  const problem = () => (signOn.isError ? asProblem(signOn.error) : undefined);
  return (
    <>
      <button type="button" class="button w-full" disabled={signOn.isPending} onClick={() => signOn.mutate(props.next)}>
        {signOn.isPending ? 'One moment…' : 'Sign in with your company account'}
      </button>
      <Show when={props.name}>
        <p class="mt-2 text-sm text-soft">You sign in at {props.name}, and come back here.</p>
      </Show>
      <Show when={problem()}>
        {(it) => (
          <p class="mt-2 font-semibold text-late" role="alert">
            {it().message} {it().next}
          </p>
        )}
      </Show>
    </>
  );
}
