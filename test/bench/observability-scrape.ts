import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { PostedAttempt } from '#activities/delivery/attempt.ts';
import { createCounts } from '#apps/metrics/counts/counts.ts';
import { buildMetricsServer } from '#apps/metrics/metrics-server.ts';
import { createMetrics } from '#apps/metrics/metrics.ts';
import type { Database, Sql } from '#db/database.ts';
import { errorClasses } from '#domain/delivery/attempt.ts';
import type { ClaimedDelivery } from '#domain/delivery/claimed-delivery.ts';
import { newId } from '#domain/id.ts';
import { Settings } from '#domain/settings.ts';
import { percentiles, round } from './percentiles.ts';

export interface MeasuredScrape {
  partners: number;
  /** 95 of 100 scrapes over HTTP on loopback, those that read PostgreSQL included. */
  ms: number;
  maxMs: number;
  bytes: number;
  /** By how much the event loop of the process was late at most. */
  loopDelayMs: number;
}

/** Longer than scrapes share one text. */
const pauseMs = 600;
const queuedPerPartner = 5;

/**
 * As many partners as there may be, each with attempts that succeeded and failed, with deliveries in each status, and with a request. The
 * settings are the defaults, but PostgreSQL is read as often as the settings allow.
 */
export async function measureScrape(
  db: Pick<Database, 'sql'>,
  { partners, scrapes }: { partners: number; scrapes: number },
): Promise<MeasuredScrape> {
  const settings = Settings.parse({ metrics: { read_every_s: 5 } });
  const counts = createCounts(() => settings);
  const ids = Array.from({ length: partners }, () => newId('ptn'));
  for (const id of ids) countFor(id, counts);
  await fillQueues(db.sql, ids);
  const metrics = createMetrics({
    ...{ counts, sql: db.sql, settings: () => settings, findLimit: () => undefined, role: 'engine', version: 'bench' },
    ...{ pools: { general: db.sql }, readiness: () => [], load: () => null, spans: () => null },
  });
  const server = await buildMetricsServer({ metrics, token: null, log: console });
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  const loop = monitorEventLoopDelay({ resolution: 1 });
  const times: number[] = [];
  let bytes = 0;
  const scrape = async () => {
    const startedAt = performance.now();
    const text = await (await fetch(`${address}/metrics`)).arrayBuffer();
    bytes = Math.max(bytes, text.byteLength);
    return performance.now() - startedAt;
  };
  await scrape();
  loop.enable();
  for (let i = 0; i < scrapes; i++) {
    await delay(pauseMs);
    times.push(await scrape());
  }
  loop.disable();
  await server.close();
  await metrics.close();
  return { partners, ms: percentiles(times).p95, maxMs: round(Math.max(...times)), bytes, loopDelayMs: round(loop.max / 1e6) };
}

function countFor(partnerId: string, { attempts, requests }: ReturnType<typeof createCounts>): void {
  const delivery = { id: newId('dlv'), partnerId, budgetFrom: new Date() } as ClaimedDelivery;
  for (const [place, errorClass] of [undefined, ...errorClasses].entries()) {
    const status = errorClass === undefined ? 'delivered' : 'retrying';
    const verdict = { status, nextAttemptAt: null, because: '', disableEndpoint: null } as const;
    const result = { ok: errorClass === undefined, latencyMs: 2 ** place, errorClass, gone: false };
    attempts.note(delivery, { delivery, startedAt: new Date(), result, verdict } satisfies PostedAttempt);
  }
  requests.note({ status: 202, seconds: 0.004, caller: partnerId, traceId: undefined });
}

async function fillQueues(sql: Sql, ids: string[]): Promise<void> {
  await sql`
    insert into delivery (id, event_id, endpoint_id, partner_id, event_type, status, hold_reason, workflow_id)
    select ${newId('dlv').slice(0, 14)} || lpad(row_number() over ()::text, 16, '0'), 'evt_1', 'ep_1', p, 't', s,
      case s when 'held' then 'breaker' end, 'w'
    from unnest(${ids}::text[]) p, unnest('{pending,retrying,held,dead_lettered,delivered}'::text[]) s, generate_series(1, ${queuedPerPartner})`;
  await sql`analyze delivery`;
}
