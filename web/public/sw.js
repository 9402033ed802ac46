// Shows what is pushed to this browser, and opens what it is about. It keeps nothing and answers no request.

self.addEventListener('push', (event) => {
  const { title = 'Ringback', body = 'Something happened.', url = '/alerts', tag = 'alerts' } = event.data?.json() ?? {};
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: { url } }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.url ?? '/alerts'));
});

/** In the window that is there, if there is one: what is typed in it is kept in the browser. */
async function open(url) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const [found] = windows;
  if (!found) return self.clients.openWindow(url);
  await found.focus();
  found.postMessage({ open: url });
}
