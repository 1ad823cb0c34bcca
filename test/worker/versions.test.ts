import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { becomeFirst, buildIdOf, deploymentOf, makeCurrent } from '#apps/worker/deployment.ts';
import { registerSearchAttributes } from '#apps/worker/namespace.ts';
import { runCli } from '#test/cli/run-cli.ts';
import { addReceivingEndpoint, deliveryIn, eventually, publish, registerNamespace, startTestEngine } from '#test/support/engine.ts';
import { retryTaskQueue, taskQueue } from '#workflows/messages.ts';

const log = pino({ level: 'silent' });

test('a build is told apart by its version and its workflow code, not by the folder in which it was compiled', () => {
  const id = buildIdOf('1.2.3', 'code\n//# sourceMappingURL=data:/home/a');
  expect(id).toMatch(/^1\.2\.3-[\da-f]{12}$/);
  expect(buildIdOf('1.2.3', 'code\n//# sourceMappingURL=data:/home/b')).toBe(id);
  expect(new Set([id, buildIdOf('1.2.4', 'code'), buildIdOf('1.2.3', 'other code')]).size).toBe(3);
  expect(readFileSync(inject('workflowBundle'), 'utf8').split('\n//# sourceMappingURL=')[0]).not.toContain(process.cwd());
});

describe('two builds at once', () => {
  let connection: NativeConnection;
  let client: Client;
  let namespace: string;
  const stops: (() => Promise<void>)[] = [];
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  /** Which build ran which activity, in order. */
  const ran: string[] = [];
  const ending = new AbortController();
  beforeAll(async () => {
    connection = await NativeConnection.connect({ address: inject('temporalAddress') });
    namespace = await registerNamespace(connection as never);
    client = new Client({ connection, namespace });
    await registerSearchAttributes(connection, namespace);
  });
  afterAll(async () => {
    ending.abort();
    for (const stop of stops) await stop();
    await connection.close();
  });

  async function startBuild(build: string): Promise<void> {
    const note = (name: string) => ran.push(`${build} ${name}`);
    const activities = {
      async purgeDeadLetters() {
        note('purgeDeadLetters');
        await released;
        return 0;
      },
      purgeIdempotencyKeys: async () => note('purgeIdempotencyKeys'),
      purgeInboundWebhooks: async () => note('purgeInboundWebhooks'),
      purgeTables: async () => note('purgeTables') && {},
      async watchHealth() {
        note('watchHealth');
        await new Promise((resolve) => void setTimeout(resolve, 50));
        return 'watched';
      },
    };
    const common = { connection, namespace, activities, workerDeploymentOptions: deploymentOf(build) };
    const workers = [
      await Worker.create({ ...common, taskQueue, workflowBundle: { codePath: inject('workflowBundle') } }),
      await Worker.create({ ...common, taskQueue: retryTaskQueue }),
    ];
    const running = workers.map((worker) => worker.run());
    stops.push(async () => {
      for (const worker of workers) worker.shutdown();
      await Promise.all(running);
    });
  }

  const chooseFirst = (buildId: string) => becomeFirst(() => client, { namespace, buildId, log, signal: ending.signal });

  test('a short workflow ends with the build that it began with, and a long one moves to the new one', async () => {
    await startBuild('old');
    expect(await chooseFirst('old')).toBe('old');
    const short = await client.workflow.start('purgeExpired', { workflowId: 'short', taskQueue, args: [] });
    const long = await client.workflow.start('watchHealth', { workflowId: 'long', taskQueue, args: [] });
    await eventually(
      () => ran,
      (lines) => lines.includes('old purgeDeadLetters') && lines.includes('old watchHealth'),
    );
    await startBuild('new');
    expect(await chooseFirst('new')).toBe('old');
    await eventually(
      () =>
        makeCurrent(client, { namespace, buildId: 'new' }).then(
          () => true,
          () => false,
        ),
      (isCurrent) => isCurrent,
    );
    await eventually(
      () => ran,
      (lines) => lines.includes('new watchHealth'),
    );
    release();
    await short.result();
    expect(ran.filter((line) => !line.includes('watch'))).toEqual([
      'old purgeDeadLetters',
      'old purgeIdempotencyKeys',
      'old purgeInboundWebhooks',
      'old purgeTables',
    ]);
    const next = await client.workflow.start('purgeExpired', { workflowId: 'next', taskQueue, args: [] });
    await next.result();
    expect(ran.at(-1)).toMatch(/^new/);
    expect(ran.filter((line) => line === 'new purgeTables')).toHaveLength(1);
    const shown = await runCli('worker-versions', [], {
      ...{ DATABASE_URL: 'postgres://nobody@127.0.0.1/none', TEMPORAL_ADDRESS: inject('temporalAddress'), TEMPORAL_NAMESPACE: namespace },
      CAUSEWAY_ENCRYPTION_KEYS: `k:${randomBytes(32).toString('base64')}`,
    });
    expect(shown.stdout).toMatch(/^new +current$/m);
    expect(shown.stdout).toMatch(/^old +drain(?:ing|ed)$/m);
    await long.terminate();
  });
});

test('an engine whose workers have versions delivers from its first start, also what has to be tried again', async () => {
  const engine = await startTestEngine({
    environment: { TEMPORAL_WORKER_VERSIONING: 'true', TEMPORAL_BUILD_ID: 'b-1' },
    settings: { webhooks: { retry: { sandbox: { base_s: 1, multiplier: 1, max_attempts: 3, jitter: 0 } } } },
  });
  const { receiver, type } = await addReceivingEndpoint(engine);
  receiver.script({ status: 500 });
  const delivery = await deliveryIn(engine, await publish(engine, type), 'delivered');
  const described = await engine.temporal.workflow.getHandle(delivery['workflow_id']).describe();
  const info = described.raw.workflowExecutionInfo?.versioningInfo;
  expect([info?.behavior, info?.deploymentVersion?.buildId]).toEqual([2, 'b-1']);
  await receiver.close();
  await engine.close();
});
