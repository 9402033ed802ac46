/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { Page } from '../http/html.tsx';

export type MailboxPageProps = {
  /** The newest first. */
  messages: readonly { id: string; to: string; subject: string; kind: string; state: string; createdAt: string }[];
  /** What is due later, the next first. */
  waiting: readonly { what: string; at: string }[];
  now: string;
  /** Where the development clock is put forward, if there is one. */
  clock: { action: string } | null;
};

const MAILBOX = '/dev/mailbox';

/** Every message that would have left the house, and what is still to come. */
export const MailboxPage = ({ messages, waiting, now, clock }: MailboxPageProps) => (
  <Page title="Mailbox" company="Ringback development" wide>
    <h1>Mailbox</h1>
    <p class="soft">Nothing here leaves this computer. Every link in a message works. It is {now}.</p>
    {messages.length > 0 ? (
      <ul class="rows">
        {messages.map(({ id, to, subject, kind, state, createdAt }) => (
          <li>
            <a href={`${MAILBOX}/${id}`}>{subject}</a>
            <br />
            <span class="tag">{state}</span>
            <small>
              {kind.replaceAll('_', ' ')} to {to}, {createdAt}
            </small>
          </li>
        ))}
      </ul>
    ) : (
      <p class="note">
        {waiting.length > 0
          ? 'Nothing has left yet. What waits for its time is below.'
          : 'No messages yet. Record an interaction (through the API, or run the demo), and the survey that its customer would get appears here, once it is due.'}
      </p>
    )}
    <section aria-labelledby="waiting">
      <h2 id="waiting">Waiting</h2>
      {waiting.length > 0 ? (
        <ul class="rows">
          {waiting.map(({ what, at }) => (
            <li>
              {what}
              <br />
              <small>{at}</small>
            </li>
          ))}
        </ul>
      ) : (
        <p class="soft">Nothing is due later. Surveys, reminders and everything else that has its time appear here until it comes.</p>
      )}
      {clock && waiting.length > 0 && (
        <form method="post" action={clock.action}>
          <button type="submit">Skip to the next thing that is due</button>
        </form>
      )}
    </section>
  </Page>
);

export type MessagePageProps = {
  message: {
    id: string;
    from: string;
    to: string;
    subject: string;
    kind: string;
    state: string;
    /** Why it is in this state, if there is more to say. */
    reason: string | null;
    createdAt: string;
    headers: Record<string, string>;
    text: string;
    html: string;
    /** A text can be answered here, as the customer who got it. */
    reply?: { action: string; from: string; to: string } | null;
  };
};

// Whoever follows a link out of the frame must land on a page that works: without the second word its forms would be dead.
const SANDBOX = 'allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation';

/** One message as its reader would see it, and everything that goes with it. */
export const MessagePage = ({ message }: MessagePageProps) => (
  <Page title={message.subject} company="Ringback development" wide>
    <a class="back" href={MAILBOX}>
      Back to the mailbox
    </a>
    <h1>{message.subject}</h1>
    <p>
      <span class="tag">{message.state}</span>
      {message.reason}
    </p>
    <p class="soft">
      From {message.from} to {message.to}, {message.createdAt}. Kind: {message.kind.replaceAll('_', ' ')}.
    </p>
    {message.html !== '' && (
      <section aria-labelledby="mail">
        <h2 id="mail">As mail</h2>
        <p class="soft">{kilobytes(message.html)} of HTML. Its links open in a new tab.</p>
        <iframe src={`${MAILBOX}/${message.id}/body`} title={`The mail “${message.subject}”`} sandbox={SANDBOX} />
      </section>
    )}
    <section aria-labelledby="text">
      <h2 id="text">As plain text</h2>
      <pre dir="auto">
        <Linked text={message.text} />
      </pre>
    </section>
    {message.reply && (
      <section aria-labelledby="reply">
        <h2 id="reply">Reply as this customer</h2>
        <form method="post" action={message.reply.action}>
          <input type="hidden" name="from" value={message.reply.from} />
          <input type="hidden" name="to" value={message.reply.to} />
          <label for="body">Their text</label>
          <input type="text" id="body" name="body" required maxlength={1600} autocomplete="off" />
          <button type="submit">Send it</button>
        </form>
      </section>
    )}
    <section aria-labelledby="headers">
      <h2 id="headers">Headers</h2>
      {Object.keys(message.headers).length > 0 ? (
        <dl>
          {Object.entries(message.headers).map(([name, value]) => (
            <>
              <dt>{name}</dt>
              <dd>
                <Linked text={value} />
              </dd>
            </>
          ))}
        </dl>
      ) : (
        <p class="soft">None but the usual ones.</p>
      )}
    </section>
  </Page>
);

/** The text with every address in it to click on. A full stop or bracket behind an address is not part of it. */
const Linked = ({ text }: { text: string }) => (
  <>
    {text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,:;!?)\]])/).map((part, i) =>
      i % 2 === 1 ? (
        <a href={part} target="_blank" rel="noreferrer">
          {part}
        </a>
      ) : (
        part
      ),
    )}
  </>
);

const kilobytes = (text: string): string => `${(new TextEncoder().encode(text).length / 1024).toFixed(1)} kB`;

/** A mail in a frame of our own; its links open outside it. It has inline styles and nothing that runs. */
export function mailBody(c: Context, body: string): Response | Promise<Response> {
  c.header(
    'Content-Security-Policy',
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
  );
  return c.html(body.replace('<head>', '<head><base target="_blank" />'));
}
