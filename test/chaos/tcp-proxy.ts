import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between two processes, so that their connections can be cut while both live on. */
export interface TcpProxy {
  port: number;
  /** Resets every open connection; new ones are let through. Answers how many there were. */
  cut(): number;
  /** Resets every open connection, and each new one, until `letThrough`. */
  refuse(): void;
  letThrough(): void;
  close(): Promise<void>;
}

/** `port`: where an earlier one was, for whoever connects there again. `delayMs`: each way. */
export async function startTcpProxy(targetPort: number, port = 0, delayMs = 0): Promise<TcpProxy> {
  const pairs = new Set<[Socket, Socket]>();
  let isRefusing = false;
  const server = createServer({ noDelay: true }, (client) => {
    if (isRefusing) return void client.resetAndDestroy();
    const upstream = connect({ port: targetPort, host: '127.0.0.1', noDelay: true });
    const pair: [Socket, Socket] = [client, upstream];
    pairs.add(pair);
    carry(client, upstream, delayMs);
    carry(upstream, client, delayMs);
    // A target that is down, or ends with a reset, looks the same through us; this is as near to "refused" as we get.
    upstream.once('error', () => client.resetAndDestroy());
    for (const socket of pair) {
      socket.on('error', () => {});
      // One end is gone: the other must learn it at once.
      socket.once('close', () => {
        pairs.delete(pair);
        for (const other of pair) other.destroy();
      });
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): number => {
    const count = pairs.size;
    for (const pair of pairs) for (const socket of pair) socket.resetAndDestroy();
    return count;
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    refuse() {
      isRefusing = true;
      cut();
    },
    letThrough: () => void (isRefusing = false),
    async close() {
      server.close();
      cut();
      await once(server, 'close');
    },
  };
}

function carry(from: Socket, to: Socket, delayMs: number): void {
  if (delayMs === 0) return void from.pipe(to);
  // Timers of the same length end in their order.
  from.on('data', (chunk) => setTimeout(() => to.writable && to.write(chunk), delayMs));
  from.once('end', () => setTimeout(() => to.end(), delayMs));
}
