import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const sdk = fileURLToPath(new URL('../../sdk/python', import.meta.url));

export const hasPython = spawnSync('python3', ['--version']).status === 0;

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

/** Runs a Python program with the SDK: `given` comes to it as JSON on its standard input, its output is JSON. */
export async function runPython(source: string, given: object): Promise<unknown> {
  const running = promisify(execFile)('python3', ['-c', source], {
    env: { ...process.env, PYTHONPATH: sdk, PYTHONDONTWRITEBYTECODE: '1' },
  });
  running.child.stdin?.end(JSON.stringify(given));
  return JSON.parse((await running).stdout);
}
