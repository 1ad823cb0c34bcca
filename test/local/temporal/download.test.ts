import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readPage } from '#apps/local/temporal/download.ts';

/** Listens, and says nothing. */
async function startSilence() {
  let heard = '';
  const server = createServer((socket) => {
    socket.on('data', (chunk) => (heard += chunk.toString()));
    onTestFinished(() => void socket.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, heard: () => heard };
}

// Enough for a request on a busy machine to get there.
const answerTimeoutMs = 500;

test('a host that does not answer is given up after the time that was given, and named', async () => {
  const { host, heard } = await startSilence();
  await expect(readPage(`http://${host}/`, { answerTimeoutMs })).rejects.toThrow(new Error(`${host}: no response within 0.5 s`));
  expect(heard()).toMatch(/^GET \/ /);
});

test('so it is behind a proxy that does not answer', async () => {
  const { host, heard } = await startSilence();
  for (const name of ['HTTPS_PROXY', 'https_proxy']) vi.stubEnv(name, `http://${host}`);
  for (const name of ['NO_PROXY', 'no_proxy']) vi.stubEnv(name, '');
  onTestFinished(() => void vi.unstubAllEnvs());
  const read = readPage('https://files.example/', { answerTimeoutMs });
  await expect(read).rejects.toThrow(new Error('files.example: no response within 0.5 s'));
  expect(heard()).toMatch(/^CONNECT files\.example:443 /);
});
