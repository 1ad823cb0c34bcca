import { expect, test } from 'vitest';
import { compileSchema } from '#connectors/evaluator/json-schema.ts';
import { sampleEventTypes } from '#domain/sandboxes/sample-event-types.ts';
import { syntheticEvents, syntheticIds } from '#domain/sandboxes/synthetic-events.ts';

const seeds = Array.from({ length: 200 }, (_, n) => n * 7_919);

test('a seed always gives the same data, and another one other data', () => {
  expect(syntheticEvents(42)).toEqual(syntheticEvents(42));
  const all = seeds.map((seed) => JSON.stringify(syntheticEvents(seed)));
  expect(new Set(all).size).toBe(seeds.length);
});

test('every payload fits the schema of its type, and every run has an id for each', () => {
  const checks = new Map(sampleEventTypes.map((type) => [type.name, compileSchema(type.schema, { knowsDialect: true })]));
  for (const events of seeds.map(syntheticEvents)) {
    expect(syntheticIds('ptn_x', 1).length).toBeGreaterThanOrEqual(events.length);
    for (const { type, data } of events) expect([type, checks.get(type)?.(data)]).toEqual([type, []]);
  }
});

test('every domain and address in it is one that nobody can own', () => {
  for (const events of seeds.map(syntheticEvents)) {
    const text = JSON.stringify(events);
    const hosts = [...text.matchAll(/"domain":"([^"]+)"|@([^"]+)"/g)].map((match) => match[1] ?? match[2] ?? '');
    expect(hosts.length).toBeGreaterThan(0);
    expect(hosts.filter((host) => !/^[a-z-]+\.example$/.test(host))).toEqual([]);
  }
});
