import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleEventTypes } from '#domain/sandboxes/sample-event-types.ts';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

type Content = Record<string, { schema: unknown; example?: unknown }>;
interface Response {
  $ref?: string;
  description: string;
  headers?: Record<string, unknown>;
  content?: Content;
}
interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  requestBody?: { content: Content };
  responses: Record<string, Response>;
  parameters?: { name: string; in: string; required?: boolean }[];
  security?: unknown[];
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  webhooks: Record<string, { post: Operation }>;
  components: {
    schemas: Record<string, unknown>;
    responses: Record<string, Response>;
    headers: Record<string, unknown>;
    securitySchemes: Record<string, unknown>;
  };
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

/** Refusals are shared by all routes. */
function responsesOf({ responses }: Operation): [status: string, response: Response][] {
  return Object.entries(responses).map(([status, response]) => [
    status,
    document.components.responses[response.$ref?.split('/').at(-1) ?? ''] ?? response,
  ]);
}

test('every route has a description and a unique name', () => {
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

test('every route with a key documents its errors as problems', () => {
  for (const [name, operation] of operations.filter(([route]) => route.includes('/api/v1'))) {
    expect([name, Object.keys(operation.responses)]).toEqual([name, expect.arrayContaining(['400', '401', '500', '503'])]);
    const refusals = responsesOf(operation).filter(([status]) => Number(status) >= 400);
    for (const [status, { content }] of refusals) {
      expect([name, status, Object.keys(content ?? {})]).toEqual([name, status, ['application/problem+json']]);
    }
  }
});

test('every PATCH says what it does with a merge patch', () => {
  const patches = operations.filter(([route]) => route.startsWith('patch /api/v1'));
  expect(patches.length).toBeGreaterThan(5);
  for (const [name, { description }] of patches) {
    expect([name, description]).toEqual([name, expect.stringContaining('`application/merge-patch+json`')]);
  }
});

test('every POST accepts an Idempotency-Key', () => {
  for (const [name, operation] of operations.filter(([route]) => route.startsWith('post /api/v1'))) {
    expect([name, operation.parameters?.map((parameter) => parameter.name)]).toEqual([name, expect.arrayContaining(['idempotency-key'])]);
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['409', '422']));
  }
});

test('every body and every response has an example: where one is missing, a text in its schema needs `.meta({ example })`', () => {
  const missing = operations.flatMap(([name, operation]) => {
    const answers = responsesOf(operation).filter(([status]) => status.startsWith('2'));
    const bodies: [string, Content | undefined][] = [
      ['request', operation.requestBody?.content],
      ...answers.map(([status, { content }]): [string, Content | undefined] => [status, content]),
    ];
    return bodies.flatMap(([which, content]) =>
      Object.entries(content ?? {}).flatMap(([type, { example }]) => (example === undefined ? [`${name} ${which} ${type}`] : [])),
    );
  });
  expect(missing).toEqual([]);
});

test('every response documents its headers, and every temporary error has Retry-After', () => {
  for (const [name, operation] of operations.filter(([route]) => route.includes('/api/v1'))) {
    for (const [status, { headers, description }] of responsesOf(operation)) {
      const expected = ['RateLimit', 'RateLimit-Policy', 'Request-Id', ...(['429', '503'].includes(status) ? ['Retry-After'] : [])];
      expect([name, status, description, Object.keys(headers ?? {})]).toEqual([
        name,
        status,
        expect.not.stringMatching('Default Response'),
        expect.arrayContaining(expected),
      ]);
    }
  }
});

test('every resource that supports If-Match documents it, returns its ETag and documents 412', () => {
  const conditional = operations.filter(([, { parameters = [] }]) => parameters.some(({ name }) => name === 'if-match'));
  expect(conditional.length).toBeGreaterThan(0);
  for (const [name, operation] of conditional) {
    expect([name, operation.description]).toEqual([name, expect.stringContaining('If-Match')]);
    expect([name, Object.keys(operation.responses)]).toEqual([name, expect.arrayContaining(['412'])]);
    // What was deleted has no version.
    if (name.startsWith('delete ')) continue;
    expect([name, Object.keys(operation.responses['200']?.headers ?? {})]).toEqual([name, expect.arrayContaining(['ETag'])]);
  }
});

test('every webhook type is described: headers, envelope, payload and an example', () => {
  expect(Object.keys(document.webhooks)).toEqual(sampleEventTypes.map((type) => type.name));
  for (const [name, { post }] of Object.entries(document.webhooks)) {
    expect(post.parameters?.map((parameter) => [parameter.name, parameter.required])).toEqual([
      ['webhook-id', true],
      ['webhook-timestamp', true],
      ['webhook-signature', true],
    ]);
    const { schema, example } = post.requestBody?.content['application/json'] ?? {};
    expect(schema).toMatchObject({
      required: ['type', 'timestamp', 'data'],
      properties: { type: { const: name } },
    });
    expect(example).toMatchObject({ type: name, timestamp: expect.any(String), data: expect.any(Object) });
  }
});

test('an external id in a response can be as long as in a request', () => {
  interface Shape {
    maxLength?: number;
    anyOf?: Shape[];
    properties?: Record<string, Shape>;
  }
  const schemas = document.components.schemas as Record<string, Shape>;
  const lengthOf = (shape: Shape | undefined) => shape?.maxLength ?? shape?.anyOf?.[0]?.maxLength;
  const of = (schema: string, field = 'external_id') => lengthOf(schemas[schema]?.properties?.[field]);
  const sent = of('PublishEvent', 'id');
  expect([sent, of('AcceptedEvent'), of('EventListItem'), of('EventDetail'), of('DeliveredEvent')]).toEqual(Array(5).fill(255));
  expect([of('CreateDeal'), of('Deal')]).toEqual([200, 200]);
  expect([of('Problem', 'request_id'), of('Deal', 'partner_id')]).toEqual([128, 64]);
});

test('every reference resolves and every schema is used', () => {
  const text = JSON.stringify(document);
  for (const [, kind = '', name = ''] of text.matchAll(/"#\/components\/(responses|headers)\/([^"]+)"/g)) {
    expect(document.components[kind as 'headers']).toHaveProperty([name]);
  }
  const referred = new Set([...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name));
  expect([...referred].toSorted()).toEqual(Object.keys(document.components.schemas).toSorted());
  expect(document.openapi).toBe('3.1.0');
});

test('only health, signing in, and the metadata of the authorization server need no credential', () => {
  const open = operations.filter(([, operation]) => operation.security?.length === 0).map(([name]) => name);
  const [health, metadata] = [
    ['get /health/live', 'get /health/ready'],
    ['get /.well-known/oauth-authorization-server', 'get /oauth/jwks'],
  ];
  expect(open).toEqual([...health, ...metadata, 'post /auth/sign-in', 'post /auth/link', 'post /auth/sso']);
});

test('the authorization server documents its forms and its own error format', () => {
  const posts = operations.filter(([route]) => route.startsWith('post /oauth/'));
  expect(posts).toHaveLength(3);
  for (const [name, { requestBody, responses }] of posts) {
    expect([name, Object.keys(requestBody?.content ?? {})]).toEqual([name, ['application/x-www-form-urlencoded']]);
    expect(responses['401']?.content).toMatchObject({ 'application/json': { schema: { $ref: '#/components/schemas/OauthError' } } });
  }
});
