import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { shape } from './harness.ts';

const guide = readFileSync(new URL('../../../docs/partner-guide.md', import.meta.url), 'utf8');
const section = /^## Transform payloads$(.*?)^## /ms.exec(guide)?.[1] ?? '';
const [payload, ...rest] = [...section.matchAll(/^```(?:json|jsonata)\n(.*?)^```$/gms)].map(([, text = '']) => text);
const pairs = rest.flatMap((expression, i) => (i % 2 === 0 ? [[expression.trim(), rest[i + 1] ?? '']] : []));

test('the partner guide has examples', () => {
  expect(pairs.length).toBeGreaterThan(2);
});

test.each(pairs)('the partner guide says what comes of %s', async (expression = '', result = '') => {
  expect(await shape(JSON.parse(payload ?? ''), expression)).toEqual(JSON.parse(result));
});
