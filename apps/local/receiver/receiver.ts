import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

export interface Arrival {
  path: string;
  webhookId: string;
  eventType: string;
  /** Null if the signature is valid and recent. */
  problem: string | null;
  status: number;
}

/** The secrets of all endpoints here. `anew`: none of the secrets returned before matches. */
export type FindSecrets = (options: { anew: boolean }) => Promise<string[]>;

export interface ReceiverOptions {
  port: number;
  findSecrets: FindSecrets;
  onArrival: (arrival: Arrival) => void;
}

export interface Receiver {
  stop(): Promise<void>;
}

// Standard Webhooks: a larger difference means a replayed request or a wrong clock.
const toleranceS = 300;
const slowAnswerMs = 8000;

interface Answer {
  status: number;
  headers?: Record<string, string>;
  delayMs?: number;
}

/** What a partner's server can do, one behaviour per path. */
const answers: Record<string, Answer> = {
  '/ok': { status: 200 },
  '/slow': { status: 200, delayMs: slowAnswerMs },
  '/fail': { status: 500 },
  '/busy': { status: 429, headers: { 'retry-after': '10' } },
  '/gone': { status: 410 },
};

/** A minimal partner's endpoint: verifies each signature with only `node:crypto`. */
export async function startReceiver({ port, findSecrets, onArrival }: ReceiverOptions): Promise<Receiver> {
  const stopping = new AbortController();
  const server = createServer((request, response) => {
    answer(request, response, findSecrets, stopping.signal).then(onArrival, () => response.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    async stop() {
      stopping.abort();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  findSecrets: FindSecrets,
  stopping: AbortSignal,
): Promise<Arrival> {
  const body = await text(request);
  const path = request.url ?? '/';
  const problem =
    findSignatureProblem(request, body, await findSecrets({ anew: false })) &&
    findSignatureProblem(request, body, await findSecrets({ anew: true }));
  const planned = answers[path] ?? { status: 404 };
  const status = problem ? 401 : planned.status;
  if (planned.delayMs) await delay(planned.delayMs, undefined, { signal: stopping });
  response.writeHead(status, { 'content-type': 'application/json', ...planned.headers });
  response.end(JSON.stringify(problem ? { error: problem } : { received: status < 300 }));
  return { path, status, problem, webhookId: header(request, 'webhook-id'), eventType: readType(body) };
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

function readType(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && 'type' in parsed) return String(parsed.type);
  } catch {
    // Somebody sent something else by hand.
  }
  return '(no type)';
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
function findSignatureProblem(request: Pick<IncomingMessage, 'headers'>, body: string, secrets: string[]): string | null {
  const read = (name: string): string => header(request as IncomingMessage, name);
  const [id, timestamp, listed] = [read('webhook-id'), read('webhook-timestamp'), read('webhook-signature')];
  if (!id || !timestamp || !listed) return 'not signed';
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= toleranceS)) {
    return 'the timestamp is more than 5 minutes off';
  }
  const expected = secrets.map((secret) =>
    createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
      .update(`${id}.${timestamp}.${body}`)
      .digest(),
  );
  const isValid = listed
    .split(' ')
    .filter((signature) => signature.startsWith('v1,'))
    .map((signature) => Buffer.from(signature.slice('v1,'.length), 'base64'))
    .some((given) => expected.some((digest) => digest.length === given.length && timingSafeEqual(digest, given)));
  return isValid ? null : 'the signature does not match';
}
