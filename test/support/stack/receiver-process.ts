import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { now } from './clock.ts';
import { serve } from './helper-process.ts';

export interface Behaviour {
  delayMs: number;
  status: number;
}

/** What the receiver accepted since the last call: ids with the time of their first receipt. */
export interface Receipts {
  ids: string[];
  at: Float64Array;
}

export interface ReceiverCounts {
  /** Distinct ids, across all paths. */
  received: number;
  /** Receipts of an id after a 2xx response to it. */
  duplicates: number;
  /** Requests with an error response: the sender must retry them. */
  refused: number;
  signaturesChecked: number;
  signaturesWrong: number;
  /** Accepted requests by path, including those without a webhook-id. */
  byPath: Record<string, number>;
}

/** Endpoints below it get the same events. */
const manyPath = '/many/';

/** The receiver verifies one in this many requests: enough to detect errors, too few to affect the measurement. */
const verifyEvery = 100;

const standing: Behaviour = { delayMs: 20, status: 200 };
const behaviours = new Map<string, Behaviour>();
const secrets = new Map<string, string>();
const taken = new Set<string>();
const counts = { duplicates: 0, refused: 0, signaturesChecked: 0, signaturesWrong: 0 };
const byPath = new Map<string, number>();
let fresh: { ids: string[]; at: number[] } = { ids: [], at: [] };
let requests = 0;

/** Endpoints with different behaviours, one per path. In a separate process, so that it delays no other. */
const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
  const path = request.url ?? '/';
  const { delayMs, status } = behaviours.get(path) ?? standing;
  const sample = requests++ % verifyEvery === 0 ? ([] as Buffer[]) : null;
  request.on('data', (chunk: Buffer) => sample?.push(chunk));
  request.on('end', () => {
    if (status < 300) take(path, request.headers['webhook-id']);
    else counts.refused++;
    if (sample) checkSignature(path, request, Buffer.concat(sample));
    setTimeout(() => response.writeHead(status, { 'content-length': 2 }).end('ok'), delayMs);
  });
  request.on('error', () => {});
});

function take(path: string, id: string | string[] | undefined): void {
  byPath.set(path, (byPath.get(path) ?? 0) + 1);
  if (typeof id !== 'string') return;
  if (taken.has(id)) return void (counts.duplicates += path.startsWith(manyPath) ? 0 : 1);
  taken.add(id);
  fresh.ids.push(id);
  fresh.at.push(now());
}

function checkSignature(path: string, request: IncomingMessage, body: Buffer): void {
  const secret = secrets.get(path);
  if (!secret) return;
  counts.signaturesChecked++;
  try {
    new Webhook(secret).verify(body, request.headers as Record<string, string>);
  } catch {
    counts.signaturesWrong++;
  }
}

const handlers = {
  async listen(): Promise<number> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  },
  behave: ({ path, ...behaviour }: Behaviour & { path: string }): void => void behaviours.set(path, behaviour),
  verify: ({ path, secret }: { path: string; secret: string }): void => void secrets.set(path, secret),
  count: (): ReceiverCounts => ({ ...counts, received: taken.size, byPath: Object.fromEntries(byPath) }),
  collect(): Receipts {
    const { ids, at } = fresh;
    fresh = { ids: [], at: [] };
    return { ids, at: Float64Array.from(at) };
  },
};
export type ReceiverHandlers = typeof handlers;

serve(handlers);
