import { connect as connectTcp, isIP, Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { buildConnector } from 'undici';
import { type EgressGuard, EgressBlockedError, nameBlocked } from './egress-guard.ts';

/** Only a backstop: each POST's own deadline of at most 30 s ends its dialling earlier. undici's timers are accurate to about a second. */
const DIAL_TIMEOUT_MS = 35_000;

/** Thrown by the dialler, with the step that failed and the cause. */
export class DialError extends Error {
  readonly step: 'connect' | 'tls';
  constructor(step: 'connect' | 'tls', cause: Error) {
    super(cause.message, { cause });
    this.step = step;
  }
}

export interface Dialling {
  /** Cancels dialling and closes the socket immediately. */
  cancel(): void;
}

/**
 * An undici connector behind the egress guard. Addresses are checked at three points: a literal in the URL (which never reaches `lookup`), the
 * addresses from the resolver, and the connected peer before a byte is sent to it. `onDial` is called synchronously for each connection
 * that is being opened.
 */
export function createDialler(options: {
  guard: EgressGuard;
  ca?: string | Buffer | undefined;
  onDial: (dialling: Dialling) => void;
}): buildConnector.connector {
  const { guard, ca, onDial } = options;
  const connect = buildConnector({
    lookup: guard.lookup,
    timeout: DIAL_TIMEOUT_MS,
    // All connections share one context, because creating it with the system's certificates is most of the cost of opening a connection.
    secureContext: createSecureContext(ca === undefined ? {} : { ca }),
  });

  return (target, callback) => {
    const literal = isIP(target.hostname) ? guard.checkAddress(target.hostname, target.hostname) : undefined;
    if (literal) return callback(new DialError('connect', new EgressBlockedError(literal.message)), null);

    let step: DialError['step'] = 'connect';
    let refusal: Error | undefined;
    // According to its types, undici's connector returns nothing. It does return the socket, which is observed from the start.
    const opened: unknown = connect(target, (...[error, socket]) => {
      if (refusal) return callback(new DialError('connect', refusal), null);
      return error ? callback(new DialError(step, error), null) : callback(null, socket);
    });
    if (!(opened instanceof Socket)) throw new Error('undici no longer returns the socket from its connector');
    const socket = opened;
    socket.prependOnceListener('connect', () => {
      if (target.protocol === 'https:') step = 'tls';
      const problem = guard.checkAddress(socket.remoteAddress ?? '', target.hostname);
      if (!problem) return;
      // The address of a name is not told, as little as by the guard's lookup.
      refusal = isIP(target.hostname) ? new EgressBlockedError(problem.message) : nameBlocked(target.hostname);
      socket.destroy(refusal);
    });
    onDial({ cancel: () => socket.destroy(new Error('dialling was cancelled')) });
  };
}

/** Opens a TCP connection, checked at the same three points. Throws DialError. */
export async function dialTcp(
  guard: EgressGuard,
  { host, port, signal }: { host: string; port: number; signal: AbortSignal },
): Promise<Socket> {
  const literal = isIP(host) ? guard.checkAddress(host, host) : undefined;
  if (literal) throw new DialError('connect', new EgressBlockedError(literal.message));
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const socket = connectTcp({ host, port, lookup: guard.lookup });
  const cancel = () => socket.destroy(new Error('dialling was cancelled'));
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  socket.once('error', reject).once('connect', () => {
    const problem = guard.checkAddress(socket.remoteAddress ?? '', host);
    if (!problem) return resolve(socket);
    socket.destroy(isIP(host) ? new EgressBlockedError(problem.message) : nameBlocked(host));
  });
  try {
    return await promise;
  } catch (error) {
    throw new DialError('connect', error instanceof Error ? error : new Error(String(error)));
  } finally {
    signal.removeEventListener('abort', cancel);
    socket.removeListener('error', reject);
  }
}
