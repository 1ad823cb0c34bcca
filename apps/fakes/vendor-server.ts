import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { type FaultKind, VendorFaults } from './vendor-faults.ts';

export interface VendorRequest {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: string;
  /** The named parts of the path. */
  params: Record<string, string>;
}

export interface VendorAnswer {
  status: number;
  /** Sent as it is if it is a string, as JSON otherwise. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** Thrown by a route, to answer with what the vendor answers. */
export class Refused extends Error {
  readonly answer: VendorAnswer;

  constructor(answer: VendorAnswer) {
    super(`HTTP ${answer.status}`);
    this.answer = answer;
  }
}

type Handler = (request: VendorRequest) => VendorAnswer | Promise<VendorAnswer>;
/** Keys are `GET /path/:name`, in which the path may contain a regular expression. */
export type Routes = Record<string, Handler>;

/** What the server needs to know about its vendor. */
export interface Vendor {
  routes: Routes;
  /** Called before each route: credentials and limits. Returns the headers that the answer gets. Throws Refused. */
  admit?: (request: VendorRequest) => Record<string, string> | Promise<Record<string, string>>;
  /** Called when an admitted request has been answered. */
  release?: (request: VendorRequest) => void;
  /** How the vendor words it. */
  failure: (kind: 'rate_limited' | 'quota' | 'unauthorized' | 'unavailable' | 'not_found', request: VendorRequest) => VendorAnswer;
  /** What its clock shows, as its answers tell. */
  now: () => number;
  /** The largest body that it accepts; more is answered with 413. */
  maxBodyBytes: number;
}

export interface ArrivedRequest {
  at: Date;
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  status: number;
}

/** Milliseconds between these two, at random. */
type Delay = readonly [atLeast: number, atMost: number];

/** How long calls take, and who watches them. */
export interface VendorTraffic {
  /** Until the vendor counts a call among its limits. */
  arrivalMs: Delay;
  /** From then until its answer. */
  workMs: Delay;
  /** Told of every answer. */
  onAnswer: (request: ArrivedRequest) => void;
}

export interface VendorServer {
  url: string;
  faults: VendorFaults;
  traffic: VendorTraffic;
  /** The latest requests and what became of them. */
  arrived(): readonly ArrivedRequest[];
  close(): Promise<void>;
}

const MAX_REMEMBERED = 1_000;

/** A vendor's HTTP server in this process, on loopback only. 0 chooses a free port. */
export async function startVendorServer(
  port: number,
  describe: (server: Pick<VendorServer, 'url' | 'arrived'>) => Vendor,
): Promise<VendorServer> {
  const faults = new VendorFaults();
  const traffic: VendorTraffic = { arrivalMs: [0, 0], workMs: [0, 0], onAnswer: () => {} };
  const arrived: ArrivedRequest[] = [];
  const closing = new AbortController();
  // Longer than a busy client keeps a connection, so that it does not send into one that is being closed.
  const server = createServer({ keepAliveTimeout: 60_000 });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const vendor = describe({ url, arrived: () => arrived });
  const routes = Object.entries(vendor.routes).map(([key, handle]) => ({
    pattern: new RegExp(`^${key.replaceAll(/\/:(\w+)/g, '/(?<$1>[^/]+)')}/?$`),
    handle,
  }));
  server.on('request', (message: IncomingMessage, response: ServerResponse) => {
    serve(message, response).catch(() => response.destroy());
  });

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await buffer(message)).toString();
    const request: VendorRequest = {
      ...{ method: message.method ?? 'GET', url: new URL(message.url ?? '/', url), headers: message.headers, body },
      params: {},
    };
    const fault = faults.take(`${request.method} ${request.url.pathname}`);
    if (fault?.kind === 'hang') return remember(request, 0);
    if (fault?.kind === 'reset') {
      remember(request, 0);
      return void message.socket.resetAndDestroy();
    }
    if (fault?.kind === 'slow') await delay(fault.delayMs, undefined, { signal: closing.signal });
    await take(traffic.arrivalMs);
    const answer = isWorded(fault?.kind) ? vendor.failure(fault.kind, request) : await answerOf(request);
    remember(request, answer.status);
    if (fault?.kind === 'drop_after_accept') return void response.destroy();
    send(response, fault?.kind === 'html' ? { status: 200, body: maintenance, headers: { 'content-type': 'text/html' } } : answer, {
      truncated: fault?.kind === 'truncated',
      now: vendor.now(),
    });
  }

  async function answerOf(request: VendorRequest): Promise<VendorAnswer> {
    if (Buffer.byteLength(request.body) > vendor.maxBodyBytes) return { status: 413, body: 'Payload Too Large' };
    try {
      const headers = await vendor.admit?.(request);
      try {
        await take(traffic.workMs);
        const answer = await (find(request) ?? notFound)(request);
        return { ...answer, headers: { ...headers, ...answer.headers } };
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return { ...error.answer, headers: { ...headers, ...error.answer.headers } };
      } finally {
        vendor.release?.(request);
      }
    } catch (error) {
      if (error instanceof Refused) return error.answer;
      // A fault of the fake itself must not look like the vendor's: tests would go on and mean something else.
      console.error(error);
      return { status: 501, body: String(error) };
    }
  }

  async function take([atLeast, atMost]: Delay): Promise<void> {
    if (atMost > 0) await delay(atLeast + Math.random() * (atMost - atLeast), undefined, { signal: closing.signal });
  }

  const notFound: Handler = (request) => vendor.failure('not_found', request);

  function find(request: VendorRequest): Handler | undefined {
    const asked = `${request.method} ${request.url.pathname}`;
    for (const { pattern, handle } of routes) {
      const match = pattern.exec(asked);
      if (!match) continue;
      const params = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
      request.params = Object.fromEntries(params);
      return handle;
    }
    return undefined;
  }

  function remember({ method, url: { pathname, search }, headers, body }: VendorRequest, status: number): void {
    const request = { at: new Date(), method, path: pathname + search, headers, body, status };
    traffic.onAnswer(request);
    arrived.push(request);
    if (arrived.length > MAX_REMEMBERED) arrived.shift();
  }

  return {
    url,
    faults,
    traffic,
    arrived: () => arrived,
    async close() {
      closing.abort();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const worded = ['rate_limited', 'quota', 'unauthorized', 'unavailable'] as const;
type Worded = (typeof worded)[number];
const isWorded = (kind: FaultKind | undefined): kind is Worded => worded.some((one) => one === kind);

const maintenance = '<!doctype html><html><head><title>Maintenance</title></head><body>We will be back soon.</body></html>\n';

function send(
  response: ServerResponse,
  { status, body, headers }: VendorAnswer,
  { truncated, now }: { truncated: boolean; now: number },
): void {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  const type = body === undefined ? {} : { 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json;charset=UTF-8' };
  response.writeHead(status, { date: new Date(now).toUTCString(), ...type, ...headers });
  if (!truncated) return void response.end(text);
  // The body ends in the middle, and with it the connection: chunked encoding has no last chunk.
  response.write(text.slice(0, Math.ceil(text.length / 2)), () => response.destroy());
}
