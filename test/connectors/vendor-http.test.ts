import { expect, onTestFinished, test } from 'vitest';
import { createEgressGuard } from '#connectors/egress/egress-guard.ts';
import { createVendorHttp } from '#connectors/vendor-http.ts';
import { scriptedVendor } from './support/scripted-vendor.ts';

function publicOnly() {
  const http = createVendorHttp({ guard: createEgressGuard({ allow: [] }), version: 'test' });
  onTestFinished(() => http.close());
  return (url: string) => http.send({ method: 'GET', url: new URL(url), headers: {}, timeoutMs: 5_000 });
}

test.each([
  'https://127.0.0.1/',
  'https://[::1]/',
  'https://169.254.169.254/latest',
  'https://localhost/',
  'https://10.1.2.3:8443/',
  'http://127.0.0.1/',
])('an address that a vendor or a user named is not called if it is private: %s', async (url) => {
  await expect(publicOnly()(url)).rejects.toMatchObject({ kind: 'rejected', message: expect.stringMatching(/is not called: .*public/) });
});

test('credentials are not sent over plain http', async () => {
  await expect(publicOnly()('http://vendor.example/')).rejects.toMatchObject({
    kind: 'rejected',
    message: expect.stringContaining('https only'),
  });
});

test('a certificate that no known authority signed is refused', async () => {
  const { url } = await scriptedVendor((_request, response) => response.end());
  const http = createVendorHttp({ guard: createEgressGuard({ allow: ['127.0.0.1'] }), version: 'test' });
  onTestFinished(() => http.close());
  const call = http.send({ method: 'GET', url: new URL(url.replace('http:', 'https:')), headers: {}, timeoutMs: 5_000 });
  await expect(call).rejects.toMatchObject({ kind: 'unavailable' });
});

test('a large body streams past the cap of an ordinary answer', async () => {
  const size = 20 * 1024 * 1024;
  const { url, http } = await scriptedVendor((_request, response) => response.end(Buffer.alloc(size, 'x')));
  const call = { method: 'GET', url: new URL(url), headers: {}, timeoutMs: 30_000 } as const;
  await expect(http.send(call)).rejects.toMatchObject({ kind: 'malformed', message: expect.stringContaining('larger than') });
  let read = 0;
  for await (const chunk of (await http.stream(call)).body) read += chunk.length;
  expect(read).toBe(size);
});

test('a stream that breaks off says so, and is not taken for a short one', async () => {
  const { url, http } = await scriptedVendor((_request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('x');
    response.socket?.end();
  });
  const { body } = await http.stream({ method: 'GET', url: new URL(url), headers: {}, timeoutMs: 30_000 });
  await expect(Array.fromAsync(body)).rejects.toMatchObject({ kind: 'unavailable' });
});

test('a stream that hangs is given up at the deadline', async () => {
  const { url, http } = await scriptedVendor((_request, response) => void response.writeHead(200).write('x'));
  const { body } = await http.stream({ method: 'GET', url: new URL(url), headers: {}, timeoutMs: 300 });
  await expect(Array.fromAsync(body)).rejects.toMatchObject({ kind: 'unavailable', message: expect.stringContaining('within 300 ms') });
});

test.each([
  ['7', 7_000],
  ['99999999999999999999', 86_400_000],
])('a vendor that asks to wait %s s is obeyed for a day at most', async (asked, waitMs) => {
  const { url, http } = await scriptedVendor((_request, response) => response.writeHead(429, { 'retry-after': asked }).end());
  expect(await http.send({ method: 'GET', url: new URL(url), headers: {}, timeoutMs: 5_000 })).toMatchObject({ retryAfterMs: waitMs });
});
