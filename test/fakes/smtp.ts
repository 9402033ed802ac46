import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What the server does with one coming message; `code` and `text` are its answer, at that command. */
export type SmtpBehaviour =
  | { at: 'mail' | 'rcpt' | 'data'; code: number; text: string }
  /** The text came; the line is cut before (`before_data`) or instead of (`after_data`) the answer, or no answer ever comes. */
  | { fault: 'drop_before_data' | 'drop_after_data' | 'hang_after_data' };

export type MailInBox = { from: string; to: string[]; raw: string; line: string };

/** A real SMTP server on the loopback. It takes every message unless told otherwise; with `password` it takes none without it. */
export async function startFakeSmtp({ password }: { password?: string } = {}) {
  const box: MailInBox[] = [];
  const script: SmtpBehaviour[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let current: SmtpBehaviour | undefined;
  const says = (command: string) => {
    if (!current || !('at' in current) || current.at !== command) return null;
    return Object.assign(new Error(current.text), { responseCode: current.code });
  };
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };

  const server = new SMTPServer({
    logger: false,
    disableReverseLookup: true,
    disabledCommands: password === undefined ? ['STARTTLS', 'AUTH'] : ['STARTTLS'],
    authOptional: password === undefined,
    allowInsecureAuth: true,
    onAuth: (auth, _session, done) =>
      auth.password === password ? done(null, { user: auth.username ?? '' }) : done(new Error('Invalid login')),
    onMailFrom: (_address, _session, done) => {
      current = script.shift();
      done(says('mail'));
    },
    onRcptTo: (_address, _session, done) => {
      if (current && 'fault' in current && current.fault === 'drop_before_data') return hangUp();
      done(says('rcpt'));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const refusal = says('data');
        if (refusal) return done(refusal);
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        box.push({ from, to: rcptTo.map((to) => to.address), raw: Buffer.concat(chunks).toString('utf8'), line: session.id });
        if (current && 'fault' in current) return current.fault === 'drop_after_data' ? hangUp() : undefined;
        done();
      });
    },
  });
  server.on('error', () => {});
  server.server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    next: (...behaviours: SmtpBehaviour[]) => void script.push(...behaviours),
    messages: (): readonly MailInBox[] => box,
    connections: () => connections,
    hangUp,
    close: async () => {
      hangUp();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}

export type FakeSmtp = Awaited<ReturnType<typeof startFakeSmtp>>;
