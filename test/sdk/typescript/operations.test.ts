import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type ApiDocument, operationsOf } from '#apps/api/openapi/openapi-model.ts';
import { methodNames, nameOperations } from '#apps/cli/sdk/name-operations.ts';
import { createCausewayClient } from '../../../sdk/typescript/src/index.ts';
import { serve } from '../harness.ts';

const document = JSON.parse(readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8')) as ApiDocument;
const operations = operationsOf(document);
const named = nameOperations(document);

test('every operation of the document is a method of the client, and there are no others', () => {
  const causeway = createCausewayClient({ baseUrl: 'http://127.0.0.1:1', key: 'ck' });
  const methods = Object.entries(causeway).flatMap(([resource, group]) =>
    Object.keys(group as object).map((name) => `${resource}.${name}`),
  );
  expect(methods.toSorted()).toEqual(named.map(({ resource, name }) => `${resource}.${name}`).toSorted());
  expect(methods).toHaveLength(operations.length);
});

type Group = Record<string, Record<string, (...args: unknown[]) => Promise<unknown>>>;

test('every method calls its operation: the path, the method, and what is sent', async () => {
  const server = await serve((response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  const byKey = createCausewayClient({ baseUrl: server.url, key: 'ck', maxRetries: 0 });
  const asClient = createCausewayClient({ baseUrl: server.url, clientId: 'oac_1', clientSecret: 'cs', maxRetries: 0 });
  const wrong: string[] = [];
  for (const { resource, name, method, path } of named) {
    const parameters = [...path.matchAll(/\{\w+\}/g)].map((_, i) => `p/${i}`);
    const call = ((resource === 'oauth' ? asClient : byKey) as unknown as Group)[resource]?.[name];
    await call?.(...parameters).catch(() => {});
    let place = 0;
    const expected = `${method} ${path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(`p/${place++}`))}`;
    // What answers with no JSON is an error here, after it was asked.
    if (!server.requests.some((sent) => `${sent.method} ${sent.url}` === expected)) wrong.push(`${resource}.${name}: ${expected}`);
  }
  server.close();
  expect(wrong).toEqual([]);
});

test('names are those that a reader expects', () => {
  const nameOf = (id: string) =>
    named.filter(({ operation }) => operation.operationId === id).map(({ resource, name }) => `${resource}.${name}`)[0];
  expect(
    ['createDeal', 'listDeliveries', 'publishEvent', 'publishEvents', 'listCommissionLines', 'getPartner', 'replayDeadLetters'].map(nameOf),
  ).toEqual([
    'deals.create',
    'deliveries.list',
    'events.publish',
    'events.publishMany',
    'commissions.listLines',
    'partners.get',
    'deadLetters.replayMany',
  ]);
});

test('the names that are given by hand are of operations that there are', () => {
  const ids = new Set(operations.map(({ operation }) => operation.operationId));
  expect(Object.keys(methodNames).filter((id) => !ids.has(id))).toEqual([]);
});

test('two operations that would have one name are refused', () => {
  const twice = {
    paths: { '/api/v1/deals': { get: { operationId: 'listDeals' } }, '/api/v1/deals/all': { get: { operationId: 'listDeals' } } },
  };
  expect(() => nameOperations(twice)).toThrow('listDeals and listDeals would both be deals.list');
});
