import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { MINUTE, type Millis, SECOND } from '../core/time.ts';
import { withoutAddresses } from './addresses.ts';
import type { Channel, Delivery, EmailRequest, OutboundMessage } from './channel.ts';

export type SmtpOptions = {
  /** How long one message may take. Connecting and signing in may take a third of it each. */
  timeoutMs?: Millis;
};

const LINES = 4;
const MESSAGES_PER_LINE = 20;
const REST: Millis = 5 * SECOND;
// With this, 65 s are the longest that a message can take here: less than the lease that the runner holds meanwhile.
const PATIENCE: Millis = 10 * SECOND;
const RESET_LIMIT: Millis = 5 * SECOND;

/**
 * Email through any SMTP server, `smtps://user:password@host:465` (Node only). SMTP knows no repeats, so one message travels
 * alone and a lost answer is never tried again; but up to 20 go over one connection, and 4 connections are open at most.
 * Uses nodemailer's connection and not its pool, which sends again by itself and hides whether the message had begun to leave.
 */
export function smtpChannel(url: string, { timeoutMs = 30 * SECOND }: SmtpOptions = {}): Channel {
  if (!/^smtps?:\/\//.test(url)) throw new Error('The address of the mail server must begin with smtp:// or smtps://.');
  const limits = { connect: timeoutMs / 3, message: timeoutMs };
  const gate = makeGate(LINES, PATIENCE);
  const resting: Line[] = [];

  async function verdictOn({ id, request }: OutboundMessage): Promise<Verdict> {
    const mail = await compose(id, request).catch((error: unknown) => `this cannot be written as a message: ${String(error)}`);
    if (typeof mail === 'string') return { verdict: 'refused', reason: withoutAddresses(mail), fault: 'message' };
    if (mail.envelope.to.length !== 1) return { verdict: 'refused', reason: 'not exactly one address', fault: 'address' };
    if (!(await gate.enter())) return { ...tryLater('all lines are busy'), after: SECOND, counts: false };
    try {
      const rested = takeRested(resting);
      let outcome = rested && (await transmit(rested, mail, limits.message));
      if (!outcome || outcome.wasDead) outcome = await transmit(await open(url, limits), mail, limits.message);
      if (outcome.line) rest(resting, outcome.line);
      return outcome.verdict;
    } catch (error) {
      return judgeOpening(error as MailError);
    } finally {
      gate.leave();
    }
  }

  return {
    name: 'smtp',
    lotSize: 1,
    recognisesRepeatsFor: 0,
    async send(lot) {
      const deliveries: Delivery[] = [];
      for (const message of lot.messages) deliveries.push({ id: message.id, ...(await verdictOn(message)) });
      return deliveries;
    },
  };
}

type Limits = { connect: Millis; message: Millis };
type Line = { connection: SMTPConnection; sent: number; timer?: ReturnType<typeof setTimeout> };
type Mail = { messageId: string; envelope: { from: string; to: string[] }; bytes: Buffer };
type MailError = Error & { code?: string; command?: string; response?: string; responseCode?: number };
type Verdict = Delivery extends infer D ? (D extends Delivery ? Omit<D, 'id'> : never) : never;
type Later = Extract<Verdict, { verdict: 'later' }>;
/** `line` is given back when it can take another message; `wasDead` when the server had left it before this message came. */
type Outcome = { verdict: Verdict; line?: Line; wasDead?: boolean };

/** The Message-ID comes from our own id, so that a message found twice in a mailbox or a log is known to be one. */
async function compose(id: string, { from, replyTo, to, subject, html, text, headers }: EmailRequest): Promise<Mail> {
  const domain = /@([^\s<>@]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  const messageId = `${id}@${domain}`;
  const composer = new MailComposer({ from, replyTo, to, subject, html, text, headers, messageId: `<${messageId}>`, baseBoundary: id });
  const node = composer.compile();
  const { from: sender, to: receivers } = node.getEnvelope();
  if (!sender) throw new Error('no sender');
  return { messageId, envelope: { from: sender, to: receivers }, bytes: await node.build() };
}

async function open(url: string, { connect, message }: Limits): Promise<Line> {
  const { auth, ...server } = parseConnectionUrl(url);
  const times = { connectionTimeout: connect, greetingTimeout: connect, dnsTimeout: connect, socketTimeout: message };
  const connection = new SMTPConnection({ ...server, ...times, logger: false, debug: false });
  connection.on('error', () => {}); // every step listens for itself; this is for the moments between them
  try {
    await step(connection, connect, (done) => connection.connect(done));
    if (auth) await step(connection, connect, (done) => connection.login({ user: auth.user, pass: auth.pass }, done));
    return { connection, sent: 0 };
  } catch (error) {
    connection.close();
    throw error;
  }
}

async function transmit({ connection, sent }: Line, mail: Mail, limit: Millis): Promise<Outcome> {
  const source = Readable.from([mail.bytes], { objectMode: false });
  const line = { connection, sent: sent + 1 };
  try {
    // A copy: nodemailer writes its errors into the envelope, and would find them there on the next line.
    const envelope = { ...mail.envelope };
    await step(connection, limit, (done) => connection.send(envelope, source, done));
    return { verdict: { verdict: 'accepted', providerId: mail.messageId }, line };
  } catch (thrown) {
    const error = thrown as MailError;
    const verdict = judgeSending(error, source.readableDidRead);
    if (await canReset(connection)) return { verdict, line };
    connection.close();
    // 421: "closing the channel" (RFC 5321 section 3.8), said to a line that rested too long.
    return { verdict, wasDead: !source.readableDidRead && error.code !== 'ETIMEDOUT' && (error.responseCode ?? 421) === 421 };
  }
}

const canReset = async (connection: SMTPConnection): Promise<boolean> => {
  if (connection.destroyed) return false;
  const reset = step(connection, RESET_LIMIT, (done) => connection.reset(done));
  return reset.then(
    () => true,
    () => false,
  );
};

/** What the server said to this message; `hasBegun` is whether its text had begun to leave when something went wrong. */
function judgeSending(error: MailError, hasBegun: boolean): Verdict {
  const code = error.responseCode ?? 0;
  const reason = reasonOf(error);
  if (!code && hasBegun) return { verdict: 'unclear', reason };
  if (!code) return error.code === 'EENVELOPE' ? { verdict: 'refused', reason, fault: 'address' } : tryLater(reason);
  if ([530, 534, 535, 538].includes(code)) return channelAtFault(reason); // sign in first, or otherwise (RFC 4954 section 6)
  if (code < 500 || code === 503) return tryLater(reason); // 503, a bad sequence of commands, is about the line (RFC 5321 section 4.2.3)
  // x.7.z is policy (RFC 3463 section 3.8): "relaying denied" says nothing about the address.
  const isAddress = error.command === 'RCPT TO' && !/^\d{3}[ -]5\.7\./.test(error.response ?? '');
  return { verdict: 'refused', reason, fault: isAddress ? 'address' : 'message' };
}

/** No message was begun. A server that answers and will not have us is set up wrongly; one that does not answer may be back soon. */
function judgeOpening(error: MailError): Verdict {
  const code = error.responseCode ?? (error.code === 'EAUTH' ? 535 : 0);
  return code >= 500 ? channelAtFault(reasonOf(error)) : tryLater(reasonOf(error));
}

const tryLater = (reason: string): Later => ({ verdict: 'later', reason, after: 5 * MINUTE, counts: true, pausesChannel: false });

const channelAtFault = (reason: string): Later => ({ verdict: 'later', reason, after: 10 * MINUTE, counts: false, pausesChannel: true });

const reasonOf = (error: MailError): string =>
  withoutAddresses(error.response ?? `${error.code ?? 'ERROR'}: ${error.message}`).slice(0, 300);

/** One exchange with the server, which ends: with its answer, with the line, or after `limit` (a server that trickles never falls silent). */
function step(connection: SMTPConnection, limit: Millis, act: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error | null) => {
      clearTimeout(timer);
      connection.off('error', settle).off('end', ended);
      if (error) reject(error);
      else resolve();
    };
    // The end of a line is told just before the reason for it.
    const ended = () => setImmediate(settle, new Error('the line ended'));
    const timer = setTimeout(() => {
      settle(Object.assign(new Error(`no end after ${limit} ms`), { code: 'ETIMEDOUT' }));
      connection.close();
    }, limit);
    connection.once('error', settle).once('end', ended);
    act(settle);
  });
}

function rest(resting: Line[], line: Line): void {
  if (line.sent >= MESSAGES_PER_LINE) {
    line.connection.quit();
    return;
  }
  resting.push(line);
  line.timer = setTimeout(() => {
    resting.splice(resting.indexOf(line), 1);
    line.connection.quit();
  }, REST);
}

function takeRested(resting: Line[]): Line | undefined {
  const line = resting.pop();
  clearTimeout(line?.timer);
  return line?.connection.destroyed ? takeRested(resting) : line;
}

/** Lets `places` in at once; who has waited longer than `patience` is sent away. */
function makeGate(places: number, patience: Millis) {
  let free = places;
  const waiting: ((mayEnter: boolean) => void)[] = [];
  return {
    async enter(): Promise<boolean> {
      if (free > 0) {
        free -= 1;
        return true;
      }
      return new Promise((resolve) => {
        const call = (mayEnter: boolean) => {
          clearTimeout(timer);
          resolve(mayEnter);
        };
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(call), 1);
          resolve(false);
        }, patience);
        waiting.push(call);
      });
    },
    leave(): void {
      const next = waiting.shift();
      if (next) next(true);
      else free += 1;
    },
  };
}
