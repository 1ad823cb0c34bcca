import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page of another origin that embeds `<causeway-status>`, and its server, which knows a session for it. */
export async function startHostPage({ causeway, attributes = '' }: { causeway: string; attributes?: string }) {
  let session: () => object | Promise<object> = () => ({});
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title>
<script type="module" src="${causeway}/embed/v1.js"></script></head>
<body><h1>Host</h1><causeway-status ${attributes}></causeway-status>
<script>document.querySelector('causeway-status').session = () => fetch('/session').then((reply) => reply.json());</script></body></html>`;
  const server = createServer((request, response) => {
    if (request.url !== '/session') return void response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
    void Promise.resolve(session()).then((made) => response.setHeader('content-type', 'application/json').end(JSON.stringify(made)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    /** The same page has two origins, as it is called by two names. */
    origin: `http://localhost:${port}`,
    foreign: `http://127.0.0.1:${port}`,
    give: (made: typeof session) => void (session = made),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
