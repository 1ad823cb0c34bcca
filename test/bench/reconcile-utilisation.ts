import { setTimeout as wait } from 'node:timers/promises';
import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { type StripeFake, startStripe } from '#apps/fakes/stripe/stripe.ts';
import type { ArrivedRequest, VendorServer } from '#apps/fakes/vendor-server.ts';
import type { Database } from '#db/database.ts';
import { createSync } from '#db/sync/sync.ts';
import { Mapping } from '#domain/sync/mapping.ts';
import { tester } from '#test/support/tester.ts';
import { round } from './percentiles.ts';
import { connect, type SyncStack, withTwoWorkers } from './sync-stack.ts';
import { windowRate } from './window-rate.ts';

export interface UtilisationFound {
  /** Of each side. */
  records: number;
  vendors: VendorRate[];
  /** Seconds of the whole night. */
  seconds: number;
  /** Findings, of which there must be none. */
  invented: number;
}

interface VendorRate {
  name: string;
  callsPerS: number;
  ceilingPerS: number;
  ratio: number;
  /** Calls that the vendor refused for its limits. */
  own429: number;
}

/** As real vendors take for a page of a hundred records. */
const latency = { arrivalMs: [1, 10], workMs: [30, 150] } as const;
/** Most companies have got their customers over years. */
const CREATED_OVER_DAYS = 1_000;
const MAX_NIGHT_MS = 20 * 60_000;

const limits = {
  HubSpot: { calls: /^(GET|POST) \/crm\/objects\//, perWindow: 110, windowS: 10 },
  Stripe: { calls: /^GET \/v1\/customers\?/, perWindow: 25, windowS: 1 },
};
type Vendor = keyof typeof limits;

const mapping = Mapping.parse({
  objects: [
    {
      ...{ name: 'account', a: 'companies', b: 'customers', creates: [], links: [{ how: 'domain', a: 'domain', b: 'email' }] },
      fields: ['name', 'phone'].map((name) => ({ a: name, b: name, type: 'text', direction: 'both', owner: 'none' })),
    },
  ],
});

/** A night over HubSpot and Stripe, which enforce their published limits and answer as slowly as real ones, of records that are the same. */
export async function measureUtilisation(stack: SyncStack, records: number): Promise<UtilisationFound> {
  const [hubspot, stripe] = await Promise.all([startHubSpot({ port: 0 }), startStripe({ port: 0 })]);
  try {
    const companies = { name: (n: number) => `Company ${n}`, phone: (n: number) => `+49 30 ${n}` };
    const valuesOf = (n: number) => ({ name: companies.name(n), phone: companies.phone(n) });
    hubspot.account.seed('companies', records, (n) => ({ ...valuesOf(n), domain: `company-${n}.example` }));
    const customerOf = (n: number) => ({ ...valuesOf(n), email: `ada@company-${n}.example`, metadata: {} });
    stripe.account.seed('customer', records, customerOf, CREATED_OVER_DAYS);
    for (const fake of [hubspot, stripe]) Object.assign(fake.traffic, latency);
    const traffic = { HubSpot: watch('HubSpot', hubspot), Stripe: watch('Stripe', stripe) };
    const urls = { hubspot: hubspot.url, stripe: stripe.url };
    return await withTwoWorkers(stack, urls, async ({ call }) => {
      const connections = {
        aConnectionId: await connect(call, 'hubspot', hubspot.privateToken),
        bConnectionId: await connect(call, 'stripe', stripe.secretKey),
      };
      const syncId = await pausedSync(stack.db, connections, { hubspot, stripe });
      for (const name of ['HubSpot', 'Stripe'] as const) traffic[name].at.length = 0;
      await call('POST', `/syncs/${syncId}/reconcile`, { dry_run: true });
      const { seconds, findings } = await endOfNight(stack.db, syncId, records);
      return { records, seconds, invented: findings, vendors: (['HubSpot', 'Stripe'] as const).map((name) => rateOf(name, traffic[name])) };
    });
  } finally {
    await Promise.all([hubspot.close(), stripe.close()]);
    await stack.db.sql`delete from sync`;
  }
}

interface Traffic {
  at: number[];
  refused: number;
}

function watch(vendor: Vendor, fake: Pick<VendorServer, 'traffic'>): Traffic {
  const traffic: Traffic = { at: [], refused: 0 };
  fake.traffic.onAnswer = ({ method, path, status }: ArrivedRequest) => {
    if (status === 429) traffic.refused++;
    else if (limits[vendor].calls.test(`${method} ${path}`)) traffic.at.push(performance.now());
  };
  return traffic;
}

function rateOf(name: Vendor, { at, refused }: Traffic): VendorRate {
  const { perWindow, windowS } = limits[name];
  const [callsPerS, ceilingPerS] = [windowRate(at, perWindow), perWindow / windowS];
  return { name, callsPerS: round(callsPerS, 2), ceilingPerS, ratio: round(callsPerS / ceilingPerS, 3), own429: refused };
}

/** Links as a sync has made them long ago. It is paused, so that nothing else makes calls. */
async function pausedSync(
  { sql, ...db }: Database,
  connections: { aConnectionId: string; bConnectionId: string },
  { hubspot, stripe }: { hubspot: HubSpotFake; stripe: StripeFake },
): Promise<string> {
  const wanted = { name: 'bench', ...connections, mapping, intervalSeconds: 3_600, maxDeletePercent: 5, maxChangePercent: 30 };
  const { id: syncId } = await createSync({ sql, ...db }, wanted, tester);
  await sql`update sync set paused_at = now(), is_backfill_due = false where id = ${syncId}`;
  const customers = stripe.account.all('customer').map(({ id }) => id);
  const [first] = hubspot.records('companies').visible().take(1).toArray();
  for (let from = 0; from < customers.length; from += 50_000) {
    await sql`
      insert into sync_link (id, sync_id, object, a_id, b_id, how)
      select ${syncId} || '/' || b, ${syncId}, 'account', (${Number(first?.id) + from}::bigint + n - 1)::text, b, 'domain'
      from unnest(${customers.slice(from, from + 50_000)}::text[]) with ordinality as c (b, n)`;
  }
  // As PostgreSQL has done by itself long ago.
  await sql`analyze sync_link`;
  return syncId;
}

async function endOfNight({ sql }: Database, syncId: string, records: number): Promise<{ seconds: number; findings: number }> {
  for (const until = Date.now() + MAX_NIGHT_MS; Date.now() < until; await wait(100)) {
    const [run] = await sql<{ id: string; state: string; reason: string | null; seconds: number }[]>`
      select id, state, reason, extract(epoch from ended_at - started_at)::float8 as seconds from reconciliation_run
      where sync_id = ${syncId} and ended_at is not null`;
    if (!run) continue;
    if (run.state !== 'completed') throw new Error(`the night is ${run.state}: ${run.reason}`);
    const [read] = await sql<{ records: number }[]>`select sum(records)::int as records from reconciliation_feed where run_id = ${run.id}`;
    if (read?.records !== 2 * records) throw new Error(`${read?.records} records were read instead of ${2 * records}`);
    const findings = await sql`select from reconciliation_finding where run_id = ${run.id}`;
    return { seconds: round(run.seconds, 1), findings: findings.length };
  }
  throw new Error('the night did not end');
}
