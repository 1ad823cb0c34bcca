import { collectDefaultMetrics, type OpenMetricsContentType, Registry } from 'prom-client';
import type { Sql } from '#db/database.ts';
import type { Settings } from '#domain/settings.ts';
import type { Counts } from './counts/counts.ts';
import { type Family, register } from './family.ts';
import { type ProcessSources, processFamilies } from './process-families.ts';
import { alertReads } from './reads/alert-reads.ts';
import { connectionReads, type FindLimit } from './reads/connection-reads.ts';
import { DatabaseReads } from './reads/database-reads.ts';
import { deliveryReads } from './reads/delivery-reads.ts';
import { syncReads } from './reads/sync-reads.ts';

export interface MetricsOptions extends ProcessSources {
  counts: Counts;
  settings: () => Settings;
  /** For what is read from PostgreSQL. */
  sql: Sql;
  findLimit: FindLimit;
  /** The metrics of Temporal's SDK in OpenMetrics, without an end; empty if there are none. Never throws. */
  temporal?: () => Promise<string>;
}

export type Metrics = ReturnType<typeof createMetrics>;

export const contentType = Registry.OPENMETRICS_CONTENT_TYPE;
/** Whoever scrapes more often gets the same answer, so that no monitor can keep the process busy. */
const keptMs = 500;
const end = '# EOF\n';

/** All metrics of this process, in OpenMetrics. */
export function createMetrics({ counts, settings, sql, findLimit, temporal = async () => '', ...sources }: MetricsOptions) {
  const reads = new DatabaseReads({ sql, everyMs: () => settings().metrics.read_every_s * 1_000 });
  const maxPartners = () => settings().metrics.max_partners;
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(contentType);
  const scrapes = { count: 0, seconds: 0 };
  const families: Family[] = [
    ...counts.attempts.families,
    ...deliveryReads(reads, maxPartners),
    ...counts.calls.families,
    ...connectionReads(reads, findLimit),
    ...syncReads(reads),
    ...alertReads(reads),
    ...counts.alerts.families,
    ...counts.requests.families,
    ...processFamilies(sources),
    ...reads.families,
    {
      name: 'causeway_scrapes_total',
      kind: 'counter',
      help: 'How often the metrics were written; scrapes within half a second share one',
      labels: [],
      read: () => [{ labels: [], value: scrapes.count }],
    },
    {
      name: 'causeway_scrape_duration_seconds',
      kind: 'gauge',
      help: 'How long it took to write the metrics the last time, with the wait for PostgreSQL',
      labels: [],
      read: () => [{ labels: [], value: scrapes.seconds }],
    },
  ];
  collectDefaultMetrics({ register: registry });
  for (const family of families) register(registry, family);

  async function write(): Promise<string> {
    const startedAt = performance.now();
    scrapes.count++;
    const [ofTemporal] = await Promise.all([temporal(), reads.refresh()]);
    const own = await registry.metrics();
    scrapes.seconds = (performance.now() - startedAt) / 1_000;
    return ofTemporal === '' ? own : `${own.slice(0, -end.length)}${ofTemporal}${end}`;
  }

  let latest: { text: Promise<string>; endedAt: number } | undefined;
  return {
    families,
    /** The text for a monitor. Scrapes at the same time share one. */
    scrape(): Promise<string> {
      if (latest && performance.now() - latest.endedAt < keptMs) return latest.text;
      const present = { text: write(), endedAt: Infinity };
      latest = present;
      const settle = () => (present.endedAt = performance.now());
      present.text.then(settle, () => (latest = undefined));
      return present.text;
    },
    close: () => reads.close(),
  };
}
