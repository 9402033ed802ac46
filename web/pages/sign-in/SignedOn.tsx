import { createSignal, onMount, Show } from 'solid-js';
import { api, ask } from '../../lib/api.ts';
import { asProblem, type Problem } from '../../lib/problem.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { SignInFrame } from './Frame.tsx';
import { SignOnButton } from './SignOnButton.tsx';

/** Where the company's sign-on sends the browser back to. It tells the server what came along, and goes on. */
export function SignedOnPage() {
  const [problem, setProblem] = createSignal<Problem>();
  onMount(async () => {
    const answer = location.search.slice(1);
    // What came along works once; it has no business in the history.
    history.replaceState(history.state, '', '/signed-on');
    try {
      const { next } = await ask(api['sign-on'].finish.$post({ json: { answer } }));
      location.replace(next);
    } catch (error) {
      setProblem(asProblem(error));
    }
  });
  return (
    <SignInFrame>
      <Show when={problem()} fallback={<PageTitle window="Signing in">Signing in…</PageTitle>}>
        {(it) => (
          <>
            <PageTitle window="Not signed in">You are not signed in</PageTitle>
            <p class="mt-2" role="alert">
              {it().message} {it().next}
            </p>
            <div class="mt-6">
              <SignOnButton next={undefined} />
            </div>
            <a href="/sign-in" class="button button-plain mt-3 w-full">
              Use a link in your mail
            </a>
          </>
        )}
      </Show>
    </SignInFrame>
  );
}
