import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { HostileTarget, Sender, Sent } from './sender.ts';

const head = ({ key }: HostileTarget, line: string, ...headers: string[]): string =>
  [`${line} HTTP/1.1`, 'host: 127.0.0.1', `authorization: Bearer ${key}`, ...headers].join('\r\n');

/** Opens so many connections and lets each do the same, until the signal. */
async function onSockets(
  { port }: HostileTarget,
  { count, signal }: { count: number; signal: AbortSignal },
  act: (socket: Socket) => Promise<void>,
): Promise<Sent> {
  const statuses: Record<number, number> = {};
  const sockets: Socket[] = [];
  async function one(): Promise<void> {
    const socket = connect({ port, host: '127.0.0.1', signal });
    sockets.push(socket);
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      for (const [, status] of chunk.matchAll(/HTTP\/1\.1 (\d{3})/g)) statuses[Number(status)] = (statuses[Number(status)] ?? 0) + 1;
    });
    // The server may close it at any time: that is its right.
    socket.on('error', () => {});
    await once(socket, 'connect');
    await act(socket);
  }
  await Promise.all(Array.from({ length: count }, () => one().catch(() => undefined)));
  if (!signal.aborted) await once(signal, 'abort');
  for (const socket of sockets) socket.destroy();
  return { statuses };
}

/** Writes a piece every now and then. */
async function drip(socket: Socket, piece: string, everyMs: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !socket.destroyed) {
    socket.write(piece);
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

const importHead = 'POST /api/v1/deal-imports';
const csv = 'content-type: text/csv';

/** What is slow, many, or no request at all. */
export const socketSenders: readonly Sender[] = [
  {
    name: 'slow bodies on 60 connections',
    as: 'partner',
    attack: (target, signal) =>
      onSockets(target, { count: 60, signal }, async (socket) => {
        socket.write(`${head(target, importHead, csv, 'content-length: 1000000')}\r\n\r\n`);
        await drip(socket, 'a', 100, signal);
      }),
  },
  {
    name: 'chunks of one byte',
    as: 'partner',
    attack: (target, signal) =>
      onSockets(target, { count: 20, signal }, async (socket) => {
        socket.write(`${head(target, importHead, csv, 'transfer-encoding: chunked')}\r\n\r\n`);
        await drip(socket, '1\r\na\r\n'.repeat(2_000), 50, signal);
      }),
  },
  {
    name: 'slow heads on 300 connections',
    as: 'partner',
    attack: (target, signal) =>
      onSockets(target, { count: 300, signal }, async (socket) => {
        socket.write(head(target, 'GET /api/v1/partners/me'));
        await drip(socket, '\r\nx: y', 500, signal);
      }),
  },
  {
    name: 'connections that come and go',
    as: 'partner',
    attack: (target, signal) =>
      onSockets(target, { count: 20, signal }, async (first) => {
        first.destroy();
        while (!signal.aborted) {
          const socket = connect({ port: target.port, host: '127.0.0.1' });
          socket.on('error', () => {});
          await once(socket, 'connect').catch(() => undefined);
          socket.destroy();
          await delay(20);
        }
      }),
  },
  {
    name: 'answers that nobody reads',
    as: 'partner',
    needs: 'large-deals',
    attack: (target, signal) =>
      onSockets(target, { count: 30, signal }, async (socket) => {
        socket.pause();
        socket.write(`${head(target, 'GET /api/v1/deals/export')}\r\n\r\n`);
      }),
  },
  {
    name: 'requests in a pipe',
    as: 'partner',
    attack: (target, signal) =>
      onSockets(target, { count: 4, signal }, async (socket) => {
        socket.write(`${head(target, 'GET /api/v1/partners/me')}\r\n\r\n`.repeat(50));
      }),
  },
  {
    name: 'what is no HTTP',
    as: 'partner',
    attack: (target, signal) =>
      onSockets(target, { count: 20, signal }, async (first) => {
        first.destroy();
        while (!signal.aborted) {
          const socket = connect({ port: target.port, host: '127.0.0.1' });
          // Without a reader, its end would never be seen.
          socket.on('error', () => {}).resume();
          socket.write(Buffer.alloc(64 * 1024, '\u0000\r\n:'));
          await once(socket, 'close', { signal }).catch(() => undefined);
          await delay(50);
        }
      }),
  },
];
