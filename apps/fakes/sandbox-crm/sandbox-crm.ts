import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createFaults, type Fault, type FaultPlan } from './sandbox-crm-faults.ts';
import { Opportunity, readAs } from './sandbox-crm-schema.ts';

/** An opportunity as the CRM stores it. */
interface StoredOpportunity extends Opportunity {
  id: string;
  external_id: string;
  created_at: string;
  updated_at: string;
  /** How often it was written. */
  writes: number;
}

export interface SandboxCrmOptions {
  /** 0 chooses a free port. */
  port: number;
  /** The bearer token of writers. */
  token: string;
  /** Called with each accepted write. */
  onWrite?: (stored: StoredOpportunity) => void;
  /** Called with each fault that is injected into a write. */
  onFault?: (fault: Fault, externalId: string) => void;
}

export interface SandboxCrmServer {
  url: string;
  opportunities(): StoredOpportunity[];
  /** As somebody who works in the CRM changes, copies or deletes one; `undefined` deletes. */
  change(externalId: string, changed: Partial<StoredOpportunity> | undefined): void;
  /** The number of write requests, including failed ones. */
  requests(): number;
  plan(plan: FaultPlan): void;
  stop(): Promise<void>;
}

/**
 * A minimal CRM in memory. `PUT /opportunities/by-external-id/{id}` creates or replaces an opportunity and needs the token. It validates
 * the body and can inject faults (`PUT /faults`). Reading and faults need no token, because it listens on loopback only.
 */
export async function startSandboxCrm({ port, token, onWrite, onFault }: SandboxCrmOptions): Promise<SandboxCrmServer> {
  const stored = new Map<string, StoredOpportunity>();
  const faults = createFaults();
  let requests = 0;
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://crm');
    const route = `${request.method} ${pathname}`;
    const externalId = /^PUT \/opportunities\/by-external-id\/([^/]+)$/.exec(route)?.[1];
    const id = /^GET \/opportunities\/([^/]+)$/.exec(route)?.[1];
    if (externalId !== undefined) return write(request, response, decodeURIComponent(externalId), body);
    if (id !== undefined) return showOne(response, id);
    if (route === 'GET /opportunities') return send(response, 200, { data: list(searchParams) });
    if (route === 'GET /faults') return send(response, 200, { ...faults.present(), requests });
    if (route === 'PUT /faults') return setFaults(response, body);
    send(response, 404, problem('path', `${route} is unknown; try GET /opportunities or GET /faults`));
  }

  function write(request: IncomingMessage, response: ServerResponse, externalId: string, body: string): void {
    requests++;
    const fault = faults.next();
    if (fault) onFault?.(fault, externalId);
    if (fault && failBefore(fault, response, body)) return;
    if (request.headers.authorization !== `Bearer ${token}`) {
      return send(response, 401, problem('authorization', 'is not the bearer token of this CRM'));
    }
    if (request.headers['content-type'] !== 'application/json') {
      return send(response, 400, problem('content-type', 'must be application/json'));
    }
    const parsed = readAs(Opportunity, body);
    if ('problems' in parsed) return send(response, 400, { errors: parsed.problems });
    const isNew = !stored.has(externalId);
    const record = keep(externalId, parsed.value);
    if (fault === 'drop_after_accept') response.destroy();
    else if (fault === 'malformed') response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":');
    else send(response, isNew ? 201 : 200, { id: record.id, created: isNew });
  }

  function keep(externalId: string, opportunity: Opportunity): StoredOpportunity {
    const now = new Date().toISOString();
    const present = stored.get(externalId);
    const id = present?.id ?? `opp_${String(stored.size + 1).padStart(6, '0')}`;
    const record = {
      id,
      external_id: externalId,
      ...opportunity,
      created_at: present?.created_at ?? now,
      updated_at: now,
      writes: (present?.writes ?? 0) + 1,
    };
    stored.set(externalId, record);
    onWrite?.(record);
    return record;
  }

  /** All in the order of their creation; with `limit`, a page in the order of the external ids, from above `after`. */
  function list(query: URLSearchParams): StoredOpportunity[] {
    const all = [...stored.values()];
    const [after, limit] = [query.get('after') ?? '', Number(query.get('limit') ?? Infinity)];
    if (!query.has('limit')) return all;
    const sorted = all.toSorted((a, b) => (a.external_id < b.external_id ? -1 : 1));
    return sorted.filter(({ external_id }) => external_id > after).slice(0, limit);
  }

  function showOne(response: ServerResponse, id: string): void {
    const found = [...stored.values()].find((one) => one.id === id || one.external_id === id);
    if (found) send(response, 200, found);
    else send(response, 404, problem('id', `there is no opportunity ${id}`));
  }

  function setFaults(response: ServerResponse, body: string): void {
    const problems = faults.read(body);
    if (problems) send(response, 400, { errors: problems });
    else send(response, 200, faults.present());
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    opportunities: () => [...stored.values()],
    change(externalId, changed) {
      const present = stored.get(externalId);
      stored.delete(externalId);
      if (present && changed) stored.set(changed.external_id ?? externalId, { ...present, ...changed });
    },
    requests: () => requests,
    plan: (plan) => faults.plan(plan),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Applies a fault that prevents the write; returns false for the other faults. */
function failBefore(fault: Fault, response: ServerResponse, body: string): boolean {
  if (fault === 'drop_after_accept' || fault === 'malformed') return false;
  // Never responds: the client times out, or this server stops.
  if (fault === 'timeout') return true;
  if (fault === 'reset') {
    response.socket?.resetAndDestroy();
  } else if (fault === '429') {
    send(response, 429, problem('', 'too many requests'), { 'retry-after': '2' });
  } else if (fault === '429_until') {
    send(response, 429, problem('', 'too many requests'), { 'retry-after': new Date(Date.now() + 60_000).toUTCString() });
  }
  // Some systems echo the request in their response: our client must not log that.
  else if (fault === '401') {
    send(response, 401, problem('authorization', `${response.req.headers.authorization} is revoked`));
  } else if (fault === '400') {
    send(response, 400, problem('name', `is on a block list; sent with ${response.req.headers.authorization}: ${body.slice(0, 20)}`));
  } else {
    send(response, Number(fault), problem('', 'try again later'));
  }
  return true;
}

function problem(field: string, message: string) {
  return { errors: [{ field, message }] };
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(`${JSON.stringify(body, null, 2)}\n`);
}
