import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildMetricsServer } from '#apps/metrics/metrics-server.ts';
import { fillConnections, fillDeliveries, findLimit } from '#test/metrics/fill-database.ts';
import { attemptOf, openMetricsWorld } from '#test/metrics/metrics-world.ts';
import { eventually } from '#test/support/engine.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { createStateFolder } from '#test/support/state-folder.ts';
import { opsFolder, panelQueries, rules } from './promql.ts';

const isInstalled = ['prometheus', 'promtool'].every((program) => spawnSync(program, ['--version']).status === 0);
if (!isInstalled) console.log('skipped: rules and dashboards with a real Prometheus, because it is not installed (Debian: prometheus)');

const token = 'the-token-of-this-test';
const promtool = (...args: string[]) => spawnSync('promtool', args, { cwd: opsFolder, encoding: 'utf8' });

/** What Temporal's SDK serves, as far as the dashboards ask for it. */
const ofTemporal = () => {
  const histograms = ['workflow_task_schedule_to_start', 'workflow_task_execution', 'activity_schedule_to_start', 'activity_execution'];
  const labels = 'task_queue="webhooks",activity_type="attemptLater"';
  const lines = histograms.flatMap((name) => [
    `# TYPE temporal_${name}_latency_seconds histogram`,
    ...['0.1', '+Inf'].map((le) => `temporal_${name}_latency_seconds_bucket{${labels},le="${le}"} ${Math.floor(Date.now() / 100)}`),
    `temporal_${name}_latency_seconds_sum{${labels}} 1`,
    `temporal_${name}_latency_seconds_count{${labels}} ${Math.floor(Date.now() / 100)}`,
  ]);
  const counters = ['request', 'request_failure'].flatMap((name) => [
    `# TYPE temporal_${name} counter`,
    `temporal_${name}_total{operation="Poll"} ${Math.floor(Date.now() / 1_000)}`,
  ]);
  const gauges = ['worker_task_slots_available', 'sticky_cache_size'].flatMap((name) => [
    `# TYPE temporal_${name} gauge`,
    `temporal_${name}{task_queue="webhooks",worker_type="WorkflowWorker"} 5`,
  ]);
  return `${[...lines, ...counters, ...gauges].join('\n')}\n`;
};

describe.skipIf(!isInstalled)('with a real Prometheus', { timeout: 120_000 }, () => {
  const { folder: stateDir, remove } = createStateFolder();
  let world: Awaited<ReturnType<typeof openMetricsWorld>>;
  let server: Awaited<ReturnType<typeof buildMetricsServer>>;
  let prometheus: ChildProcess;
  let address: string;
  let counting: NodeJS.Timeout;

  beforeAll(async () => {
    world = await openMetricsWorld({ findLimit, temporal: async () => ofTemporal() });
    await fillDeliveries(world.db.sql);
    await fillConnections(world.db.sql);
    const { attempts, calls, requests } = world.counts;
    counting = setInterval(() => {
      attempts.note(...attemptOf('ptn_1'));
      attempts.note(...attemptOf('ptn_1', { errorClass: 'timeout' }));
      calls.note('con_a', 'ok', 0.1);
      requests.note({ status: 200, seconds: 0.01, caller: 'ptn_1', traceId: '4bf92f3577b34da6a3ce929d0e0e4736' });
    }, 100);
    server = await buildMetricsServer({ metrics: world.metrics, token, log: console });
    const target = new URL(await server.listen({ host: '127.0.0.1', port: 0 })).host;
    const folder = path.resolve(stateDir, 'prometheus');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'token'), token);
    const example = readFileSync(path.join(opsFolder, 'prometheus.yml'), 'utf8')
      .replaceAll(': 15s', ': 1s')
      .replace('127.0.0.1:9464', target)
      .replace('- rules.yml', `- ${path.join(opsFolder, 'rules.yml')}`)
      .replace(/# authorization:\n\s+#\s+credentials_file: \S+/, `authorization: { credentials_file: ${path.join(folder, 'token')} }`);
    writeFileSync(path.join(folder, 'prometheus.yml'), example);
    const port = await findFixedPort();
    address = `http://127.0.0.1:${port}`;
    prometheus = spawn(
      'prometheus',
      [
        `--config.file=${path.join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${path.join(folder, 'data')}`,
        ...[`--web.listen-address=127.0.0.1:${port}`, '--log.level=warn', '--enable-feature=exemplar-storage'],
      ],
      { stdio: 'ignore' },
    );
    await eventually(
      () => ask('up').catch(() => []),
      (result) => result.length > 0,
    );
  }, 60_000);

  afterAll(async () => {
    clearInterval(counting);
    const ended = once(prometheus, 'exit');
    prometheus.kill('SIGTERM');
    await ended;
    await server.close();
    await world.close();
    remove();
  });

  async function call(route: string, parameters: Record<string, string> = {}): Promise<any> {
    const answer = await fetch(`${address}/api/v1/${route}?${new URLSearchParams(parameters).toString()}`);
    const body = (await answer.json()) as { status: string; error?: string; data: any };
    if (body.status !== 'success') throw new Error(`${JSON.stringify(parameters)}: ${body.error}`);
    return body.data;
  }
  const ask = async (query: string): Promise<unknown[]> => (await call('query', { query })).result as unknown[];

  test('Prometheus takes every line of a scrape, exemplars too', async () => {
    const targets = () => call('targets').then(({ activeTargets }) => activeTargets[0]);
    expect(await eventually(targets, ({ health }) => health === 'up')).toMatchObject({ lastError: '' });
    const query = 'causeway_delivery_attempt_duration_seconds_bucket{partner_id="ptn_1"}';
    const exemplars = () => call('query_exemplars', { query, start: '0', end: String(Date.now() / 1_000 + 60) });
    const found = await eventually(exemplars, (series: unknown[]) => series.length > 0);
    expect(JSON.stringify(found)).toContain('"delivery_id":"dlv_1"');
  });

  test.each(panelQueries)('$panel has data: $expr', async ({ expr }) => {
    await eventually(
      () => ask(expr),
      (result) => result.length > 0,
    );
  });

  test('every rule can be evaluated, and what is wrong here raises its alert', async () => {
    const state = () => call('rules').then(({ groups }) => groups.flatMap((group: any) => group.rules) as any[]);
    const found = await eventually(state, (all) => all.every(({ health }) => health !== 'unknown'));
    expect(found.filter(({ health }) => health !== 'ok')).toEqual([]);
    expect(found).toHaveLength(rules.length);
    const raised = () => ask('ALERTS').then((all) => (all as any[]).map(({ metric }) => metric.alertname as string));
    const expected = [
      'CausewayConnectionNeedsPerson',
      'CausewayReconciliationDrift',
      'CausewayReadinessFailing',
      'CausewaySyncRecordsFailing',
    ];
    await eventually(raised, (names) => expected.every((name) => names.includes(name)));
  });
});

test.skipIf(!isInstalled)('promtool finds no fault in the rules and in the example, and the rules raise what they should', () => {
  expect(promtool('check', 'rules', 'rules.yml')).toMatchObject({ status: 0 });
  expect(promtool('check', 'config', 'prometheus.yml')).toMatchObject({ status: 0 });
  expect(promtool('test', 'rules', path.join(import.meta.dirname, 'rules.promtool.yml'))).toMatchObject({ status: 0, stderr: '' });
});
