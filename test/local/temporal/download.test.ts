import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readPage } from '#apps/local/temporal/download.ts';

/** Accepts, and says nothing. */
async function startSilence(): Promise<string> {
  const server = createServer((socket) => onTestFinished(() => void socket.destroy())).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a host that does not answer is given up after the time that was given, and named', async () => {
  const silence = await startSilence();
  await expect(readPage(`${silence}/`, { answerTimeoutMs: 50 })).rejects.toThrow(
    new Error(`${new URL(silence).host}: no answer within 0.05 s`),
  );
});

test('so is a proxy that does not answer', async () => {
  vi.stubEnv('HTTPS_PROXY', await startSilence());
  vi.stubEnv('https_proxy', '');
  vi.stubEnv('NO_PROXY', '');
  vi.stubEnv('no_proxy', '');
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(readPage('https://files.example/', { answerTimeoutMs: 50 })).rejects.toThrow(
    new Error('files.example: no answer within 0.05 s'),
  );
});
