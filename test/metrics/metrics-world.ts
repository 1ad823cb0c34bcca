import { setTimeout as delay } from 'node:timers/promises';
import { createCounts } from '#apps/metrics/counts/counts.ts';
import { createMetrics } from '#apps/metrics/metrics.ts';
import { type Database, openDatabase } from '#db/database.ts';
import type { ClaimedDelivery } from '#domain/delivery/claimed-delivery.ts';
import { Settings } from '#domain/settings.ts';
import { createDatabase } from '#test/support/services.ts';

type Options = Partial<Parameters<typeof createMetrics>[0]> & { metrics?: object };

/** The metrics of a process that only has a database, and counts. */
export async function openMetricsWorld({ metrics: ownSettings, ...overrides }: Options = {}) {
  const database = await createDatabase();
  const db: Database = openDatabase(database.url);
  const settings = Settings.parse({ metrics: ownSettings ?? {} });
  const counts = createCounts(() => settings);
  const metrics = createMetrics({
    counts,
    settings: () => settings,
    sql: db.sql,
    pools: { general: db.sql },
    findLimit: () => undefined,
    role: 'engine',
    version: '1.2.3',
    readiness: () => [{ name: 'temporal', ok: false, required: false, detail: '' }],
    spans: () => ({ exported: 7, dropped: 1 }),
    load: () => ({ queued: 3, posting: 2, waitingForWorkflow: 1, sweptAt: 5_000, lagMs: 250 }),
    ...overrides,
  });
  return {
    db,
    database,
    counts,
    metrics,
    settings,
    /** The text once all statements were answered, however long that takes here. */
    async scrapeAll(): Promise<string> {
      for (;;) {
        const text = await metrics.scrape();
        if (Object.values(seriesOf(text, 'causeway_database_read_up')).every((up) => up === 1)) return text;
        await delay(25);
      }
    },
    async close() {
      await metrics.close();
      await db.close();
      await database.drop();
    },
  };
}

/** The values of a family's series by their labels, as the text has them. */
export function seriesOf(text: string, name: string): Record<string, number> {
  const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  return Object.fromEntries(
    lines.map((line) => {
      const [, labels = '', value = ''] = /^\w+(?:\{([^}]*)\})? (\S+)/.exec(line) ?? [];
      return [labels.replaceAll('"', ''), Number(value)];
    }),
  );
}

/** Notes an attempt as the deliverer does. */
export function attemptOf(
  partnerId: string,
  { latencyMs = 20, errorClass, id = 'dlv_1' }: { latencyMs?: number; errorClass?: 'http_5xx' | 'timeout'; id?: string } = {},
) {
  const delivery = { id, partnerId, budgetFrom: new Date(Date.now() - 1_000) } as ClaimedDelivery;
  const ok = errorClass === undefined;
  const verdict = { status: ok ? 'delivered' : 'retrying', nextAttemptAt: null, because: '', disableEndpoint: null } as const;
  return [delivery, { delivery, startedAt: new Date(), result: { ok, latencyMs, errorClass, gone: false }, verdict }] as const;
}
