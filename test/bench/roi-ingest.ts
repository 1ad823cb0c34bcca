import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { loadAt } from './http-load.ts';
import { percentiles, round } from './percentiles.ts';
import type { RoiApi } from './roi-api.ts';
import type { RoiStack } from './roi-stack.ts';
import { measureSync } from './sync-floor.ts';

export interface IngestFound {
  /** In batches of 1,000. */
  perS: number;
  touches: number;
  /** One touch per request, 200 requests a second. */
  single: { p50: number; p99: number };
  /** `/r/<code>`, 200 a second. */
  redirect: { p50: number; p99: number };
  /** `/health/live`, by the same client at the same rate. */
  floorP50: number;
  /** A write that waits for the disk, at the same rate, on the file system of the database. */
  sync: { p50: number; p99: number };
}

const BATCH = 1_000;
const RATE_PER_S = 200;
/** Batches of one key under way; the API takes two of a caller at a time. */
const AT_ONCE = 2;

/** What callers send: a new subject every second touch, as of the last month, with where it came from. */
function touchOf(partners: readonly string[], number: number) {
  const subject = `visitor-${Math.floor(number / 2)}`;
  const occurredAt = new Date(Date.now() - (number % 2_592_000) * 1_000).toISOString();
  return {
    ...{ external_id: `visit-${number}`, subject, partner_id: partners[number % partners.length], occurred_at: occurredAt },
    url: `https://www.example.com/pricing?utm_source=acme&utm_campaign=spring-${number % 20}`,
    metadata: { page: 'pricing', variant: number % 3 },
  };
}

/** What an API process of its own takes over HTTP. */
export async function measureIngest({ startApi, stateDir }: RoiStack, quick: boolean): Promise<IngestFound> {
  const api = await startApi();
  try {
    const batches = quick ? 24 : 240;
    const { perS, touches } = await sendBatches(api, batches);
    const seconds = quick ? 5 : 20;
    return {
      perS,
      touches,
      single: await sendSingles(api, seconds),
      redirect: await openLinks(api, seconds),
      floorP50: await floorOf(api, seconds),
      sync: await measureSync(path.join(stateDir, 'postgres'), seconds),
    };
  } finally {
    await api.stop();
  }
}

async function sendBatches(api: RoiApi, batches: number): Promise<{ perS: number; touches: number }> {
  const pool = new Pool(api.origin, { connections: AT_ONCE * api.platformKeys.length });
  const body = (number: number) =>
    JSON.stringify({ touches: Array.from({ length: BATCH }, (_, index) => touchOf(api.partners, number * BATCH + index)) });
  const send = async (key: string, text: string) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const reply = await pool.request({ path: '/api/v1/touches/batch', method: 'POST', headers, body: text });
    const result = (await reply.body.json()) as { created?: number; detail?: string };
    if (result.created !== BATCH) {
      throw new Error(`A batch was answered ${reply.statusCode}: ${result.detail ?? JSON.stringify(result).slice(0, 500)}`);
    }
  };
  const bodies = Array.from({ length: batches }, (_, number) => body(number));
  for (const [index, text] of bodies.splice(0, 8).entries()) await send(api.platformKeys[index % api.platformKeys.length] ?? '', text);
  const waiting = bodies.toReversed();
  const touches = waiting.length * BATCH;
  const startedAt = performance.now();
  const sender = async (key: string) => {
    for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) await send(key, text);
  };
  await Promise.all(api.platformKeys.flatMap((key) => Array.from({ length: AT_ONCE }, () => sender(key))));
  const seconds = (performance.now() - startedAt) / 1_000;
  await pool.close();
  return { perS: round(touches / seconds, 0), touches };
}

/** An open loop: what is late is not sent later. */
async function sendSingles(api: RoiApi, seconds: number): Promise<{ p50: number; p99: number }> {
  const pool = new Pool(api.origin, { connections: 32 });
  const times: number[] = [];
  const underWay = new Set<Promise<void>>();
  const send = async (number: number) => {
    const headers = { authorization: `Bearer ${api.platformKeys[number % api.platformKeys.length]}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ ...touchOf(api.partners, number), external_id: `single-${number}` });
    const startedAt = performance.now();
    const reply = await pool.request({ path: '/api/v1/touches', method: 'POST', headers, body });
    const text = await reply.body.text();
    if (number >= RATE_PER_S) times.push(performance.now() - startedAt);
    if (reply.statusCode !== 201) throw new Error(`A touch was answered ${reply.statusCode}: ${text}`);
  };
  const startedAt = performance.now();
  for (let sent = 0; sent < RATE_PER_S * (seconds + 1); await delay(1)) {
    for (const due = ((performance.now() - startedAt) / 1_000) * RATE_PER_S; sent < due; sent += 1) {
      const one = send(sent).finally(() => underWay.delete(one));
      underWay.add(one);
    }
  }
  await Promise.all(underWay);
  await pool.close();
  const { p50, p99 } = percentiles(times);
  return { p50, p99 };
}

async function openLinks(api: RoiApi, seconds: number): Promise<{ p50: number; p99: number }> {
  const target = { port: api.port, path: `/r/${api.linkCode}`, key: api.platformKeys[0] ?? '' };
  await loadAt(target, { ratePerS: RATE_PER_S, seconds: 1 });
  const { latencies, statuses } = await loadAt(target, { ratePerS: RATE_PER_S, seconds });
  if (Object.keys(statuses).join() !== '302') throw new Error(`Links were answered ${JSON.stringify(statuses)}`);
  const { p50, p99 } = percentiles(latencies);
  return { p50, p99 };
}

/** The same client and server, with a route that does nothing. */
async function floorOf(api: RoiApi, seconds: number): Promise<number> {
  const target = { port: api.port, path: '/health/live', key: api.platformKeys[0] ?? '' };
  return percentiles((await loadAt(target, { ratePerS: RATE_PER_S, seconds: Math.min(seconds, 5) })).latencies).p50;
}
