import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that only answers as it is told, and remembers what it was asked and when; `n` counts from 1. */
export async function serve(answer: (response: ServerResponse, n: number, request: IncomingMessage) => void) {
  const requests: { method: string | undefined; url: string | undefined; key: string | undefined; at: number }[] = [];
  const server = createServer((request, response) => {
    request.resume();
    const { method, url, headers } = request;
    requests.push({ method, url, key: headers.authorization, at: performance.now() });
    answer(response, requests.length, request);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
