import { HOUR, type Instant, MINUTE, type Millis, SECOND } from '../core/time.ts';
import { encrypt, type PushKey, type PushTarget, vapid } from './push-crypto.ts';

/** How one push is treated on its way (RFC 8030, section 5): a newer one of the same topic takes the place of one that waits. */
export type PushOptions = { key: PushKey; ttl: Millis; urgency: 'normal' | 'high'; topic: string };

/** What became of it. `gone`: this browser does not want any more; `later`: the service asks us to wait so long. */
export type PushVerdict = { verdict: 'accepted' | 'gone' } | { verdict: 'refused'; reason: string } | { verdict: 'later'; after: Millis };

/** The way to somebody's browser, by the push service that its maker runs. It never throws. */
export type PushChannel = {
  /** Whether a push service on this machine may be used: in development and tests alone. */
  readonly onLoopback: boolean;
  send(target: PushTarget, words: string, options: PushOptions): Promise<PushVerdict>;
};

/** `subject` is where the push service can reach us. Its `now` is the real time, whatever the clock of the house says. */
export const pushChannel = ({ subject, onLoopback, now }: { subject: string; onLoopback: boolean; now: () => Instant }): PushChannel => ({
  onLoopback,
  async send(target, words, { key, ttl, urgency, topic }) {
    try {
      const body = await encrypt(words, target);
      const answer = await fetch(target.endpoint, {
        method: 'POST',
        headers: {
          Authorization: await vapid(key, target.endpoint, subject, Math.floor((now() + GOOD_FOR) / SECOND)),
          'Content-Encoding': 'aes128gcm',
          'Content-Type': 'application/octet-stream',
          TTL: String(Math.round(ttl / SECOND)),
          Urgency: urgency,
          Topic: topic,
        },
        body,
        // Where they send us on to is not where we were asked to send.
        redirect: 'manual',
        signal: AbortSignal.timeout(PATIENCE),
      });
      await answer.body?.cancel();
      return verdictOn(answer, now());
    } catch (error) {
      return error instanceof TypeError || isTimeout(error)
        ? { verdict: 'later', after: MINUTE }
        : { verdict: 'refused', reason: String(error) };
    }
  },
});

/** A signature is good for at most a day (RFC 8292, section 2); half of one leaves room for clocks that are wrong. */
const GOOD_FOR = 12 * HOUR;
const PATIENCE = 10 * SECOND;

function verdictOn({ status, headers }: Response, now: Instant): PushVerdict {
  if (status >= 200 && status < 300) return { verdict: 'accepted' };
  if (status === 404 || status === 410) return { verdict: 'gone' };
  if (status === 429 || status >= 500) return { verdict: 'later', after: pauseIn(headers.get('retry-after'), now) };
  return { verdict: 'refused', reason: `status ${status}` };
}

/** Seconds or a date (RFC 9110, section 10.2.3); never longer than an hour, nor a rush. */
function pauseIn(said: string | null, now: Instant): Millis {
  const pause = said === null ? Number.NaN : /^\d+$/.test(said) ? Number(said) * SECOND : Date.parse(said) - now;
  return Number.isNaN(pause) ? MINUTE : Math.min(HOUR, Math.max(5 * SECOND, pause));
}

const isTimeout = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === 'TimeoutError' || error.name === 'AbortError');
