import { setTimeout as delay } from 'node:timers/promises';
import type { DealFields } from '#domain/deals/deal.ts';
import { now } from '#test/support/stack/clock.ts';
import { companyAt, customerOf } from './companies.ts';
import { type DealsStack, expectStatus } from './deals-stack.ts';
import { percentiles } from './percentiles.ts';

export interface SubmitPlan {
  ratePerS: number;
  warmUpS: number;
  seconds: number;
  /** Bare inserts, one after the other. */
  inserts: number;
}

export interface Submitted {
  ratePerS: number;
  submitted: number;
  ms: { p50: number; p99: number };
  floorMs: { p50: number; p99: number };
}

/** Numbers of companies that no other part of the bench submits a deal for. */
const firstCompany = 200_000_000;

/** A deal that the default programme takes. */
export function dealFor(customer: DealFields['customer'], index: number): DealFields & { external_id: string } {
  return {
    external_id: `bench-${index}`,
    customer: { website: `https://www.company${index}.com`, ...customer },
    title: `First order ${index}`,
    expected_value: { amount: '48000.00', currency: 'EUR' },
    close_date: '2099-03-31',
    type: 'new_business',
  };
}

/** Drafts are made and submitted at a constant rate, whatever has become of those before; the submission alone is timed. */
export async function measureSubmit(stack: DealsStack, plan: SubmitPlan): Promise<Submitted> {
  let next = firstCompany;
  const run = async (seconds: number) => {
    const latencies: number[] = [];
    await openLoop(plan.ratePerS, seconds, async () => void latencies.push(await submitOne(stack, next++)));
    return latencies;
  };
  await run(plan.warmUpS);
  const latencies = await run(plan.seconds);
  return {
    ratePerS: plan.ratePerS,
    submitted: latencies.length,
    ms: percentiles(latencies),
    floorMs: await measureFloor(stack, plan.inserts),
  };
}

async function submitOne({ call, keys }: DealsStack, index: number): Promise<number> {
  const key = keys[index % keys.length] as string;
  const { id } = expectStatus(201, 'A draft', await call(key, 'POST', '/deals', dealFor(customerOf(companyAt(index)), index)));
  const submitted = await call(key, 'POST', `/deals/${String(id)}/submit`);
  expectStatus(200, 'A submission', submitted);
  return submitted.ms;
}

async function openLoop(ratePerS: number, seconds: number, turn: () => Promise<void>): Promise<void> {
  const underWay: Promise<void>[] = [];
  const startedAt = now();
  for (let sent = 0; sent < ratePerS * seconds; sent++) {
    await delay(Math.max(0, startedAt + (sent / ratePerS) * 1_000 - now()));
    underWay.push(turn());
  }
  await Promise.all(underWay);
}

/** What the machine takes to commit one row of the same content. */
async function measureFloor({ db: { sql } }: DealsStack, inserts: number): Promise<Submitted['floorMs']> {
  await sql`create table submit_floor (id text primary key, fields jsonb not null, at timestamptz not null default now())`;
  const latencies: number[] = [];
  for (let index = 0; index < inserts; index++) {
    const fields = JSON.stringify(dealFor(customerOf(companyAt(firstCompany + index)), index));
    const startedAt = now();
    await sql`insert into submit_floor (id, fields) values (${`deal-${index}`}, ${fields}::text::jsonb)`;
    latencies.push(now() - startedAt);
  }
  await sql`drop table submit_floor`;
  return percentiles(latencies);
}
