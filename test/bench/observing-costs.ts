import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { createLog } from '#apps/log.ts';
import { createCounts } from '#apps/metrics/counts/counts.ts';
import { Recorder } from '#apps/traces/recorder.ts';
import type { ClaimedDelivery } from '#domain/delivery/claimed-delivery.ts';
import { newId } from '#domain/id.ts';
import { Settings } from '#domain/settings.ts';
import { loadTraceContext, storeTraceContext, traceHeaders } from '#domain/trace-context.ts';
import { traced } from '#domain/tracer.ts';
import { round } from './percentiles.ts';

/** Microseconds of CPU for what each part does for one delivery by itself. */
export interface ObservingCosts {
  /** Counting its request and its attempt. */
  countsUs: number;
  /** The line of its request, written to a file. */
  lineUs: number;
  /** The spans of its request, publication and attempt, of which 5 % are kept for export. */
  spansUs: number;
}

const times = 40_000;

/** Without an engine, whose figures depend on whatever else the machine does. */
export async function measureCosts(stateDir: string): Promise<ObservingCosts> {
  const [id, partnerId] = [newId('dlv'), newId('ptn')];
  const { requests, attempts } = createCounts(() => Settings.parse({}));
  const delivery = { id, partnerId, budgetFrom: new Date() } as ClaimedDelivery;
  const verdict = { status: 'delivered', nextAttemptAt: null, because: '', disableEndpoint: null } as const;
  const result = { ok: true, latencyMs: 3, errorClass: undefined, gone: false };
  const file = openSync(path.join(stateDir, 'lines.log'), 'w');
  const log = createLog('info', pino.destination({ dest: file, sync: true }));
  const tracer = new Recorder({ ratio: () => 0.05, export: () => {} });
  const costs = {
    countsUs: await costOf(() => {
      requests.note({ status: 202, seconds: 0.004, caller: 'platform', traceId: undefined });
      attempts.note(delivery, { delivery, startedAt: new Date(), result, verdict });
    }),
    lineUs: await costOf(() => {
      log.info({ request_id: id, principal_id: partnerId, method: 'POST', route: '/api/v1/events', status: 202, ms: 3.2 }, 'request');
    }),
    spansUs: await costOf(() => spansOfDelivery(tracer, id)),
  };
  closeSync(file);
  return costs;
}

/** As many spans with as many attributes as a delivery has, and the ways between them. */
async function spansOfDelivery(tracer: Recorder, id: string): Promise<void> {
  const request = tracer.begin({
    name: 'POST',
    kind: 'server',
    parent: null,
    attributes: { a: 'POST', b: 'http', c: id, d: '/api/v1/events' },
  });
  traceHeaders(request.context);
  const publish = { name: 'publish event', kind: 'producer', attributes: { a: id, b: 'deal.approved' } } as const;
  const stored = await tracer.within(request.context, () =>
    traced(tracer, publish, async (span) => span && storeTraceContext(span.context)),
  );
  request.set({ e: 202, f: 'platform' });
  request.end();
  const parent = loadTraceContext(stored) ?? null;
  await tracer.within(parent, async () => {
    const attributes = { a: 'POST', b: '127.0.0.1', c: id, d: id, e: 'deal.approved', f: id, g: id, h: 1 };
    const attempt = tracer.begin({ name: 'deliver webhook', kind: 'client', parent, attributes });
    traceHeaders(attempt.context);
    attempt.set({ i: 200 });
    attempt.end();
  });
}

/** Of one call, after half as many that are not counted. */
async function costOf(work: () => unknown): Promise<number> {
  for (let i = 0; i < times / 2; i++) await work();
  const from = process.cpuUsage();
  for (let i = 0; i < times; i++) await work();
  const { user, system } = process.cpuUsage(from);
  return round((user + system) / times);
}
