import { api, ask } from './api.ts';
import { Problem } from './problem.ts';

export type PushState = 'on' | 'off' | 'denied' | 'impossible';

/** Whose pushes it shows is in its address: a browser may renew them while no page is open, and somebody else may have signed in since. */
const workerOf = (person: string): string => `/sw.js?of=${encodeURIComponent(person)}`;

/** Whether pushes reach this person in this browser, or why they cannot. */
export async function stateOfPushes(): Promise<PushState> {
  await resuming;
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) return 'impossible';
  if (Notification.permission === 'denied') return 'denied';
  if (!(await subscription())) return 'off';
  return (await ask(api.alerts.browsers.$get())).here ? 'on' : 'off';
}

/** Asks the reader, then their browser, then the server. Says whether pushes are on now: the reader may have said no. */
export async function switchOn(person: string): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false;
  const { key } = await ask(api.alerts.browsers.$get());
  await navigator.serviceWorker.register(workerOf(person));
  const { pushManager } = await navigator.serviceWorker.ready;
  // What is left of somebody else, or of another installation: a new address has never been theirs.
  await (await pushManager.getSubscription())?.unsubscribe();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }).catch(() => Promise.reject(refused()));
  await tell(made, person).catch(async (error) => {
    // What the server does not know would never be switched off again.
    await made.unsubscribe();
    throw error;
  });
  return true;
}

/** Takes this browser back, here and at the server. Nothing where pushes are off. */
export async function switchOff(): Promise<void> {
  await ask(api.alerts.browsers.remove.$post({ json: {} }));
  await forgetPushes();
}

/** Takes this browser back here. The server ends them with the session. */
export async function forgetPushes(): Promise<void> {
  await (await subscription())?.unsubscribe();
}

/** Somebody has come in: the pushes that they had in this browser go on in their new session, those of somebody else end. */
export function resumePushes(person: string): Promise<void> {
  const done = resume(person);
  resuming = done.catch(() => {});
  return done;
}

/** What is being resumed: until then nobody can say whether pushes are on. */
let resuming: Promise<void> = Promise.resolve();

async function resume(person: string): Promise<void> {
  const made = await subscription();
  if (!made) return;
  if (!(await worker())?.endsWith(workerOf(person))) return void (await made.unsubscribe());
  if (!(await ask(api.alerts.browsers.$get())).here) await tell(made, person);
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

/** What a browser says of it means nothing to anybody. */
const refused = (): Problem =>
  new Problem({
    status: 400,
    code: 'push_refused',
    message: 'The service that brings pushes to this browser did not take part. They stay off.',
    next: 'Try again in a while, or in another browser.',
  });

function tell(made: PushSubscription, person: string) {
  const { endpoint, keys } = made.toJSON();
  return ask(api.alerts.browsers.$post({ json: { endpoint: endpoint ?? '', p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '', person } }));
}

const registration = async (): Promise<ServiceWorkerRegistration | undefined> =>
  'serviceWorker' in navigator ? navigator.serviceWorker.getRegistration() : undefined;

const subscription = async (): Promise<PushSubscription | null> => (await (await registration())?.pushManager?.getSubscription()) ?? null;

/** The address of the worker that is there, or is about to be. */
async function worker(): Promise<string | undefined> {
  const found = await registration();
  return (found?.installing ?? found?.waiting ?? found?.active)?.scriptURL;
}
