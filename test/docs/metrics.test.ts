import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMetricsWorld } from '#test/metrics/metrics-world.ts';

const page = readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8');

let world: Awaited<ReturnType<typeof openMetricsWorld>>;
beforeAll(async () => {
  world = await openMetricsWorld();
});
afterAll(() => world.close());

test('the page lists every metric of ours with its type, its labels and its meaning, and no other', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `causeway_'));
  const expected = world.metrics.families.map(
    ({ name, kind, labels, help }) => `| \`${name}\` | ${kind} | ${labels.map((label) => `\`${label}\``).join(', ') || '–'} | ${help} |`,
  );
  expect(rows.toSorted()).toEqual(expected.toSorted());
});
