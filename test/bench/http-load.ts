import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What came back. Latencies in milliseconds, from writing the request to the last byte of its answer. */
export interface LoadFound {
  latencies: number[];
  /** Answers by status. */
  statuses: Record<number, number>;
  seconds: number;
}

export interface Target {
  port: number;
  path: string;
  key: string;
  /** What it accepts, as in `accept-encoding`. */
  encoding?: 'gzip' | 'br';
}

/** A keep-alive connection that has one request under way at a time. Bare sockets: the client must cost less than the server. */
class Connection {
  readonly #socket: Socket;
  readonly #request: Buffer;
  #received = '';
  #resolve: (status: number) => void = () => {};

  private constructor(socket: Socket, request: Buffer) {
    this.#socket = socket;
    this.#request = request;
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => this.#receive(chunk));
    socket.on('error', () => this.#resolve(0));
    socket.on('close', () => this.#resolve(0));
  }

  static async open({ port, path, key, encoding }: Target): Promise<Connection> {
    const socket = connect({ port, host: '127.0.0.1' });
    await once(socket, 'connect');
    const head = [`GET ${path} HTTP/1.1`, `host: 127.0.0.1:${port}`, `authorization: Bearer ${key}`, 'accept: application/json'];
    if (encoding !== undefined) head.push(`accept-encoding: ${encoding}`);
    return new Connection(socket, Buffer.from(`${head.join('\r\n')}\r\n\r\n`));
  }

  /** Answers the status, or 0 when the connection broke. */
  request(): Promise<number> {
    return new Promise((resolve) => {
      this.#resolve = resolve;
      this.#socket.write(this.#request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: string): void {
    this.#received += chunk;
    const head = this.#received.indexOf('\r\n\r\n');
    if (head === -1) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(this.#received)?.[1] ?? 0);
    if (this.#received.length < head + 4 + length) return;
    const status = Number(this.#received.slice(9, 12));
    this.#received = '';
    this.#resolve(status);
  }
}

/** A request whenever the one before is answered, on each connection: as much as the server can. */
export async function loadFully(target: Target, { connections, seconds }: { connections: number; seconds: number }): Promise<LoadFound> {
  const recorder = new Recorder();
  const until = performance.now() + seconds * 1_000;
  await withConnections(target, connections, (connection) => loop(connection, recorder, until));
  return recorder.found();
}

/** An open loop: so many a second, whatever has become of those before. More than `connections` at a time are not sent. */
export async function loadAt(
  target: Target,
  { ratePerS, seconds, connections = 64 }: { ratePerS: number; seconds: number; connections?: number },
): Promise<LoadFound> {
  const recorder = new Recorder();
  const free: Connection[] = [];
  const underWay = new Set<Promise<void>>();
  for (let index = 0; index < connections; index++) free.push(await Connection.open(target));
  const all = [...free];
  const startedAt = performance.now();
  for (let sent = 0; sent < ratePerS * seconds;) {
    const due = Math.min(ratePerS * seconds, ((performance.now() - startedAt) / 1_000) * ratePerS);
    for (; sent < due; sent++) {
      const connection = free.pop();
      if (!connection) continue;
      const ended = recorder.time(connection).then(() => {
        free.push(connection);
        underWay.delete(ended);
      });
      underWay.add(ended);
    }
    await delay(1);
  }
  await Promise.all(underWay);
  for (const connection of all) connection.close();
  return recorder.found();
}

class Recorder {
  readonly #startedAt = performance.now();
  readonly #latencies: number[] = [];
  readonly #statuses: Record<number, number> = {};

  async time(connection: Connection): Promise<void> {
    const sentAt = performance.now();
    const status = await connection.request();
    this.#latencies.push(performance.now() - sentAt);
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
    if (status === 0) throw new Error('The server closed a connection under load');
  }

  found(): LoadFound {
    return { latencies: this.#latencies, statuses: this.#statuses, seconds: (performance.now() - this.#startedAt) / 1_000 };
  }
}

async function loop(connection: Connection, recorder: Recorder, until: number): Promise<void> {
  while (performance.now() < until) await recorder.time(connection);
}

async function withConnections(target: Target, count: number, use: (connection: Connection) => Promise<void>): Promise<void> {
  const connections = await Promise.all(Array.from({ length: count }, () => Connection.open(target)));
  try {
    await Promise.all(connections.map(use));
  } finally {
    for (const connection of connections) connection.close();
  }
}
