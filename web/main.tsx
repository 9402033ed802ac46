import { Navigate, Route, Router, type RouteSectionProps } from '@solidjs/router';
import { QueryClientProvider } from '@tanstack/solid-query';
import { lazy, Show } from 'solid-js';
import { render } from 'solid-js/web';
import { makeQueryClient } from './lib/refresh.ts';
import { Session, useMe } from './lib/session.tsx';
import { CallbackPage } from './pages/callback/Page.tsx';
import { HeldPage } from './pages/held/Page.tsx';
import { ListPage } from './pages/list/Page.tsx';
import { NothingHerePage } from './pages/nothing-here/Page.tsx';
import { SignInPage } from './pages/sign-in/Page.tsx';
import './style/main.css';
import { Opening } from './ui/Opening.tsx';
import { Shell } from './ui/Shell.tsx';

const client = makeQueryClient();

/**
 * These are not loaded with the first screen. Without Suspense: that would take the page away, and the focus with it, whenever one of
 * its queries is asked anew.
 */
const ReadingPage = lazy(async () => ({ default: (await import('./pages/reading/Page.tsx')).ReadingPage }));
const ResponsePage = lazy(async () => ({ default: (await import('./pages/reading/One.tsx')).ResponsePage }));
const SettingsPage = lazy(async () => ({ default: (await import('./pages/settings/Page.tsx')).SettingsPage }));
const AlertsPage = lazy(async () => ({ default: (await import('./pages/alerts/Page.tsx')).AlertsPage }));
const SetupPage = lazy(async () => ({ default: (await import('./pages/setup/Page.tsx')).SetupPage }));
const SignedOnPage = lazy(async () => ({ default: (await import('./pages/sign-in/SignedOn.tsx')).SignedOnPage }));

/** A new installation is set up first. */
const HomePage = () => {
  const me = useMe();
  return (
    <Show when={me().setup !== 'new'} fallback={<Navigate href="/setup" />}>
      <ListPage />
    </Show>
  );
};

const SignedIn = (props: RouteSectionProps) => (
  <Session waiting={<Opening />}>
    <Shell>{props.children}</Shell>
  </Session>
);

render(
  () => (
    <QueryClientProvider client={client}>
      <Router>
        <Route path="/sign-in" component={SignInPage} />
        <Route path="/signed-on" component={SignedOnPage} />
        <Route path="/" component={SignedIn}>
          <Route path="/" component={HomePage} />
          <Route path="/setup/:step?" component={SetupPage} />
          <Route path="/callbacks/:id" component={CallbackPage} />
          <Route path="/reading" component={ReadingPage} />
          <Route path="/reading/:id" component={ResponsePage} />
          <Route path="/held" component={HeldPage} />
          <Route path="/alerts" component={AlertsPage} />
          <Route path="/settings/:section?" component={SettingsPage} />
          <Route path="*" component={NothingHerePage} />
        </Route>
      </Router>
    </QueryClientProvider>
  ),
  document.getElementById('app')!,
);
