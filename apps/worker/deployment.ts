import { hash } from 'node:crypto';
import { promises as timers } from 'node:timers';
import type { Client } from '@temporalio/client';
import type { WorkerDeploymentOptions } from '@temporalio/worker';
import type { Logger } from 'pino';

/** The name of all workers of Causeway in Temporal. Each build of them is a version. */
export const deploymentName = 'causeway';

/**
 * What tells builds apart: the version of the package and a digest of the workflow code. A build without a change of a workflow is the same version, so a deploy of it
 * moves nothing. `code`: the compiled bundle.
 */
export function buildIdOf(version: string, code: string): string {
  // The source map names folders of the machine that compiled it.
  const [own = ''] = code.split('\n//# sourceMappingURL=');
  return `${version}-${hash('sha256', own, 'hex').slice(0, 12)}`;
}

/** Long workflows move to the new build, where `patched` leads them on. Short ones say in workflows/index.ts that they stay where they began. */
export const deploymentOf = (buildId: string): WorkerDeploymentOptions => ({
  ...{ version: { deploymentName, buildId }, useWorkerVersioning: true, defaultVersioningBehavior: 'AUTO_UPGRADE' },
});

const NOT_FOUND = 5;
const askEveryMs = 500;

/**
 * Makes this build the current one if there is none yet: until somebody chooses, nobody would work. Later builds wait for `npm run worker:versions`. Returns once it is decided, or
 * undefined if `signal` aborts.
 */
export async function becomeFirst(
  client: () => Client,
  { namespace, buildId, log, signal }: { namespace: string; buildId: string; log: Logger; signal: AbortSignal },
): Promise<string | undefined> {
  while (!signal.aborted) {
    const current = await currentOf(client, namespace).catch((error: unknown) => {
      log.debug({ err: error }, 'the versions of the workers could not be read; trying again');
      return undefined;
    });
    if (current) {
      const line = { build_id: buildId, current };
      if (current !== buildId) log.warn(line, 'this build gets no new work until it is current: npm run worker:versions');
      return current;
    }
    const isRefused =
      current === null &&
      (await makeCurrent(client(), { namespace, buildId }).then(
        () => false,
        () => true,
      ));
    // Temporal does not know this worker yet, or not all of its task queues.
    if (current === undefined || isRefused) await timers.setTimeout(askEveryMs, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

/** Null: no build is current. Undefined: Temporal does not know the workers yet. */
async function currentOf(client: () => Client, namespace: string): Promise<string | null | undefined> {
  try {
    const { workerDeploymentInfo } = await client().workflowService.describeWorkerDeployment({ namespace, deploymentName });
    return workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId ?? null;
  } catch (error) {
    if ((error as { code?: unknown }).code === NOT_FOUND) return undefined;
    throw error;
  }
}

/** From now on new workflows begin with this build, and long ones move to it. Throws if Temporal has seen no worker of it. */
export async function makeCurrent(client: Client, { namespace, buildId }: { namespace: string; buildId: string }): Promise<void> {
  await client.workflowService.setWorkerDeploymentCurrentVersion({ namespace, deploymentName, buildId, identity: 'causeway' });
}
