import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

let api: TestApp;
beforeAll(async () => {
  api = await buildTestApp();
  await api.eventType('deal.approved', { type: 'object', required: ['deal_id'], properties: { deal_id: { type: 'string' } } });
});
afterAll(() => api.close());

test('smoke', async () => {
  const reply = await api.app.inject({ method: 'POST', url: '/api/v1/events', headers: api.headers, payload: { type: 'deal.approved', data: { deal_id: '1' } } });
  console.log(reply.statusCode, reply.headers, reply.body, api.logged);
  const bad = await api.app.inject({ method: 'POST', url: '/api/v1/events', headers: api.headers, payload: { type: 3, data: [], x: 1, partner_ids: [], id: '', occurred_at: 'now' } });
  console.log(bad.statusCode, JSON.stringify(bad.json(), null, 1));
  const doc = await api.app.inject({ url: '/openapi.json' });
  console.log(doc.statusCode, doc.body.length, Object.keys(doc.json().components.schemas));
  const docs = await api.app.inject({ url: '/docs/' });
  console.log(docs.statusCode, docs.headers, docs.body);
});
