import { useSearchParams } from '@solidjs/router';
import { createSignal, Match, Show, Switch } from 'solid-js';
import { createDevelopment } from '../../lib/clock.ts';
import { asProblem } from '../../lib/problem.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { createAskForLink, createWayIn } from './data.ts';
import { SignInFrame } from './Frame.tsx';
import { SignOnButton } from './SignOnButton.tsx';

/** Signing in: the company's own sign-on where there is one, or the address and a link in the mail. There is no password to forget. */
export function SignInPage() {
  const [search] = useSearchParams<{ next?: string }>();
  const next = () => (typeof search.next === 'string' ? search.next : undefined);
  const [email, setEmail] = createSignal('');
  const link = createAskForLink(next);
  return (
    <SignInFrame>
      <Switch fallback={<AskForAddress email={email()} onInput={setEmail} link={link} next={next()} />}>
        <Match when={link.isSuccess}>
          <LookInYourMail email={link.variables ?? ''} onAgain={() => link.reset()} />
        </Match>
      </Switch>
    </SignInFrame>
  );
}

type AskProps = { email: string; onInput: (email: string) => void; link: ReturnType<typeof createAskForLink>; next: string | undefined };

function AskForAddress(props: AskProps) {
  let field!: HTMLInputElement;
  const way = createWayIn();
  const problem = () => (props.link.isError ? asProblem(props.link.error) : undefined);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    await props.link.mutateAsync(props.email.trim()).catch(() => field.focus());
  };
  return (
    <>
      <PageTitle window="Sign in">Sign in</PageTitle>
      <Show when={way.data}>
        {(name) => (
          <div class="mt-5 border-b border-line pb-6">
            <SignOnButton next={props.next} name={name()} />
          </div>
        )}
      </Show>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <p class={`text-soft ${way.data ? 'mt-6' : 'mt-2'}`}>
          {way.data ? 'Or we' : 'We'} send you a link. One tap on it, and you are in; there is no password.
        </p>
        <label for="email" class="mt-6 mb-1.5 block font-semibold">
          Your email address at work
        </label>
        <input
          ref={field}
          id="email"
          type="email"
          class="field"
          autocomplete="email"
          value={props.email}
          aria-invalid={Boolean(problem())}
          aria-describedby={problem() ? 'email-problem' : undefined}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
        <Show when={problem()}>
          {(it) => (
            <p id="email-problem" class="mt-1.5 font-semibold text-late">
              {it().message} {it().next}
            </p>
          )}
        </Show>
        <button type="submit" class={`button mt-5 w-full ${way.data ? 'button-plain' : ''}`} disabled={props.link.isPending}>
          {props.link.isPending ? 'Sending…' : 'Send me the link'}
        </button>
      </form>
    </>
  );
}

function LookInYourMail(props: { email: string; onAgain: () => void }) {
  const development = createDevelopment();
  return (
    <>
      <PageTitle window="Look in your mail">Look in your mail</PageTitle>
      <p class="mt-2">
        If <strong>{props.email}</strong> belongs to somebody who works here, a link is on its way. It works once, for 15 minutes.
      </p>
      <Show when={development()}>
        <p class="mt-4 rounded-xl bg-tint p-4">
          This is a development installation: no mail leaves it.{' '}
          <a href="/dev/mailbox" rel="external" class="link font-semibold">
            Open the mailbox
          </a>
        </p>
      </Show>
      <p class="mt-4 text-soft">Nothing there after a minute? Look in the spam folder, or check the address.</p>
      <button type="button" class="button button-plain mt-5 w-full" onClick={() => props.onAgain()}>
        Use another address
      </button>
    </>
  );
}
