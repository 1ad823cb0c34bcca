import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { compareContracts } from '#apps/cli/compare-contract.ts';
import { repository } from '#apps/local/settings.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'causeway-contract-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

const hasGo = spawnSync('go', ['version']).status === 0;
if (!hasGo) console.log('skipped: the comparison of contracts, because there is no Go here');

interface Parts {
  operationId?: string;
  scope?: string;
  required?: string[];
  answer?: Record<string, object>;
  filter?: object;
}

const state = { type: 'string', enum: ['open', 'closed'] };

const contract = ({ operationId = 'makeThing', scope = 'a', required = [], answer = { a: { type: 'string' } }, filter = state }: Parts) => {
  const content = (properties: object, more: object) => ({ 'application/json': { schema: { type: 'object', properties, ...more } } });
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    paths: {
      '/things': {
        post: {
          operationId,
          security: [{ bearerAuth: [scope] }],
          parameters: [{ name: 'state', in: 'query', schema: filter }],
          requestBody: { required: true, content: content({ a: { type: 'string' } }, { required }) },
          responses: { 200: { description: 'Success', content: content(answer, { required: Object.keys(answer) }) } },
        },
      },
    },
    components: { securitySchemes: { bearerAuth: { type: 'http', scheme: 'bearer' } } },
  });
};

function compare(before: Parts, after: Parts) {
  const released = path.join(folder, 'released.json');
  writeFileSync(released, contract(before));
  return compareContracts({ released, present: contract(after), levels: path.join(repository, 'docs/contract/severity-levels.txt') });
}

test.skipIf(!hasGo).each<[change: string, before: Parts, after: Parts, count: number]>([
  ['nothing', {}, {}, 0],
  ['a field that answers gain', {}, { answer: { a: { type: 'string' }, b: { type: 'string' } } }, 0],
  ['a field that answers lose', { answer: { a: { type: 'string' }, b: { type: 'string' } } }, {}, 1],
  ['a field that requests must have', {}, { required: ['a'] }, 1],
  ['an operation with another name', {}, { operationId: 'createThing' }, 1],
  ['another scope', {}, { scope: 'b' }, 1],
  ['a filter that takes several values', {}, { filter: { type: 'array', items: state, maxItems: 20 } }, 0],
  ['a filter that takes one value only', { filter: { type: 'array', items: state } }, {}, 1],
  [
    'a bound of a filter that had none',
    { filter: { type: 'array', items: state } },
    { filter: { type: 'array', items: state, maxItems: 2 } },
    1,
  ],
])('%s: %#', (_change, before, after, count) => {
  const found = compare(before, after);
  expect(found).toEqual({ breaking: expect.any(Array) });
  expect('breaking' in found && found.breaking.length > 0).toBe(count > 0);
});

test('without Go nothing is checked, and the reason is said', () => {
  vi.stubEnv('PATH', folder);
  expect(compare({}, {})).toEqual({ unchecked: 'there is no Go here' });
});
