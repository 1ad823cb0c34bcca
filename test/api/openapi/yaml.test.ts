import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { buildTestApp, type TestApp } from '#test/support/app.ts';

let api: TestApp;

beforeAll(async () => {
  api = await buildTestApp();
});
afterAll(() => api.close());

test.each(['1.1', '1.2'] as const)('the description as YAML %s is the description as JSON', async (version) => {
  const [json, yaml] = await Promise.all(['json', 'yaml'].map((format) => api.app.inject({ url: `/openapi.${format}` })));
  expect([yaml?.statusCode, yaml?.headers['content-type']]).toEqual([200, 'application/yaml']);
  expect(parse(yaml?.body ?? '', { version, maxAliasCount: 0 })).toEqual(json?.json());
});
