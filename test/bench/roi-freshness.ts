import { setTimeout as delay } from 'node:timers/promises';
import { findRoi } from '#apps/api/attribution/reports/report-roi.ts';
import { insertConversions } from '#db/attribution/facts/insert-conversions.ts';
import { insertTouches } from '#db/attribution/facts/insert-touches.ts';
import { getReportVersion } from '#db/attribution/reports/find-version.ts';
import { rollUp } from '#db/attribution/versions/roll-up.ts';
import { findActiveVersion } from '#db/attribution/versions/version.ts';
import { liveScope } from '#domain/attribution/facts.ts';
import { newId } from '#domain/id.ts';
import { type Percentiles, percentiles } from './percentiles.ts';
import { catchUp } from './roi-credits.ts';
import type { RoiStack } from './roi-stack.ts';

export interface FreshnessFound extends Percentiles {
  leads: number;
  /** Touches and leads that were recorded in a second. */
  eventsPerS: number;
}

/** A partner of its own: in a database that was kept, another run's has leads already. */
const probe = newId('ptn');
/** Half of the rate: each lead comes with a touch. */
const leadsPerS = 100;
/** As the activity that rolls up: see `pauseMs` there. */
const pauseMs = 500;
const lookEveryMs = 50;

/**
 * Records 200 events a second of known subjects, while the active version is rolled up as the worker does it, and asks for a partner's report over and over. A
 * lead counts from the moment before it is recorded until the end of the first report that has it.
 */
export async function measureFreshness(stack: RoiStack, { seconds }: { seconds: number }): Promise<FreshnessFound> {
  await catchUp(stack);
  const total = seconds * leadsPerS;
  const startedAt: number[] = [];
  const stop = new AbortController();
  const rolling = keepRollingUp(stack, stop.signal);
  const began = performance.now();
  const recorded: Promise<void>[] = [];
  const looking = untilReported(stack, startedAt, total);
  for (let lead = 0; lead < total; lead += 1) {
    const wait = began + (lead * 1_000) / leadsPerS - performance.now();
    if (wait > 1) await delay(wait);
    startedAt.push(performance.now());
    recorded.push(recordLead(stack, 1 + ((lead * 7_919) % Math.floor(stack.touches / 20))));
  }
  await Promise.all(recorded);
  const eventsPerS = Math.round((2 * total) / ((performance.now() - began) / 1_000));
  const times = await looking;
  stop.abort();
  await rolling;
  return { ...percentiles(times), leads: total, eventsPerS };
}

async function keepRollingUp({ attribution: { sql } }: RoiStack, signal: AbortSignal): Promise<void> {
  const version = await findActiveVersion(sql);
  while (!signal.aborted) {
    const pass = await rollUp(sql, version?.number ?? 0);
    if (pass?.isBehind !== true) await delay(pauseMs, undefined, { signal }).catch(() => {});
  }
}

async function recordLead({ attribution: { sql } }: RoiStack, subject: number): Promise<void> {
  const fact = {
    ...{ scope: liveScope, subjectKey: BigInt(subject).toString(16).padStart(16, '0'), occurredAt: new Date() },
    ...{ externalId: null, origin: 'platform', digest: '00', metadata: null },
  };
  await insertTouches(sql, [{ ...fact, id: newId('tch'), partnerId: probe, source: 'link', campaign: null, isBot: false }]);
  const rest = { kind: 'lead', value: null, dealId: null, registeredBy: null, registeredAt: null } as const;
  await insertConversions(sql, [{ ...fact, occurredAt: new Date(), id: newId('cnv'), ...rest }]);
}

/** The last touch of each lead is the probe's, so its leads are as many as are in the report. In the order in which they were begun. */
async function untilReported({ attribution }: RoiStack, startedAt: readonly number[], total: number): Promise<number[]> {
  const times: number[] = [];
  const window = { from: new Date(Date.now() - 86_400_000), to: new Date(Date.now() + 86_400_000) };
  while (times.length < total) {
    const version = await getReportVersion(attribution.sql, {});
    const books = { version: version.number, scope: liveScope, model: 'last_touch', asOf: version.completeTo, timeZone: 'UTC' } as const;
    const basis = { version, books, window, currency: 'EUR' };
    const found = await findRoi({ attribution }, { basis, partnerId: probe, margin: 700_000n, observed: false });
    const now = performance.now();
    const seen = Math.min(Number(found.return.leads / 1_000_000n), startedAt.length);
    while (times.length < seen) times.push(now - (startedAt[times.length] ?? now));
    await delay(lookEveryMs);
  }
  return times;
}
