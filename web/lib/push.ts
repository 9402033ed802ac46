import { api, ask } from './api.ts';

export type PushState = 'on' | 'off' | 'denied' | 'impossible';

const WORKER = '/sw.js';

/** Whether pushes reach this browser, or why they cannot. */
export async function stateOfPushes(): Promise<PushState> {
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) return 'impossible';
  if (Notification.permission === 'denied') return 'denied';
  return (await subscription()) ? 'on' : 'off';
}

/** Asks the reader, then their browser, then the server. Says whether pushes are on now: the reader may have said no. */
export async function switchOn(): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false;
  const { key } = await ask(api.alerts.browsers.$get());
  if (!key) return false;
  await navigator.serviceWorker.register(WORKER);
  const { pushManager } = await navigator.serviceWorker.ready;
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = made.toJSON();
  const json = { endpoint: endpoint ?? '', p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' };
  await ask(api.alerts.browsers.$post({ json })).catch(async (error) => {
    // What the server does not know would never be switched off again.
    await made.unsubscribe();
    throw error;
  });
  return true;
}

/** Takes this browser back, here and at the server. Nothing where pushes are off. */
export async function switchOff(): Promise<void> {
  const made = await subscription();
  if (!made) return;
  await ask(api.alerts.browsers.remove.$post({ json: { endpoint: made.endpoint } }));
  await made.unsubscribe();
}

/** A test to every browser of the reader. Says how many they are. */
export const testPushes = async (): Promise<number> => (await ask(api.alerts.browsers.test.$post({ json: {} }))).browsers;

/** Opens what a push was about, in the window that is there. */
export function followPushes(open: (path: string) => void): () => void {
  if (!('serviceWorker' in navigator)) return () => {};
  const listen = ({ data }: MessageEvent) => typeof data?.open === 'string' && data.open.startsWith('/') && open(data.open);
  navigator.serviceWorker.addEventListener('message', listen);
  return () => navigator.serviceWorker.removeEventListener('message', listen);
}

async function subscription(): Promise<PushSubscription | null> {
  const registration = 'serviceWorker' in navigator ? await navigator.serviceWorker.getRegistration() : undefined;
  return (await registration?.pushManager?.getSubscription()) ?? null;
}
