import fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import { announceDeprecations, deprecated } from '#apps/api/http/deprecation.ts';
import { documentApi } from '#apps/api/openapi/openapi.ts';

let app: App;

beforeEach(async () => {
  app = fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  announceDeprecations(app);
  await documentApi(app, { 'getOld.result': 'Result' });
  const old = deprecated({ since: '2026-01-01T00:00:00Z', sunset: '2026-12-31T23:59:59Z', successor: '/api/v1/new' });
  const response = { 200: z.object({ ok: z.boolean() }) };
  app.get('/api/v1/old', { schema: { ...old, operationId: 'getOld', response } }, async (_, reply) => {
    reply.header('link', '</api/v1/old?cursor=x>; rel="next"');
    return { ok: true };
  });
  app.get('/api/v1/failing', { schema: { ...old, operationId: 'getFailing', response } }, async () => {
    throw new Error('fails');
  });
  app.get('/api/v1/new', { schema: { operationId: 'getNew', response } }, async () => ({ ok: true }));
  await app.ready();
});
afterEach(() => app.close());

test('a deprecated route returns when it was deprecated, when it is removed, and its successor', async () => {
  const { headers } = await app.inject('/api/v1/old');
  expect(headers).toMatchObject({
    deprecation: '@1767225600',
    sunset: 'Thu, 31 Dec 2026 23:59:59 GMT',
    link: '</api/v1/old?cursor=x>; rel="next", </docs>; rel="deprecation"; type="text/html", </api/v1/new>; rel="successor-version"',
  });
});

test('error responses have the headers, too, and other routes do not', async () => {
  expect((await app.inject('/api/v1/failing')).headers).toMatchObject({ deprecation: '@1767225600' });
  const { headers } = await app.inject('/api/v1/new');
  expect([headers['deprecation'], headers['sunset'], headers['link']]).toEqual([undefined, undefined, undefined]);
});

test('the contract marks it, with its headers', () => {
  const paths = app.swagger().paths as Record<string, { get: Record<string, any> }>;
  const old = paths['/api/v1/old']?.get ?? {};
  expect([old['deprecated'], old['x-deprecation'].successor]).toEqual([true, '/api/v1/new']);
  expect(Object.keys(old['responses'][200].headers)).toEqual(expect.arrayContaining(['Deprecation', 'Sunset', 'Link']));
  expect(paths['/api/v1/new']?.get['deprecated']).toBeUndefined();
});

test('an invalid deprecation notice fails at startup', () => {
  expect(() => deprecated({ since: 'soon' })).toThrow('not a time');
  expect(() => deprecated({ since: '2026-02-01', sunset: '2026-01-01' })).toThrow('ends before');
});
