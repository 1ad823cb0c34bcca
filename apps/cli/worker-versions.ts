import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { pino } from 'pino';
import { z } from 'zod';
import { readConfig } from '#apps/config.ts';
import { TemporalLink } from '#apps/dispatch/temporal-link.ts';
import { readFlags, runCommand } from '#apps/flags.ts';
import { deploymentName, makeCurrent } from '#apps/worker/deployment.ts';
import { wholeNumberText } from '#domain/bounded-number.ts';
import { layOutTable } from './text-table.ts';

const usage = `Shows the builds of the workers that Temporal knows, and chooses which of them work (TEMPORAL_WORKER_VERSIONING=true).

  npm run worker:versions [-- --current=<build> | --ramp=<build> --percent=<1 to 99> | --stop-ramp]

  --current    new workflows begin with this build, and long ones move to it. Short ones end where they began
  --ramp       this build gets so many percent of the new workflows
  --percent    how many
  --stop-ramp  no build is ramped any more

A build that is "draining" still has workflows: keep its workers until it is "drained". docs/runbook.md has the whole procedure.`;

const Build = z.string().regex(/^[\w.-]{1,100}$/, { error: 'must be a build id, as this command lists them' });
const Flags = z.strictObject({
  current: Build.optional(),
  ramp: Build.optional(),
  percent: wholeNumberText(1, 99).optional(),
  'stop-ramp': z.boolean().default(false),
});

/** temporal.api.enums.v1.WorkerDeploymentVersionStatus: the generated enum cannot be imported by name from an ES module. */
const statuses = ['unknown', 'inactive', 'current', 'ramping', 'draining', 'drained'];
const connectWithinMs = 10_000;

await runCommand(async () => {
  const flags = readFlags(process.argv.slice(2), Flags, usage);
  if ((flags.ramp === undefined) !== (flags.percent === undefined)) throw new Error('--ramp and --percent need each other.');
  const config = readConfig();
  const namespace = config.TEMPORAL_NAMESPACE;
  const link = new TemporalLink(config, { log: pino({ level: 'silent' }), partnerName: async () => undefined });
  try {
    const connected = await Promise.race([link.connect(), sleep(connectWithinMs, undefined, { ref: false })]);
    if (!connected) throw new Error(`Temporal at ${config.TEMPORAL_ADDRESS} is unreachable`);
    if (flags.current !== undefined) await makeCurrent(link.client, { namespace, buildId: flags.current });
    if (flags.ramp !== undefined) await ramp(link.client, namespace, flags.ramp, flags.percent ?? 0);
    if (flags['stop-ramp']) await ramp(link.client, namespace, '', 0);
    console.log(await describe(link.client, namespace));
    return 0;
  } finally {
    await link.close();
  }
});

async function ramp({ workflowService }: Client, namespace: string, buildId: string, percentage: number): Promise<void> {
  await workflowService.setWorkerDeploymentRampingVersion({ namespace, deploymentName, buildId, percentage, identity: 'causeway' });
}

async function describe({ workflowService }: Client, namespace: string): Promise<string> {
  const { workerDeploymentInfo } = await workflowService.describeWorkerDeployment({ namespace, deploymentName });
  const percent = workerDeploymentInfo?.routingConfig?.rampingVersionPercentage ?? 0;
  const rows = (workerDeploymentInfo?.versionSummaries ?? []).map(({ deploymentVersion, status }) => {
    const said = statuses[status ?? 0] ?? String(status);
    return [deploymentVersion?.buildId ?? '', said === 'ramping' ? `ramping, ${percent} %` : said];
  });
  return layOutTable(['build', 'status'], rows);
}
