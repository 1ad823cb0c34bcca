import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReadinessCheck } from '#apps/api/http/health-routes.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

let api: TestApp;
let checks: ReadinessCheck[] = [];
beforeAll(async () => {
  api = await buildTestApp({ readiness: async () => checks });
});
afterAll(() => api.close());

const postgres = (ok: boolean): ReadinessCheck => ({
  name: 'postgres',
  ok,
  required: true,
  detail: 'detail of postgres',
});
const temporal = (ok: boolean): ReadinessCheck => ({
  name: 'temporal',
  ok,
  required: false,
  detail: 'detail of temporal',
});
const ready = () => api.app.inject({ url: '/health/ready' });

test('it is ready when all dependencies are available', async () => {
  checks = [postgres(true), temporal(true)];
  const reply = await ready();
  expect([reply.statusCode, reply.json().status]).toEqual([200, 'ready']);
  expect(reply.headers['cache-control']).toBe('no-store');
});

test('it is degraded without Temporal and still accepts requests', async () => {
  checks = [postgres(true), temporal(false)];
  const reply = await ready();
  expect([reply.statusCode, reply.json().status]).toEqual([200, 'degraded']);
  expect(reply.json().checks).toEqual(checks);
});

test('it is unavailable but alive without PostgreSQL', async () => {
  checks = [postgres(false), temporal(true)];
  const reply = await ready();
  expect([reply.statusCode, reply.json().status]).toEqual([503, 'unavailable']);
  expect((await api.app.inject({ url: '/health/live' })).json()).toEqual({ status: 'alive' });
});
