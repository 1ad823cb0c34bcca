import { readFile } from 'node:fs/promises';
import { promises as timers } from 'node:timers';
import type { Context } from '@temporalio/activity';
import { type NativeConnection, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { createActivities } from '#activities/index.ts';
import type { UnfinishedWork } from '#activities/unfinished-work.ts';
import type { ReadinessCheck } from '#apps/api/http/health-routes.ts';
import type { Config } from '#apps/config.ts';
import type { TemporalLink } from '#apps/dispatch/temporal-link.ts';
import { homeRegion } from '#domain/delivery/region.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import type { Tracer } from '#domain/tracer.ts';
import { dealTaskQueue, retryTaskQueueOf, taskQueueOf } from '#workflows/messages.ts';
import { countTries } from './count-tries.ts';
import { becomeFirst, buildIdOf, deploymentOf } from './deployment.ts';
import { errorTranslation } from './errors.ts';
import { prepareNamespace } from './namespace.ts';
import type { Regions } from './regions.ts';
import { stopAll, TakenRegions } from './taken-regions.ts';
import { tellFailing } from './tell-failing.ts';
import { traceActivities } from './trace-activities.ts';
import { bundleWorkflows } from './workflow-bundle.ts';

export interface WorkersDeps {
  link: TemporalLink;
  log: Logger;
  config: Config;
  regions: Regions;
  activities: ReturnType<typeof createActivities>;
  unfinished: UnfinishedWork;
  notify: Notify;
  /** Of the package. */
  version: string;
  /** Undefined without traces. */
  tracer?: Tracer | undefined;
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
/** A workflow whose worker died goes on elsewhere after so long. What Temporal's SDKs for Go and Java wait; this one would wait 10 s. */
const stickyWaitMs = 5_000;
const pollers = { type: 'simple-maximum', maximum: 5 } as const;
/** Time for running activities at shutdown. POSTs have ended before, so this is for recording outcomes. */
const graceMs = 10_000;
const restartMs = 1_000;
/** Workers that fail do so at once. */
const steadyMs = 10_000;

export interface RunningWorkers {
  check(): ReadinessCheck;
  stop(): Promise<void>;
}

/** Runs the Temporal workers until stopped. A worker that fails is replaced: Temporal can be unavailable for a while. */
export function runWorkers({
  link,
  log,
  unfinished,
  notify,
  config,
  regions,
  activities,
  workflowBundle,
  tracer,
  version,
}: WorkersDeps): RunningWorkers {
  let stopping = false;
  let running: Worker[] = [];
  const bundle = workflowBundle ?? bundleWorkflows();
  /** Why they stopped, until new ones have run for a while. */
  let problem: string | null = null;
  let startedAt = 0;
  let buildId: string | undefined;
  const ending = new AbortController();
  const done = loop();

  async function loop(): Promise<void> {
    const connection = await link.connect();
    while (connection && !stopping) {
      try {
        await link.withDeadline((client) => prepareNamespace(client, config.TEMPORAL_NAMESPACE, log));
        running = await createWorkers(connection, regions.own);
        const runs = running.map((worker) => worker.run());
        startedAt = Date.now();
        if (buildId !== undefined) chooseFirst(buildId);
        if (stopping) stopAll(running);
        const others = new TakenRegions(regions, log, (region) => createWorkers(connection, region));
        try {
          await Promise.all(runs);
        } finally {
          await others.stop();
        }
      } catch (error) {
        const present = error instanceof Error ? error.message : String(error);
        // One line for each reason: it is tried again every second.
        log[present === problem ? 'debug' : 'warn']({ err: error }, 'the Temporal workers stopped; restarting them until they run');
        problem = present;
        startedAt = Infinity;
        stopAll(running);
        await timers.setTimeout(restartMs);
      }
    }
  }

  const activityInterceptors = [
    ...(tracer ? [({ info }: Context) => traceActivities(tracer, link.traces, info)] : []),
    () => errorTranslation,
    () => countTries(unfinished),
    ({ info }: Context) => tellFailing(notify, info),
  ];

  function chooseFirst(ofThis: string): void {
    void becomeFirst(() => link.client, { namespace: config.TEMPORAL_NAMESPACE, buildId: ofThis, log, signal: ending.signal });
  }

  async function createWorkers(connection: NativeConnection, region: string): Promise<Worker[]> {
    const workflows = await bundle;
    if (config.TEMPORAL_WORKER_VERSIONING) buildId ??= config.TEMPORAL_BUILD_ID ?? buildIdOf(version, await codeOf(workflows));
    const common = {
      connection,
      ...(buildId !== undefined && { workerDeploymentOptions: deploymentOf(buildId) }),
      namespace: config.TEMPORAL_NAMESPACE,
      shutdownGraceTime: graceMs,
      stickyQueueScheduleToStartTimeout: stickyWaitMs,
      interceptors: { activity: activityInterceptors },
    };
    const taskQueue = taskQueueOf(region);
    const dealOptions = {
      ...common,
      taskQueue: dealTaskQueue,
      activities,
      workflowBundle: workflows,
      maxConcurrentWorkflowTaskExecutions: dealSlots,
      maxConcurrentLocalActivityExecutions: dealSlots,
      maxCachedWorkflows: 200,
      workflowTaskPollerBehavior: { type: 'simple-maximum', maximum: 2 } as const,
      enableNonLocalActivities: false,
    };
    return [
      await Worker.create({
        ...common,
        taskQueue,
        activities,
        workflowBundle: workflows,
        maxConcurrentWorkflowTaskExecutions: workflowSlots,
        maxConcurrentLocalActivityExecutions: 2 * workflowSlots,
        maxCachedWorkflows: 2 * workflowSlots,
        workflowTaskPollerBehavior: pollers,
        enableNonLocalActivities: false,
      }),
      ...(region === homeRegion ? [await Worker.create(dealOptions)] : []),
      await Worker.create({
        ...common,
        taskQueue: retryTaskQueueOf(taskQueue),
        activities,
        maxConcurrentActivityTaskExecutions: retrySlots,
        activityTaskPollerBehavior: pollers,
      }),
    ];
  }

  return {
    check() {
      if (Date.now() - startedAt > steadyMs) problem = null;
      const about = { name: 'workers', ok: problem === null, required: false } as const;
      if (problem === null) return { ...about, detail: 'they run, or start' };
      return { ...about, detail: 'they stopped and are restarted: the log of the process has the reason', cause: problem };
    },
    async stop() {
      stopping = true;
      ending.abort();
      stopAll(running);
      link.stopConnecting();
      await done;
    },
  };
}

const codeOf = async (bundle: WorkflowBundleOption) => ('code' in bundle ? bundle.code : readFile(bundle.codePath, 'utf8'));
