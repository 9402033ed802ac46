import { useLocation, useNavigate } from '@solidjs/router';
import { onCleanup, onMount, Show } from 'solid-js';
import { followAlerts, unreadAlerts } from '../lib/alerts.ts';
import { followPushes, resumePushes } from '../lib/push.ts';
import { useMe } from '../lib/session.tsx';
import { useAnnounce } from './Announcer.tsx';

/** The way to the alerts, with how many are unread. What is new is said to those who listen; nothing takes the focus. */
export function AlertsLink() {
  followAlerts(useAnnounce());
  const navigate = useNavigate();
  const place = useLocation();
  onCleanup(followPushes((path) => navigate(path)));
  const me = useMe();
  // What cannot be resumed now is tried when the page is next opened; the settings say how it is.
  onMount(() => void resumePushes(me().id).catch(() => {}));
  return (
    <a
      href="/alerts"
      aria-current={place.pathname === '/alerts' ? 'page' : undefined}
      class="link flex min-h-11 items-center gap-1.5 max-lg:ml-auto aria-[current=page]:font-semibold aria-[current=page]:text-ink aria-[current=page]:no-underline"
    >
      Alerts
      <Show when={unreadAlerts()}>
        <span class="mark bg-late text-card">
          {unreadAlerts() < 50 ? unreadAlerts() : '50+'}
          <span class="sr-only"> unread</span>
        </span>
      </Show>
    </a>
  );
}
