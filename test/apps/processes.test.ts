import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { eventually } from '#test/support/engine.ts';
import { startOtlpReceiver } from '#test/support/otlp-receiver.ts';
import { createDatabase, type TestDatabase } from '#test/support/services.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';

const root = path.join(import.meta.dirname, '../..');
let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

/** The first process stores what it seals. */
const encryptionKeys = `test:${randomBytes(32).toString('base64')}`;
const environment = () => ({
  PATH: process.env['PATH'],
  DATABASE_URL: database.url,
  TEMPORAL_ADDRESS: inject('temporalAddress'),
  CAUSEWAY_ENCRYPTION_KEYS: encryptionKeys,
});

/** Runs a process until it is ready, ends it, and answers what it wrote. */
async function startAndStop(
  app: string,
  variables: Record<string, string> = {},
  whileReady: (port: number) => Promise<void> = async () => {},
): Promise<string> {
  const port = await findFixedPort();
  const child = spawn(process.execPath, [`apps/${app}/main.ts`], {
    cwd: root,
    env: { ...environment(), [app === 'worker' ? 'WORKER_HEALTH_PORT' : 'PORT']: String(port), ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
  const exited = once(child, 'exit');
  const ask = async () => {
    if (child.exitCode !== null) throw new Error(output);
    return fetch(`http://127.0.0.1:${port}/health/ready`).then(
      (reply) => reply.json() as Promise<{ status: string }>,
      () => null,
    );
  };
  expect(await eventually(ask, (ready) => ready?.status === 'ready')).toMatchObject({ status: 'ready' });
  await whileReady(port);
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  return output;
}

/** Writes a line for each module of OpenTelemetry and of apps/traces that is loaded. */
const tellLoaded = `import { registerHooks } from 'node:module';
registerHooks({
  load(url, context, next) {
    if (/opentelemetry|apps\\/traces/.test(url)) console.log(JSON.stringify({ loaded: url }));
    return next(url, context);
  },
});`;
const noticing = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(tellLoaded)}` };

test('without traces a process loads nothing of OpenTelemetry, and with traces it sends its spans until it ends', async () => {
  const without = await startAndStop('engine', noticing);
  expect(without).not.toContain('apps/traces/otlp.ts');
  expect(without).not.toContain('apps/traces/recorder.ts');
  expect(without).not.toContain('exporter-trace-otlp-http');
  const otlp = await startOtlpReceiver();
  const asked = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
  const output = await startAndStop(
    'engine',
    { ...noticing, OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url, OTEL_SERVICE_NAME: 'ours' },
    async (port) => {
      await fetch(`http://127.0.0.1:${port}/health/live`, { headers: asked });
    },
  );
  await otlp.close();
  expect(output).toContain('apps/traces/otlp.ts');
  // Some of the looks at the readiness are sampled.
  expect(otlp.spans.filter(({ name }) => name === 'GET /health/live')).toMatchObject([
    { name: 'GET /health/live', parentSpanId: 'b7ad6b7169203331', resource: { 'service.name': 'ours', 'causeway.role': 'engine' } },
  ]);
});

test.each(['engine', 'api', 'worker'])('apps/%s starts, says that it is ready, and exits 0 on SIGTERM', async (app) => {
  const output = await startAndStop(app);
  // Logs are for machines: every line is one JSON object.
  for (const line of output.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
});

/** Asks until the text has all that is expected, because some of it is counted only once something happens. */
async function metricsOf(port: number, expected: string[]): Promise<string> {
  const read = () =>
    fetch(`http://127.0.0.1:${port}/metrics`).then(
      (reply) => reply.text(),
      () => '',
    );
  return eventually(read, (text) => expected.every((one) => text.includes(one)));
}

test.each(['engine', 'api', 'worker'] as const)('apps/%s serves its metrics and those of its Temporal SDK on METRICS_PORT', async (app) => {
  const port = await findFixedPort();
  const expected = [`causeway_build_info{version="0.1.0",role="${app}"} 1`, 'nodejs_eventloop_lag_p99_seconds', 'temporal_', '\n# EOF\n'];
  if (app !== 'api') expected.push('causeway_sweeper_lag_seconds 0', 'temporal_worker_task_slots_available{');
  let text = '';
  const output = await startAndStop(app, { METRICS_PORT: String(port) }, async () => void (text = await metricsOf(port, expected)));
  expect(text).toContain('causeway_delivery_queue_depth{status="pending"} 0');
  expect(text.match(/# EOF/g)).toHaveLength(1);
  expect(output).toContain('serving metrics');
});

test('the API starts with the settings of the original design, and tells that mtls: enabled lacks a certificate', async () => {
  const output = await startAndStop('api', { CAUSEWAY_CONFIG: 'test/support/original-partners-engine.yaml' });
  const warnings = output.split('\n').filter((line) => line.includes('TLS_CERT_FILE'));
  expect(warnings).toHaveLength(1);
});

test('a process that lacks its configuration names every missing variable and exits 1', async () => {
  const child = spawn(process.execPath, ['apps/engine/main.ts'], { cwd: root, env: { PATH: process.env['PATH'], PORT: 'x' } });
  let output = '';
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  expect(await once(child, 'exit')).toEqual([1, null]);
  for (const name of ['DATABASE_URL', 'CAUSEWAY_ENCRYPTION_KEYS', 'PORT']) expect(output).toContain(name);
});
