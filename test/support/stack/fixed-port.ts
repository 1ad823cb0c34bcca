import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

// Below the range from which Linux (32768) and macOS (49152) take the ports of outgoing connections.
const range = { from: 20_000, to: 32_000 };
/** Each port is given out once, also before its server listens. Other processes count from elsewhere. */
let last = randomInt(range.from, range.to);

/**
 * A free port that stays free while its server is down. A port in the ephemeral range could become the local end of an outgoing
 * connection, even of the connection that tries to reach the server.
 */
export async function findFixedPort(): Promise<number> {
  for (;;) {
    last = last + 1 < range.to ? last + 1 : range.from;
    const port = last;
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
