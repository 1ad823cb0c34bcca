import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMetricsWorld } from '#test/metrics/metrics-world.ts';
import { dashboards, namedMetrics, namedSums, rules } from './promql.ts';

const root = path.join(import.meta.dirname, '../..');
const runbook = readFileSync(path.join(root, 'docs/runbook.md'), 'utf8');
const alerts = rules.filter(({ alert }) => alert !== undefined);

let world: Awaited<ReturnType<typeof openMetricsWorld>>;
beforeAll(async () => {
  world = await openMetricsWorld();
});
afterAll(() => world.close());

test('every alert has a severity, a summary, and a section of the runbook, which lists it', () => {
  const anchors = Array.from(runbook.matchAll(/^#+ (.+)$/gm), ([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
  for (const { alert, labels, annotations } of alerts) {
    expect(['critical', 'warning'], alert).toContain(labels?.['severity']);
    expect(annotations?.['summary'], alert).toBeTruthy();
    const [page, anchor] = annotations?.['runbook_url']?.split('#') ?? [];
    expect(page, alert).toBe('https://causeway.example.com/docs/runbook');
    expect(anchors, alert).toContain(anchor);
    expect(runbook, alert).toMatch(new RegExp(`^\\| \`${alert}\` \\| .+\\(#${anchor}\\) \\|$`, 'm'));
  }
});

test('the runbook lists no alert that there is not', () => {
  const listed = Array.from(runbook.matchAll(/^\| `(Causeway\w+)` \|/gm), ([, name]) => name);
  expect(listed.toSorted()).toEqual(alerts.map(({ alert }) => alert).toSorted());
});

/** The names of Temporal's SDK as its source has them, without the prefix and the endings that its exporter adds. */
const sdkSource = globSync('node_modules/@temporalio/core-bridge/sdk-core/crates/*/src/**/metrics.rs', { cwd: root })
  .map((file) => readFileSync(path.join(root, file), 'utf8'))
  .join('\n');
const isOfTemporal = (name: string) => {
  const base = name
    .replace(/^temporal_/, '')
    .replace(/_(bucket|sum|count)$/, '')
    .replace(/(_total|_seconds)$/, '');
  return sdkSource.includes(`"${base}"`);
};

test('every metric that rules and dashboards name is one that a process serves', async () => {
  const text = await world.metrics.scrape();
  // A family without series is described all the same.
  const served = new Set(
    Array.from(text.matchAll(/^# TYPE (\S+) (\w+)$/gm), ([, name = '', kind]) => {
      if (kind === 'counter') return [`${name}_total`];
      return kind === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name];
    }).flat(),
  );
  expect(namedMetrics.length).toBeGreaterThan(40);
  expect(namedMetrics.filter((name) => !(name.startsWith('temporal_') ? isOfTemporal(name) : served.has(name)))).toEqual([]);
  expect(namedSums.filter((name) => !rules.some(({ record }) => record === name))).toEqual([]);
});

test('there are four dashboards, each with an id of its own, panels that do not overlap, and no data source of ours', () => {
  expect(dashboards.map(({ uid }) => uid)).toEqual([
    'causeway-connection',
    'causeway-engine-room',
    'causeway-overview',
    'causeway-partner',
  ]);
  for (const { panels, title } of dashboards) {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const [, uid] of JSON.stringify(panels).matchAll(/"uid":"([^"]*)"/g)) expect(uid, title).toBe('${datasource}');
  }
});
