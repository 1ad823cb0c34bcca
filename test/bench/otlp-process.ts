import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '#test/support/stack/helper-process.ts';

let bytes = 0;
let requests = 0;
/** Takes spans and throws them away, in a process of its own: what a collector costs is not what is measured. */
const server = createServer((request, response) => {
  requests++;
  request.on('data', (chunk: Buffer) => (bytes += chunk.length));
  request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
});

const handlers = {
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },
  received: () => ({ requests, bytes }),
};
export type OtlpHandlers = typeof handlers;

serve(handlers);
