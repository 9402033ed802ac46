// Shows what is pushed to this browser, and opens what it is about. It keeps nothing and answers no request. Whose pushes these are stands in
// the address that it was loaded from.

// It opens nothing that an older one began: there is nothing to wait for.
self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('push', (event) => {
  const { title = 'Ringback', body = 'Something happened.', url = '/alerts', tag = 'alerts' } = event.data?.json() ?? {};
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: { url } }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.url ?? '/alerts'));
});

self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(event.newSubscription)));

/** In the window that is there, if there is one: what is typed in it is kept in the browser. */
async function open(url) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const [found] = windows;
  if (!found) return self.clients.openWindow(url);
  await found.focus();
  found.postMessage({ open: url });
}

/**
 * The browser has a new address for its pushes, or needs one. Where nobody is signed in, or somebody else, the server says no and pushes end here.
 * One that does not answer hears of it when Ringback is next opened.
 */
async function renew(renewed) {
  const person = new URL(self.location.href).searchParams.get('of') ?? '';
  const asked = await fetch('/api/alerts/browsers');
  if (!asked.ok) return;
  const { key } = await asked.json();
  const made = renewed ?? (await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
  const { endpoint, keys } = made.toJSON();
  const answer = await fetch('/api/alerts/browsers', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ endpoint, p256dh: keys.p256dh, auth: keys.auth, person }),
  });
  if (answer.status === 401 || answer.status === 403) await made.unsubscribe();
}
