import { setTimeout as delay } from 'node:timers/promises';
import { Stripe } from 'stripe';
import { Agent, request } from 'undici';
import { type Database, openDatabase } from '#db/database.ts';
import { now } from '#test/support/stack/clock.ts';
import { percentiles, round } from './percentiles.ts';
import type { Row } from './report.ts';

export interface InboundPlan {
  ratePerS: number;
  warmUpS: number;
  seconds: number;
  /** Each is sent twice, in any order. */
  events: number;
  /** Bare inserts, one after the other. */
  inserts: number;
}

export interface InboundFound {
  ratePerS: number;
  accepted: number;
  /** From sending the webhook to the last byte of the 2xx. */
  acceptMs: { p50: number; p99: number };
  floorMs: { p50: number; p99: number };
  sent: number;
  effects: number;
}

const secret = 'the-signing-secret-of-the-bench';
/** Half a kibibyte of what a real event has more. */
const padding = 'x'.repeat(600);
const drainMs = 60_000;

interface Sender {
  sourceId: string;
  send(eventId: string): Promise<number>;
}

/** Webhooks as Stripe sends and signs them, to one source of a running engine. */
export async function measureInbound(
  { api, key, databaseUrl }: { api: string; key: string; databaseUrl: string },
  plan: InboundPlan,
): Promise<InboundFound> {
  const agent = new Agent({ connections: 128, pipelining: 1 });
  const db = openDatabase(databaseUrl, { max: 2, name: 'connectors-bench' });
  try {
    const timed = await addSource(api, key, agent);
    let next = 0;
    const run = async (seconds: number) => {
      const latencies: number[] = [];
      await openLoop(plan.ratePerS, plan.ratePerS * seconds, async () => void latencies.push(await timed.send(`evt_timed_${next++}`)));
      return latencies;
    };
    await run(plan.warmUpS);
    const latencies = await run(plan.seconds);
    const twice = await addSource(api, key, agent);
    const sent = await sendTwice(twice, plan);
    return {
      ratePerS: plan.ratePerS,
      accepted: latencies.length,
      acceptMs: percentiles(latencies),
      floorMs: await measureFloor(db, plan.inserts),
      sent,
      effects: await countEffects(db, twice.sourceId),
    };
  } finally {
    await agent.close();
    await db.close();
  }
}

async function addSource(api: string, key: string, dispatcher: Agent): Promise<Sender> {
  const made = await request(`${api}/inbound-sources`, {
    dispatcher,
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ vendor: 'stripe', name: 'Bench', secret }),
  });
  if (made.statusCode !== 201) throw new Error(`no source: ${await made.body.text()}`);
  const { id } = (await made.body.json()) as { id: string };
  return {
    sourceId: id,
    async send(eventId) {
      const body = eventOf(eventId);
      const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret });
      const headers = { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature };
      const startedAt = now();
      const answer = await request(`${api}/inbound/${id}`, { dispatcher, method: 'POST', headers, body });
      const text = await answer.body.text();
      if (answer.statusCode !== 200) throw new Error(`A webhook was answered ${answer.statusCode}: ${text.slice(0, 500)}`);
      return now() - startedAt;
    },
  };
}

const eventOf = (id: string) =>
  JSON.stringify({
    id,
    object: 'event',
    type: 'customer.updated',
    created: 1_700_000_000,
    data: { object: { object: 'customer', id: `cus_${id}`, description: padding } },
  });

async function sendTwice({ send }: Sender, { events, ratePerS }: InboundPlan): Promise<number> {
  const ids = Array.from({ length: 2 * events }, (_, index) => ({ id: `evt_twice_${index % events}`, at: Math.random() }));
  const shuffled = ids.toSorted((a, b) => a.at - b.at);
  let sent = 0;
  await openLoop(ratePerS, shuffled.length, async () => void (await send(shuffled[sent++]?.id ?? '')));
  return sent;
}

/** What was recorded because of the events, once all have been processed. */
async function countEffects({ sql }: Database, sourceId: string): Promise<number> {
  for (const until = Date.now() + drainMs; Date.now() < until; await delay(100)) {
    const waiting = await sql`select from inbound_event where source_id = ${sourceId} and status = 'pending' limit 1`;
    if (waiting.length === 0) break;
  }
  const [row] = await sql<{ effects: number }[]>`
    select coalesce(sum(events), 0)::int as effects from change_hint where connection_id = ${sourceId}`;
  return row?.effects ?? 0;
}

async function openLoop(ratePerS: number, count: number, turn: () => Promise<void>): Promise<void> {
  const underWay: Promise<void>[] = [];
  const startedAt = now();
  for (let sent = 0; sent < count; sent++) {
    await delay(Math.max(0, startedAt + (sent / ratePerS) * 1_000 - now()));
    underWay.push(turn());
  }
  await Promise.all(underWay);
}

/** What the machine takes to commit one row of the same content. */
async function measureFloor({ sql }: Database, inserts: number): Promise<InboundFound['floorMs']> {
  await sql`create table inbound_floor (id text primary key, body text not null, at timestamptz not null default now())`;
  const latencies: number[] = [];
  for (let index = 0; index < inserts; index++) {
    const startedAt = now();
    await sql`insert into inbound_floor (id, body) values (${`evt-${index}`}, ${eventOf(`evt_${index}`)})`;
    latencies.push(now() - startedAt);
  }
  await sql`drop table inbound_floor`;
  return percentiles(latencies);
}

const maxAcceptMs = { p50: 4, p99: 25 };

export function inboundRows({ ratePerS, accepted, acceptMs, floorMs, sent, effects }: InboundFound): Row[] {
  return [
    {
      figure: `inbound at ${ratePerS}/s: ms to 2xx`,
      value: `p50 ${acceptMs.p50}  p99 ${acceptMs.p99}  (${accepted} webhooks)`,
      target: `p50 ≤ ${maxAcceptMs.p50}, p99 ≤ ${maxAcceptMs.p99}`,
      met: acceptMs.p50 <= maxAcceptMs.p50 && acceptMs.p99 <= maxAcceptMs.p99,
    },
    {
      figure: 'floor: bare INSERT and commit: ms',
      value: `p50 ${floorMs.p50}  p99 ${floorMs.p99}  (Causeway: ${round(acceptMs.p50 / floorMs.p50, 1)} times its p50)`,
    },
    {
      figure: `${sent / 2} events, each sent twice and shuffled: effects`,
      value: String(effects),
      target: String(sent / 2),
      met: effects === sent / 2,
    },
  ];
}

/** The keys of docs/benchmarks.md. */
export const inboundJson = ({ acceptMs, floorMs, ...rest }: InboundFound) => ({
  acceptMs: { p50: acceptMs.p50, p99: acceptMs.p99 },
  floorMs: { p50: floorMs.p50, p99: floorMs.p99 },
  ...rest,
});
