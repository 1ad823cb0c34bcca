import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { now } from '#test/support/stack/clock.ts';
import { companyAt, customerOf } from './companies.ts';
import { type DealsStack, expectStatus } from './deals-stack.ts';
import { dealFor } from './deals-submit.ts';
import { round } from './percentiles.ts';

export interface Imported {
  rows: number;
  rowsPerS: number;
  copyRowsPerS: number;
}

/** So that their external ids begin with bench-3, and no others. */
const firstCompany = 300_000_000;
const pollMs = 100;
/** 10,000 rows at 20 a second. */
const maxMs = 500_000;

/** One import, from sending it to its end; beside it the same rows by COPY into a table with the same indexes. */
export async function measureImport(stack: DealsStack, rows: number): Promise<Imported> {
  const key = stack.keys[0] as string;
  const deals = Array.from({ length: rows }, (_, index) => dealFor(customerOf(companyAt(firstCompany + index)), firstCompany + index));
  const startedAt = now();
  const { id } = expectStatus(202, 'POST /deal-imports', await stack.call(key, 'POST', '/deal-imports', deals));
  await waitUntilFinished(stack, key, String(id), startedAt);
  const seconds = (now() - startedAt) / 1_000;
  const copied = await copyDeals(stack);
  if (copied.rows !== rows) throw new Error(`Of ${rows} imported rows ${copied.rows} became deals`);
  return { rows, rowsPerS: round(rows / seconds, 0), copyRowsPerS: round(rows / copied.seconds, 0) };
}

async function waitUntilFinished({ call }: DealsStack, key: string, id: string, startedAt: number): Promise<void> {
  for (;;) {
    const body = expectStatus(200, 'The import', await call(key, 'GET', `/deal-imports/${id}`));
    if (body['status'] === 'finished') return;
    if (now() - startedAt > maxMs) throw new Error(`The import did not finish: ${JSON.stringify(body).slice(0, 300)}`);
    await delay(pollMs);
  }
}

async function copyDeals({ db: { sql } }: DealsStack): Promise<{ rows: number; seconds: number }> {
  const chunks: Buffer[] = [];
  for await (const chunk of await sql.unsafe(`copy (select * from deal where external_id like 'bench-3%') to stdout`).readable()) {
    chunks.push(chunk as Buffer);
  }
  await sql`create table deal_copy (like deal including all)`;
  const startedAt = now();
  await pipeline(Readable.from(chunks), await sql`copy deal_copy from stdin`.writable());
  const seconds = (now() - startedAt) / 1_000;
  await sql`drop table deal_copy`;
  // COPY writes line ends within values as \n, so each of these ends a row.
  const rows = Buffer.concat(chunks).toString('latin1').split('\n').length - 1;
  return { rows, seconds };
}
