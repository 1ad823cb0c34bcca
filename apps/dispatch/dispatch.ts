import type { Logger } from 'pino';
import type { Config } from '#apps/config.ts';
import type { Sql } from '#db/database.ts';
import type { Settings } from '#domain/settings.ts';
import type { Tracer } from '#domain/tracer.ts';
import { startDelivery, withinTrace } from './delivery-workflows.ts';
import { createInbound } from './inbound.ts';
import { createNotify } from './notify.ts';
import { rememberNames } from './partner-names.ts';
import { createPublisher } from './publisher.ts';
import { RoundStarters } from './round-starters.ts';
import { TemporalLink } from './temporal-link.ts';
import { createWorkflows } from './workflows.ts';

export interface DispatchDeps {
  config: Config;
  settings: () => Settings;
  sql: Sql;
  log: Logger;
  /** Undefined without traces. */
  tracer?: Tracer | undefined;
}

/** For an API process without a worker: it accepts events and starts workflows; the workers make the attempts. */
export function createDispatch({ config, settings, sql, log, tracer }: DispatchDeps) {
  const link = new TemporalLink(config, { log, tracer, partnerName: rememberNames(sql) });
  const workflows = createWorkflows((call) => link.withDeadline(call), { sql, hasWorkers: false, tracer });
  const starter: RoundStarters = new RoundStarters({
    log,
    notify: (...told) => notify(...told),
    limits: () => settings().webhooks.dispatch,
    start: async (workflowId, deliveries) => {
      await withinTrace(tracer, deliveries, () => link.withDeadline((client) => startDelivery(client, workflowId, deliveries, false)));
      starter.startedElsewhere(workflowId);
    },
  });
  const publisher = createPublisher({
    sql,
    owner: null,
    tracer,
    fullEndpoints: () => [],
    onPending: (deliveries) => deliveries.forEach((delivery) => starter.enqueue(delivery)),
    // The workers' sweeper starts the drains.
    onHeld: () => {},
  });
  const notify = createNotify({ publisher, log });
  return {
    link,
    publisher,
    notify,
    inbound: createInbound((call) => link.withDeadline(call), { sql, log, hasWorkers: false }),
    workflows,
    async start(): Promise<void> {
      void link.connect();
    },
    stop: () => link.close(),
  };
}
