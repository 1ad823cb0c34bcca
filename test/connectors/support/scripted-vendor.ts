import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { createEgressGuard } from '#connectors/egress/egress-guard.ts';
import { createVendorHttp } from '#connectors/vendor-http.ts';

interface Arrived {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A server that answers each request as the test says, and the HTTP layer that trusts it. */
export async function scriptedVendor(answer: (request: Arrived, response: ServerResponse) => void) {
  const arrived: Arrived[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      arrived.push(one);
      answer(one, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const http = createVendorHttp({ guard: createEgressGuard({}), version: 'test', trustedOrigins: [url] });
  onTestFinished(async () => {
    await http.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return { url, http, arrived };
}

export function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
