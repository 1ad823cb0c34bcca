import { setWorkflowOptions, workflowInfo } from '@temporalio/workflow';

/**
 * These workflows end within hours, so each stays with the build that it began with (`PINNED`), if workers have versions. All others can outlive a build by months: they move to
 * the current one with their next task (`AUTO_UPGRADE`, the default of the worker), and `patched` leads them on.
 */
export function stayWithTheirBuild(...workflows: ((argument: never) => Promise<unknown>)[]): void {
  for (const workflow of workflows) setWorkflowOptions(optionsNow, workflow as () => Promise<unknown>);
}

/** Temporal rejects a task that names a behaviour if its worker has no version. */
const optionsNow = () => (workflowInfo().currentDeploymentVersion?.deploymentName ? ({ versioningBehavior: 'PINNED' } as const) : {});
