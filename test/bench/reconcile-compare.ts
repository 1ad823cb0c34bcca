import type { Database } from '#db/database.ts';
import { compareStaged } from '#db/reconciliation/compare.ts';
import { createStaging, dropStaging, stagePage, stagingOf } from '#db/reconciliation/staging.ts';
import type { ReadRecord } from '#db/sync/sync-record.ts';
import { createSync } from '#db/sync/sync.ts';
import { newId } from '#domain/id.ts';
import { Mapping, type Side, sides } from '#domain/sync/mapping.ts';
import { tester } from '#test/support/tester.ts';
import { round } from './percentiles.ts';

export interface CompareFound {
  records: number;
  /** From two loaded listings to the candidates. */
  compareS: number;
  /** The plainest statement that finds rows with other values, over the same rows. */
  bareJoinS: number;
  missed: number;
  invented: number;
}

const names = ['name', 'phone', 'city', 'country', 'industry', 'size', 'owner', 'stage', 'amount', 'segment'];
const mapping = Mapping.parse({
  objects: [
    {
      ...{ name: 'account', a: 'A', b: 'B', creates: ['a', 'b'], links: [{ how: 'domain', a: 'domain', b: 'domain' }] },
      fields: names.map((name) => ({ a: name, b: name, type: 'text', direction: 'both', owner: 'newest' })),
    },
  ],
});
const [map] = mapping.objects;

const PAGE = 2_000;
/** The median of so many counts: other programs disturb one. */
const RUNS = 3;
/** One record of a hundred differs, in one of these ways. */
const EVERY = 100;
const ways = ['value', 'gone_a', 'gone_b', 'fault', 'blank'] as const;

const wayOf = (n: number) => (n % EVERY === 0 ? ways[(n / EVERY) % ways.length] : undefined);

function recordOf(side: Side, n: number): ReadRecord | undefined {
  const way = wayOf(n);
  if (way === `gone_${side}`) return undefined;
  const values: Record<string, string | null> = Object.fromEntries(names.map((name) => [`${name}=${name}`, `${name} of company ${n}`]));
  if (side === 'b' && way === 'value') values['name=name'] = 'another';
  if (side === 'b' && way === 'blank') values['city=city'] = null;
  const faults = side === 'b' && way === 'fault' ? [{ field: 'stage', reason: 'not_mapped', message: 'no such stage' }] : [];
  const place = { recordId: `${side}${n}`, version: '1', modifiedAt: '2026-11-01T00:00:00Z', state: 'live' as const, mergedInto: null };
  return { ...place, values, faults, keys: [`0:company-${n}.example`] };
}

export async function measureCompare(db: Database, records: number): Promise<CompareFound> {
  if (map === undefined) throw new Error('no object');
  const pair = { name: 'bench', aConnectionId: newId('con'), bConnectionId: newId('con'), mapping };
  const { id: syncId } = await createSync(db, { ...pair, intervalSeconds: 300, maxDeletePercent: 5, maxChangePercent: 30 }, tester);
  const runId = newId('rcn');
  await db.sql`insert into reconciliation_run (id, sync_id, night, trigger) values (${runId}, ${syncId}, '2026-11-29', 'request')`;
  await createStaging(db.sql, runId);
  for (let from = 0; from < records; from += PAGE) {
    const numbers = Array.from({ length: Math.min(PAGE, records - from) }, (_, n) => from + n);
    await db.sql`
      insert into sync_link (id, sync_id, object, a_id, b_id, how)
      select ${`${runId}_`} || n, ${syncId}, 'account', 'a' || n, 'b' || n, 'domain' from unnest(${numbers.map(String)}::text[]) n`;
    for (const side of sides) {
      const page = numbers.flatMap((n) => recordOf(side, n) ?? []);
      await db.sql.begin((tx) => stagePage(tx, { runId, syncId, map, side }, page));
    }
  }
  const compare = () => compareStaged(db.sql, { runId, syncId, map, isWhole: { a: true, b: true } });
  const compareS = await medianSeconds(compare);
  const found = await db.sql<{ n: string }[]>`
    select substr(link_id, ${runId.length + 2}) as n from ${stagingOf(db.sql, runId).candidates} where object = 'account'`;
  const isInjected = ({ n }: { n: string }) => wayOf(Number(n)) !== undefined;
  const right = new Set(found.filter(isInjected).map(({ n }) => n)).size;
  const bareJoinS = await measureBareJoin(db, runId);
  await db.sql.begin((tx) => dropStaging(tx, runId));
  await db.sql`delete from sync where id = ${syncId}`;
  return { records, compareS, bareJoinS, missed: Math.ceil(records / EVERY) - right, invented: found.length - right };
}

/** Over two tables that somebody has loaded with the same rows. */
async function measureBareJoin(db: Database, runId: string): Promise<number> {
  const { records, values } = stagingOf(db.sql, runId);
  await db.sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    for (const side of sides) {
      await tx`
        create unlogged table ${tx(`bare_${side}`)} as
        select r.link_id, v."values" from ${records} r join ${values} v using (position) where r.side = ${side}`;
    }
  });
  await db.sql`analyze bare_a, bare_b`;
  const seconds = await medianSeconds(() =>
    db.sql.begin(async (tx) => {
      await tx`select set_config('statement_timeout', '0', true), set_config('work_mem', '64MB', true)`;
      await tx`select count(*) from bare_a a full join bare_b b using (link_id) where a."values" is distinct from b."values"`;
    }),
  );
  await db.sql`drop table bare_a, bare_b`;
  return seconds;
}

async function medianSeconds(act: () => PromiseLike<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const startedAt = performance.now();
    await act();
    taken.push((performance.now() - startedAt) / 1_000);
  }
  return round(taken.toSorted((x, y) => x - y)[Math.floor(RUNS / 2)] ?? Number.NaN, 3);
}
