import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  responses: Record<string, { description: string; content?: Record<string, { schema: unknown }> }>;
  parameters?: { name: string; in: string }[];
  security?: unknown[];
  requestBody?: { content: Record<string, unknown> };
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
}

let api: TestApp;
let document: Document;
let operations: [name: string, operation: Operation][];

beforeAll(async () => {
  api = await buildTestApp();
  document = (await api.app.inject({ url: '/openapi.json' })).json();
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
  );
});
afterAll(() => api.close());

test('every route is described, under a name of its own', () => {
  for (const [name, { operationId, summary, description, tags }] of operations) {
    expect([name, operationId, summary, description, tags]).toEqual([
      name,
      expect.any(String),
      expect.any(String),
      expect.any(String),
      [expect.any(String)],
    ]);
  }
  expect(new Set(operations.map(([, operation]) => operation.operationId)).size).toBe(operations.length);
});

test('every route with a key documents its refusals as problems', () => {
  for (const [name, operation] of operations.filter(([route]) => route.includes('/api/v1'))) {
    expect([name, Object.keys(operation.responses)]).toEqual([
      name,
      expect.arrayContaining(['400', '401', '500', '503']),
    ]);
    const refusals = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400);
    for (const [status, { content }] of refusals)
      expect([name, status, Object.keys(content ?? {})]).toEqual([name, status, ['application/problem+json']]);
  }
});

test('every POST takes an Idempotency-Key', () => {
  for (const [name, operation] of operations.filter(([route]) => route.startsWith('post /api/v1'))) {
    expect([name, operation.parameters?.map((parameter) => parameter.name)]).toEqual([
      name,
      expect.arrayContaining(['idempotency-key']),
    ]);
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['409', '422']));
  }
});

test('every reference leads somewhere and every schema is used', () => {
  const text = JSON.stringify(document);
  const referred = new Set([...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name));
  expect([...referred].toSorted()).toEqual(Object.keys(document.components.schemas).toSorted());
  expect(document.openapi).toBe('3.1.0');
});

test('health and what describes the authorization server need no key, everything else does', () => {
  const open = operations.filter(([, operation]) => operation.security?.length === 0).map(([name]) => name);
  expect(open).toEqual(['get /health/live', 'get /health/ready', 'get /.well-known/oauth-authorization-server', 'get /oauth/jwks']);
});

test('the authorization server documents its forms and its own form of errors', () => {
  const posts = operations.filter(([route]) => route.startsWith('post /oauth/'));
  expect(posts).toHaveLength(3);
  for (const [name, { requestBody, responses }] of posts) {
    expect([name, Object.keys(requestBody?.content ?? {})]).toEqual([name, ['application/x-www-form-urlencoded']]);
    expect(responses['401']?.content).toMatchObject({ 'application/json': { schema: { $ref: '#/components/schemas/OauthError' } } });
  }
});

test('the pages for people come whole from here, and their browser is told to ask nobody else', async () => {
  const page = await api.app.inject({ url: '/docs/' });
  expect(page.body).not.toMatch(/(src|href)="?https?:/);
  const policy = String(page.headers['content-security-policy']);
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toMatch(/https?:|\*/);
  const script = await api.app.inject({ url: `/docs/${/<script src="([^"]+)"/.exec(page.body)?.[1]}` });
  expect([script.statusCode, script.headers['content-type']]).toEqual([200, 'application/javascript; charset=utf-8']);
  expect(script.body.length).toBeGreaterThan(1_000_000);
});
