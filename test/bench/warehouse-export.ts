import { createPartner } from '#db/partners/partner.ts';
import { ampleLimit } from '#test/support/limits.ts';
import { now } from '#test/support/stack/clock.ts';
import { tester } from '#test/support/tester.ts';
import { round } from './percentiles.ts';
import { residentMbOf } from './process-usage.ts';
import type { WarehouseStack } from './warehouse-stack.ts';

export interface Exported {
  rows: number;
  rowsPerS: number;
  mbPerS: number;
  /** Of the engine: before, and the highest while it was read. */
  startMb: number;
  rssMb: number;
  /** Floor: the same rows as JSON, which psql would print. */
  floorRowsPerS: number;
}

/** How often the engine's memory is looked at. */
const LOOK_MS = 200;

/** Deals as partners register them, written by PostgreSQL itself. */
export async function addDeals({ db }: WarehouseStack, count: number): Promise<void> {
  const partner = await createPartner(db, { name: 'Bench', tier: 'standard', ...ampleLimit }, tester);
  await db.sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    await tx`
      insert into deal (id, partner_id, programme_id, external_id, fields, value_minor, currency, close_date, created_by)
      select 'deal_' || lpad(n::text, 26, '0'), ${partner.id}, 'prg_default', 'CRM-' || n, jsonb_build_object(
        'customer', jsonb_build_object('company_name', 'Company ' || n || ' GmbH', 'website', 'https://www.company-' || n || '.example'),
        'title', 'Data platform for office ' || n, 'type', 'new_business', 'close_date', '2099-03-31',
        'expected_value', jsonb_build_object('amount', n || '.00', 'currency', 'EUR')), n * 100, 'EUR', '2099-03-31', 'bench'
      from generate_series(1, ${count}::int) n`;
    await tx`analyze deal`;
  });
}

/** Reads the whole stream through the API, line by line, as an ETL tool would, which keeps none of it. */
export async function measureExport(stack: WarehouseStack, count: number): Promise<Exported> {
  const startMb = residentMbOf(stack.enginePid);
  let rssMb = startMb;
  const looking = setInterval(() => (rssMb = Math.max(rssMb, residentMbOf(stack.enginePid))), LOOK_MS);
  try {
    const { rows, bytes, seconds } = await readAll(stack);
    if (rows !== count) throw new Error(`${rows} rows were exported instead of ${count}`);
    const floorRowsPerS = Math.round(count / (await readBare(stack)));
    return { rows, rowsPerS: Math.round(rows / seconds), mbPerS: round(bytes / 1e6 / seconds, 1), startMb, rssMb, floorRowsPerS };
  } finally {
    clearInterval(looking);
  }
}

async function readAll({ url, platformKey }: WarehouseStack): Promise<{ rows: number; bytes: number; seconds: number }> {
  const headers = { authorization: `Bearer ${platformKey}`, accept: 'application/x-ndjson' };
  const began = now();
  const response = await fetch(`${url}/api/v1/exports/deals`, { headers });
  if (!response.ok || !response.body) throw new Error(`The export was answered ${response.status}: ${await response.text()}`);
  let [rows, bytes] = [0, 0];
  for await (const chunk of response.body) {
    bytes += chunk.length;
    for (let at = chunk.indexOf(LINE_END); at >= 0; at = chunk.indexOf(LINE_END, at + 1)) rows++;
  }
  return { rows, bytes, seconds: (now() - began) / 1_000 };
}

const LINE_END = 10;

/** In seconds. */
async function readBare({ db }: WarehouseStack): Promise<number> {
  const began = now();
  const cursor = db.sql`select row_to_json(d)::text as line from deal d`.cursor(2_000);
  for await (const rows of cursor) if (rows.length === 0) break;
  return (now() - began) / 1_000;
}
