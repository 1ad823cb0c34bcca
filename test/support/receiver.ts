import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { verify } from '#domain/delivery/signature.ts';

interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
  receivedAt: Date;
  /** The number of its connection, counted from 1. */
  connection: number;
  /** Violations of the webhook specification; empty if there are none. */
  problems: string[];
}

/** How the receiver treats one request. The default is 200 with a short JSON body. */
interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Delay of the response. */
  delayMs?: number;
  /** Never respond, or stop after the head and a first byte. */
  hang?: 'before_head' | 'in_body';
  /** Reset the connection (RST) before the response, or after the head and a first byte. */
  reset?: 'before_head' | 'in_body';
  /** Send the body one byte at a time, forever. */
  dripEveryMs?: number;
  /** The length of the body, which is streamed with backpressure. */
  streamBytes?: number;
  /** Bytes written to the socket unchanged. */
  raw?: string;
}

export interface Receiver {
  url: string;
  port: number;
  requests: ReceivedRequest[];
  /** Connections accepted in total, and those still open. */
  connections(): { accepted: number; open: number };
  /** Body bytes that `streamBytes` responses have sent. */
  streamedBytes(): number;
  /** Responses for the next requests, in order; then the default response applies again. */
  script(...answers: Answer[]): void;
  /** The default response. */
  answerWith(answer: Answer | ((request: ReceivedRequest) => Answer)): void;
  /** Every problem found in the requests. Tests end with `expect(receiver.problems()).toEqual([])`. */
  problems(): string[];
  close(): Promise<void>;
}

/**
 * A partner's webhook endpoint in this process. With `secrets` it verifies every request as a partner would: v1 with the
 * `standardwebhooks` library, v1a and the older `X-*` headers with its own code. `secrets: []` accepts unsigned requests.
 */
export async function startReceiver(options: {
  secrets: readonly string[];
  tls?: { key: string; cert: string };
  host?: string;
}): Promise<Receiver> {
  const { secrets, tls, host = '127.0.0.1' } = options;
  const requests: ReceivedRequest[] = [];
  const scripted: Answer[] = [];
  const sockets = new Map<Socket, number>();
  const timers = new Set<NodeJS.Timeout>();
  const counts = { accepted: 0, streamed: 0 };
  let standing: Answer | ((request: ReceivedRequest) => Answer) = {};

  const listener: RequestListener = (message, response) => {
    void receive(message).then(
      (request) => {
        const connection = [...sockets].find(([socket]) => socket.remotePort === message.socket.remotePort)?.[1] ?? 0;
        const received = { ...request, connection, problems: findProblems(request, secrets) };
        requests.push(received);
        const answer = scripted.shift() ?? (typeof standing === 'function' ? standing(received) : standing);
        respond(answer, response, timers, (bytes) => (counts.streamed += bytes));
      },
      () => response.destroy(),
    );
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  server.on('connection', (socket: Socket) => {
    sockets.set(socket, ++counts.accepted);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}/webhooks`,
    port,
    requests,
    connections: () => ({ accepted: counts.accepted, open: sockets.size }),
    streamedBytes: () => counts.streamed,
    script: (...answers) => void scripted.push(...answers),
    answerWith: (answer) => void (standing = answer),
    problems: () => requests.flatMap((request) => request.problems),
    async close() {
      if (!server.listening) return;
      for (const timer of timers) clearInterval(timer);
      for (const socket of sockets.keys()) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

type Arrived = Omit<ReceivedRequest, 'connection' | 'problems'>;

async function receive(message: IncomingMessage): Promise<Arrived> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return {
    method: message.method ?? '',
    path: message.url ?? '',
    headers: message.headers,
    body: Buffer.concat(chunks).toString(),
    receivedAt: new Date(),
  };
}

function findProblems(request: Arrived, secrets: readonly string[]): string[] {
  const { method, headers, body } = request;
  const problems: string[] = [];
  const expect = (holds: boolean, problem: string) => void (holds || problems.push(problem));
  expect(method === 'POST', `method is ${method}`);
  expect(headers['content-type'] === 'application/json', `content-type is ${headers['content-type']}`);
  expect(/^Causeway\/\S+$/.test(headers['user-agent'] ?? ''), `user-agent is ${headers['user-agent']}`);
  expect(headers['accept-encoding'] === 'identity', `accept-encoding is ${headers['accept-encoding']}`);
  expect(headers['transfer-encoding'] === undefined, 'the body is chunked, it must have a content-length');
  expect(headers['content-length'] === String(Buffer.byteLength(body)), 'content-length is not the length of the body');
  if (secrets.length > 0) problems.push(...findSigningProblems(request, secrets));
  return problems;
}

function findSigningProblems({ headers, body }: Pick<ReceivedRequest, 'headers' | 'body'>, secrets: readonly string[]) {
  const problems: string[] = [];
  const expect = (holds: boolean, problem: string) => void (holds || problems.push(problem));
  const event = parseEvent(body);
  if (!event) return ['the body is not a JSON object'];
  expect(!String(headers['webhook-id']).includes('.'), 'webhook-id has a dot');
  expect(headers['x-idempotency-key'] === headers['webhook-id'], 'X-Idempotency-Key is not webhook-id');
  expect(headers['x-partner-event'] === event['type'], 'X-Partner-Event is not the type in the body');
  expect(/^[a-zA-Z0-9_.]+$/.test(String(event['type'])), 'type is missing or malformed');
  expect(!Number.isNaN(Date.parse(String(event['timestamp']))), 'timestamp is missing or malformed');
  expect('data' in event, 'data is missing');
  const symmetric = secrets.filter((secret) => secret.startsWith('whsec_'));
  const isVerified = symmetric.some((secret) => isVerifiedByLibrary(secret, headers, body)) || verify({ headers, body, secrets }).valid;
  expect(isVerified, 'no signature matches a secret of this receiver');
  const hasBodySignature = /^sha256=[0-9a-f]{64}$/.test(String(headers['x-signature']));
  expect(symmetric.length === 0 || hasBodySignature, 'X-Signature is missing or malformed');
  return problems;
}

function parseEvent(body: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}

function isVerifiedByLibrary(secret: string, headers: IncomingMessage['headers'], body: string): boolean {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}

function respond(answer: Answer, response: ServerResponse, timers: Set<NodeJS.Timeout>, onStreamed: (bytes: number) => void): void {
  if (answer.delayMs !== undefined) {
    const { delayMs, ...rest } = answer;
    timers.add(setTimeout(() => respond(rest, response, timers, onStreamed), delayMs));
    return;
  }
  const socket = response.socket;
  if (answer.hang === 'before_head') return;
  if (answer.reset === 'before_head') return void socket?.resetAndDestroy();
  if (answer.raw !== undefined) return void socket?.end(answer.raw);
  response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
  if (answer.hang === 'in_body') return void response.write('{');
  if (answer.reset === 'in_body') return void response.write('{', () => socket?.resetAndDestroy());
  if (answer.dripEveryMs !== undefined) {
    timers.add(setInterval(() => response.write('.'), answer.dripEveryMs));
    return;
  }
  if (answer.streamBytes !== undefined) return stream(response, answer.streamBytes, onStreamed);
  response.end(answer.body ?? '{"received":true}');
}

function stream(response: ServerResponse, bytes: number, onStreamed: (bytes: number) => void): void {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  let left = bytes;
  const writeMore = () => {
    while (left > 0 && !response.destroyed) {
      left -= chunk.length;
      onStreamed(chunk.length);
      if (!response.write(chunk)) return void response.once('drain', writeMore);
    }
    response.end();
  };
  writeMore();
}
