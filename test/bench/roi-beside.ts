import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { type AttributionStore, openAttribution } from '#db/attribution/store.ts';
import { addFirstVersion } from '#db/attribution/versions/version.ts';
import { isDatabaseBusy } from '#db/failure.ts';
import { VersionSettings } from '#domain/attribution/version-settings.ts';
import { makeScratch, removeScratch } from '#test/support/stack/scratch.ts';
import { type Bench, startBench } from './bench.ts';
import { collectReceipts, startLoad } from './isolation.ts';
import { catchUp, storeMonths } from './roi-credits.ts';
import { addRates, generate, partnerName, partnersTotal } from './roi-generate.ts';
import { latencies } from './traffic.ts';

export interface BesideFound {
  /** From sending an event to its receipt, in milliseconds. */
  aloneP99: number;
  besideP99: number;
  /** How many were answered beside the deliveries. */
  reports: number;
}

const ratePerS = 500;
const seed = 18;

/** 500 deliveries a second alone, then beside one who asks for one report after the other: of a partner, and of all partners. */
export async function measureBeside(quick: boolean, say: (line: string) => void): Promise<BesideFound> {
  const stateDir = await makeScratch();
  const bench = await startBench({ quick, stateDir, say });
  try {
    await fill(bench, quick ? 20_000 : 200_000);
    const target = await bench.addTarget('beside');
    const seconds = quick ? 8 : 30;
    const p99Of = async () => {
      const stop = await startLoad(bench, target, ratePerS);
      await delay(seconds * 1_000);
      const result = await stop();
      await collectReceipts(bench, result.ids);
      return latencies(bench, result).sendToReceiptMs.p99;
    };
    await p99Of();
    const aloneP99 = await p99Of();
    const asking = askForReports(bench);
    const besideP99 = await p99Of();
    return { aloneP99, besideP99, reports: await asking.stop() };
  } finally {
    await bench.stop();
    removeScratch(stateDir);
  }
}

async function fill({ services }: Bench, touches: number): Promise<void> {
  const { databaseUrl } = services;
  const attribution = openAttribution(databaseUrl, { max: 2, name: 'roi-bench' });
  const admin = postgres(databaseUrl, { max: 1, onnotice: () => {}, connection: { search_path: 'attribution' } });
  await addFirstVersion(attribution.sql, VersionSettings.parse({}));
  await addRates(admin);
  await generate(admin, { from: 0, to: touches, seed });
  await admin`analyze`;
  await catchUpBesideWorker(attribution);
  // As the worker has done soon after: else most reports would read days, and the worker would convert beside the deliveries.
  await storeMonths({ attribution });
  await attribution.close();
  await admin.end({ timeout: 5 });
}

/** The bench's own worker rolls up as well, one page at a time; a pass that waits too long behind it is made again. */
async function catchUpBesideWorker(attribution: AttributionStore): Promise<void> {
  try {
    await catchUp({ attribution });
  } catch (error) {
    if (!isDatabaseBusy(error)) throw error;
    await catchUpBesideWorker(attribution);
  }
}

/** One after the other, each of another window, so that none is remembered. */
function askForReports({ apiUrl, key, services }: Bench): { stop(): Promise<number> } {
  let [answered, isOver] = [0, false];
  const headers = { authorization: `Bearer ${key}` };
  const ask = async () => {
    const sql = postgres(services.databaseUrl, { max: 1 });
    // The generator's partners are known to the store only, and a report asks for the partner first.
    await sql`
      insert into partner (id, name, tier) select id, id, 'standard' from unnest(${Array.from({ length: partnersTotal }, (_, at) => partnerName(at))}::text[]) p (id)
      on conflict do nothing`;
    await sql.end({ timeout: 5 });
    while (!isOver) {
      const from = new Date(Date.UTC(2024, 1, 1) + answered * 3_700_123).toISOString();
      const to = new Date(Date.UTC(2024, 10, 1) + answered * 3_900_123).toISOString();
      const path = answered % 4 === 3 ? '/attribution/league' : `/partners/${partnerName(answered % 40)}/roi`;
      const reply = await fetch(`${apiUrl}${path}?from=${from}&to=${to}`, { headers });
      const text = await reply.text();
      if (!reply.ok) throw new Error(`A report was answered ${reply.status}: ${text}`);
      answered += 1;
    }
  };
  const asked = ask();
  asked.catch(() => {});
  return {
    async stop() {
      isOver = true;
      await asked;
      return answered;
    },
  };
}
