import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What was told of one alert. */
export interface Told {
  kind: string;
  /** `alert/<rule>/<subject id>` */
  key: string;
  /** Milliseconds of a monotonic clock. */
  at: number;
}

interface Message {
  type: string;
  data: { alerts: { dedup_key: string }[] };
}

/** The receiver of a webhook channel, which remembers what it was told of. A message that is repeated counts once. */
export async function startInbox() {
  const told: Told[] = [];
  const seen = new Set<unknown>();
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const at = performance.now();
      const id = request.headers['webhook-id'];
      if (!seen.has(id)) {
        const { type, data } = JSON.parse(body) as Message;
        for (const { dedup_key: key } of data.alerts) told.push({ kind: type.replace('causeway.alert.', ''), key, at });
      }
      seen.add(id);
      response.writeHead(200).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`,
    told,
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
