import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());

test('while the database is away, a partner that is known is read from memory, and a change is refused with 503', async () => {
  const [known, unknown] = [await api.partner(), await api.partner()];
  const flags = (headers: object) => api.app.inject({ url: '/api/v1/partners/me/feature-flags', headers: { ...headers } });
  expect((await flags(known.headers)).statusCode).toBe(200);
  await api.database.interrupt();
  try {
    expect((await flags(known.headers)).json()).toEqual({ data: [] });
    expect((await flags(unknown.headers)).json()).toMatchObject({ status: 503, code: 'database_unavailable' });
    const change = await api.app.inject({
      method: 'POST',
      url: '/api/v1/endpoints',
      headers: known.headers,
      payload: { url: 'https://partner.example/' },
    });
    expect([change.statusCode, change.json().code, change.headers['retry-after']]).toEqual([503, 'database_unavailable', '2']);
  } finally {
    await api.database.resume();
  }
  await expect.poll(async () => (await flags(unknown.headers)).statusCode).toBe(200);
});
