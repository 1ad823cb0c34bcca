import { promises as timers } from 'node:timers';
import { type NativeConnection, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { createActivities } from '#activities/index.ts';
import type { Config } from '#apps/config.ts';
import type { TemporalLink } from '#apps/dispatch/temporal-link.ts';
import { dealTaskQueue, retryTaskQueue, taskQueue } from '#workflows/messages.ts';
import { errorTranslation } from './errors.ts';
import { prepareNamespace } from './namespace.ts';
import { bundleWorkflows } from './workflow-bundle.ts';

export interface WorkersDeps {
  link: TemporalLink;
  log: Logger;
  config: Config;
  activities: ReturnType<typeof createActivities>;
  /** Compiled now if it is undefined. */
  workflowBundle: WorkflowBundleOption | undefined;
}

/**
 * A first attempt occupies its workflow task for its whole POST, at most 2 s: 600 slots handle 300 hanging POSTs per second.
 * The cache is larger, because otherwise workflows would be evicted while they wait.
 */
const workflowSlots = 600;
/** Each step of a deal uses a database connection for about 20 ms: simultaneous deals queue here and leave connections to the API. */
const dealSlots = 4;
/** Retries and drains mostly wait. The endpoint queues are the real limit, and slots must not run out before it. */
const retrySlots = 2_000;
const pollers = { type: 'simple-maximum', maximum: 5 } as const;
/** Time for running activities at shutdown. POSTs have ended before, so this is for recording outcomes. */
const graceMs = 10_000;
const restartMs = 1_000;

/** Runs the Temporal workers until stopped. A worker that fails is replaced: Temporal can be unavailable for a while. */
export function runWorkers({ link, log, config, activities, workflowBundle }: WorkersDeps): { stop(): Promise<void> } {
  let stopping = false;
  let running: Worker[] = [];
  const bundle = workflowBundle ?? bundleWorkflows();
  const done = loop();

  async function loop(): Promise<void> {
    const connection = await link.connect();
    while (connection && !stopping) {
      try {
        await link.withDeadline((client) => prepareNamespace(client, config.TEMPORAL_NAMESPACE, log));
        running = await createWorkers(connection);
        const runs = running.map((worker) => worker.run());
        if (stopping) stopAll(running);
        await Promise.all(runs);
      } catch (error) {
        log.warn({ err: error }, 'the Temporal worker stopped; restarting it');
        stopAll(running);
        await timers.setTimeout(restartMs);
      }
    }
  }

  async function createWorkers(connection: NativeConnection): Promise<Worker[]> {
    const common = {
      connection,
      namespace: config.TEMPORAL_NAMESPACE,
      shutdownGraceTime: graceMs,
      interceptors: { activity: [() => errorTranslation] },
    };
    return [
      await Worker.create({
        ...common,
        taskQueue,
        activities,
        workflowBundle: await bundle,
        maxConcurrentWorkflowTaskExecutions: workflowSlots,
        maxConcurrentLocalActivityExecutions: 2 * workflowSlots,
        maxCachedWorkflows: 2 * workflowSlots,
        workflowTaskPollerBehavior: pollers,
        enableNonLocalActivities: false,
      }),
      await Worker.create({
        ...common,
        taskQueue: dealTaskQueue,
        activities,
        workflowBundle: await bundle,
        maxConcurrentWorkflowTaskExecutions: dealSlots,
        maxConcurrentLocalActivityExecutions: dealSlots,
        maxCachedWorkflows: 200,
        workflowTaskPollerBehavior: { type: 'simple-maximum', maximum: 2 },
        enableNonLocalActivities: false,
      }),
      await Worker.create({
        ...common,
        taskQueue: retryTaskQueue,
        activities,
        maxConcurrentActivityTaskExecutions: retrySlots,
        activityTaskPollerBehavior: pollers,
      }),
    ];
  }

  return {
    async stop() {
      stopping = true;
      stopAll(running);
      link.stopConnecting();
      await done;
    },
  };
}

function stopAll(workers: Worker[]): void {
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
}
