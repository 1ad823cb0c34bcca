import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
const ignore = () => {};
/** Operators do not need webpack's progress; its errors are thrown. */
const silent = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore, log: ignore };

/** Compiles the workflow code for the sandbox: the only build step, a few seconds. */
export function bundleWorkflows() {
  return bundleWorkflowCode({ workflowsPath, logger: silent });
}
