import { systemClock } from './core/clock.ts';
import { randomText } from './core/secrets.ts';
import { toRfc3339 } from './core/time.ts';

// The console is there in Node and in a Worker alike.

/** One line of JSON on standard output. Only names and numbers go in: no address, no token, no word that a customer wrote. */
export function log(event: string, fields: Record<string, string | number | boolean>): void {
  // biome-ignore lint/suspicious/noConsole: this is where everything that is said comes out.
  console.log(JSON.stringify({ at: toRfc3339(systemClock.now()), event, ...fields }));
}

/** Reports a fault of ours, and gives the id under which it can be found. The message of an SQL error holds what was to be written, so only its first line goes in. */
export function fault(error: unknown): string {
  const id = randomText(9);
  const cause = error instanceof Error ? (error.cause instanceof Error ? error.cause : error) : undefined;
  const where =
    error instanceof Error
      ? (error.stack ?? '')
          .split('\n')
          .filter((line) => line.trim().startsWith('at '))
          .slice(0, 6)
          .join(' ')
      : '';
  const message = cause ? cause.message.split('\n')[0]!.slice(0, 200) : 'not an error';
  // biome-ignore lint/suspicious/noConsole: and every fault.
  console.error(
    JSON.stringify({ at: toRfc3339(systemClock.now()), event: 'fault', id, name: cause?.name ?? typeof error, message, where }),
  );
  return id;
}
