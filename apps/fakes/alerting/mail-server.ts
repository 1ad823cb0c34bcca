import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';

interface ReceivedMail {
  from: string;
  to: string[];
  /** Headers and body as they arrived. */
  raw: string;
  isEncrypted: boolean;
  isLoggedIn: boolean;
}

/**
 * `silent`: never says anything. `drip`: its greeting byte by byte, and never all of it. `busy`: greets with 421. `drop_after_data`: takes the text and
 * breaks the connection before it answers. `greylist`: refuses each receiver for now. `endless`: a reply that does not end. `no_starttls`: offers no
 * encryption. `full`: refuses the text for good.
 */
type MailServerFault = 'silent' | 'drip' | 'busy' | 'drop_after_data' | 'greylist' | 'endless' | 'no_starttls' | 'full';

interface MailServerOptions {
  tls?: { cert: string; key: string };
  /** TLS from the first byte; otherwise STARTTLS, if there is a certificate. */
  isImplicit?: boolean;
  login?: { user: string; password: string };
}

export interface FakeMailServer {
  port: number;
  received: ReceivedMail[];
  fault: MailServerFault | null;
  /** Receivers that it does not know. */
  unknown: Set<string>;
  close(): Promise<void>;
}

/** A mail server on loopback: as much of RFC 5321 as a client needs. */
export async function startFakeMailServer(options: MailServerOptions = {}): Promise<FakeMailServer> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => {});
    serve(options.isImplicit ? secured(socket, options) : socket, options.isImplicit === true);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const fake: FakeMailServer = {
    port: (server.address() as AddressInfo).port,
    ...{ received: [], fault: null, unknown: new Set<string>() },
    async close() {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  };
  return fake;

  function serve(socket: Socket, isEncrypted: boolean): void {
    const say = (line: string) => void socket.write(`${line}\r\n`);
    if (fake.fault === 'silent') return;
    if (fake.fault === 'drip') return drip(socket);
    if (fake.fault === 'busy') return void socket.end('421 mail.test too many connections\r\n');
    if (fake.fault === 'endless') return floods(socket);
    say('220 mail.test ESMTP');
    converse(socket, isEncrypted, say);
  }

  function converse(socket: Socket, isEncrypted: boolean, say: (line: string) => void): void {
    let [from, to, isLoggedIn, isData, text]: [string, string[], boolean, boolean, string] = ['', [], false, false, ''];
    const canEncrypt = options.tls !== undefined && !isEncrypted && fake.fault !== 'no_starttls';

    function command(line: string): void {
      const [, verb = '', rest = ''] = /^(\w+) ?(.*)$/.exec(line) ?? [];
      switch (verb.toUpperCase()) {
        case 'EHLO':
          say('250-mail.test');
          if (canEncrypt) say('250-STARTTLS');
          if (options.login) say('250-AUTH PLAIN');
          return say('250 SMTPUTF8');
        case 'STARTTLS':
          if (!canEncrypt) return say('502 5.5.1 not implemented');
          say('220 go ahead');
          socket.removeAllListeners('data');
          return converse(...encrypted(socket));
        case 'AUTH':
          isLoggedIn = rest === `PLAIN ${Buffer.from(`\0${options.login?.user}\0${options.login?.password}`).toString('base64')}`;
          return say(isLoggedIn ? '235 2.7.0 welcome' : `535 5.7.8 bad credentials ${rest}`);
        case 'MAIL':
          if (options.login && !isLoggedIn) return say('530 5.7.0 authentication required');
          from = /<(.*)>/.exec(rest)?.[1] ?? '';
          return say('250 2.1.0 ok');
        case 'RCPT':
          return receiver(/<(.*)>/.exec(rest)?.[1] ?? '');
        case 'DATA':
          isData = to.length > 0;
          return say(isData ? '354 go ahead' : '503 5.5.1 no receivers');
        default:
          return say(verb.toUpperCase() === 'QUIT' ? '221 bye' : '500 5.5.2 unknown command');
      }
    }

    function receiver(address: string): void {
      if (fake.fault === 'greylist') return say('450 4.2.0 greylisted, try again later');
      if (fake.unknown.has(address)) return say(`550 5.1.1 <${address}> unknown`);
      to.push(address);
      say('250 2.1.5 ok');
    }

    function take(part: string): void {
      if (!isData) return command(part);
      isData = false;
      if (fake.fault === 'full') return say('552 5.2.2 mailbox full');
      fake.received.push({ from, to: [...to], raw: part, isEncrypted, isLoggedIn });
      if (fake.fault === 'drop_after_data') return void socket.destroy();
      say('250 2.0.0 queued');
    }

    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      for (;;) {
        const end = isData ? '\r\n.\r\n' : '\r\n';
        const at = text.indexOf(end);
        if (at < 0) return;
        const part = text.slice(0, at);
        text = text.slice(at + end.length);
        take(part);
      }
    });
  }

  function encrypted(socket: Socket): [Socket, boolean, (line: string) => void] {
    const upgraded = secured(socket, options);
    return [upgraded, true, (line) => void upgraded.write(`${line}\r\n`)];
  }
}

function secured(socket: Socket, { tls }: MailServerOptions): TLSSocket {
  return new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(tls ?? {}) }).on('error', () => socket.destroy());
}

function drip(socket: Socket): void {
  const timer = setInterval(() => socket.write('2'), 20);
  socket.on('close', () => clearInterval(timer));
}

function floods(socket: Socket): void {
  const more = () => {
    while (!socket.destroyed && socket.write(`220-${'x'.repeat(1_000)}\r\n`));
  };
  socket.on('drain', more);
  more();
}
