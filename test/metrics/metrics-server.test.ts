import { expect, test } from 'vitest';
import { readConfig } from '#apps/config.ts';
import { buildMetricsServer } from '#apps/metrics/metrics-server.ts';

const errors: unknown[] = [];
const log = { error: (...line: unknown[]) => void errors.push(line) };
const token = 'a-token-of-prometheus';
const serve = (own: string | null, scrape = async () => 'up 1\n# EOF\n') => buildMetricsServer({ metrics: { scrape }, token: own, log });
const complete = { DATABASE_URL: 'postgres://a@b/c', CAUSEWAY_ENCRYPTION_KEYS: `k:${Buffer.alloc(32).toString('base64')}` };

test('there are no metrics unless they are asked for, and then for this machine only', () => {
  expect(readConfig(complete).metrics).toBeNull();
  expect(readConfig({ ...complete, METRICS_PORT: '9464' }).metrics).toEqual({ port: 9464, host: '127.0.0.1', token: null });
});

test.each(['0.0.0.0', '::', '10.0.0.5', '127.0.0.1.example.com'])('METRICS_HOST %s needs a token', (METRICS_HOST) => {
  const open = { ...complete, METRICS_PORT: '9464', METRICS_HOST };
  expect(() => readConfig(open)).toThrow('METRICS_TOKEN: is required because METRICS_HOST is not a loopback address');
  expect(readConfig({ ...open, METRICS_TOKEN: token }).metrics).toMatchObject({ host: METRICS_HOST, token });
  expect(() => readConfig({ ...open, METRICS_TOKEN: 'short' })).toThrow('METRICS_TOKEN: must be 16 to 200');
  expect(readConfig({ ...complete, METRICS_HOST }).metrics).toBeNull();
});

test('with a token nobody reads anything without it', async () => {
  const app = await serve(token);
  const ask = (authorization?: string) => app.inject({ url: '/metrics', headers: authorization === undefined ? {} : { authorization } });
  for (const wrong of [undefined, '', 'Bearer ', `Bearer ${token}x`, token, `bearer ${token}`, `Basic ${token}`]) {
    const answer = await ask(wrong);
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.body).not.toContain('up 1');
  }
  const answer = await ask(`Bearer ${token}`);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-type']).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
  expect(answer.body).toBe('up 1\n# EOF\n');
  await app.close();
});

test('there is nothing but /metrics, and it only answers GET', async () => {
  const app = await serve(null);
  for (const request of [
    { url: '/' },
    { url: '/health/live' },
    { url: '/api/v1/partners' },
    { url: '/metrics', method: 'POST' as const },
  ]) {
    expect((await app.inject(request)).statusCode).toBe(404);
  }
  await app.close();
});

test('metrics that cannot be written are a 500 without the reason, which is in the log', async () => {
  const app = await serve(null, () => Promise.reject(new Error('secret reason')));
  const answer = await app.inject({ url: '/metrics' });
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('secret');
  expect(JSON.stringify(errors)).toContain('the metrics could not be written');
  await app.close();
});
