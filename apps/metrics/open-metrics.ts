import type { Logger } from 'pino';
import type { Vendors } from '#apps/vendors/vendors.ts';
import type { AttributionStore } from '#db/attribution/store.ts';
import type { Database } from '#db/database.ts';
import type { Settings } from '#domain/settings.ts';
import type { Counts } from './counts/counts.ts';
import { buildMetricsServer } from './metrics-server.ts';
import { createMetrics } from './metrics.ts';
import type { ProcessSources } from './process-families.ts';
import { readTemporalMetrics } from './temporal-metrics.ts';

export interface OpenMetricsOptions extends Omit<ProcessSources, 'pools'> {
  counts: Counts;
  settings: () => Settings;
  log: Logger;
  db: Database;
  attribution: AttributionStore;
  vendors: Pick<Vendors, 'connectors'>;
  /** Where Temporal's SDK serves its metrics; null if it does not run here. */
  temporalAddress: string | null;
  token: string | null;
}

/** The metrics of a process, and the server that shows them. */
export async function openMetrics({ db, attribution, vendors, temporalAddress, token, log, ...own }: OpenMetricsOptions) {
  const metrics = createMetrics({
    ...own,
    sql: db.sql,
    pools: { general: db.sql, hot: db.hot, attribution: attribution.sql },
    findLimit: (vendor, limitId) => vendors.connectors.get(vendor)?.manifest.limits.find(({ id }) => id === limitId),
    ...(temporalAddress === null ? {} : { temporal: () => readTemporalMetrics(temporalAddress) }),
  });
  const server = await buildMetricsServer({ metrics, token, log });
  return {
    /** Returns the address on which it listens. */
    listen: ({ host, port }: { host: string; port: number }): Promise<string> => server.listen({ host, port }),
    async close(): Promise<void> {
      await server.close();
      await metrics.close();
    },
  };
}
