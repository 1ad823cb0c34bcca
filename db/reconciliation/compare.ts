import type { Queryable, Sql } from '#db/database.ts';
import { type ObjectMap, otherSide, type Side } from '#domain/sync/mapping.ts';
import { stagingOf } from './staging.ts';

/** What the comparison says of one object. */
export interface ComparedObject {
  links: number;
  /** Linked records that the listing of this side lacks although that of the other side has their counterpart. */
  gone: Record<Side, number>;
  /** Records of this side without a counterpart that the mapping does not create, beyond those that are looked at one by one. */
  onlyCounted: Record<Side, number>;
}

/** A comparison of millions of records takes longer than any other statement may. */
const TIMEOUT_MS = 1_800_000;
/** For the sums of all buckets; one comparison at a time needs it. */
const WORK_MEM = '64MB';

/** Of one object and side. Many companies have customers by the hundred thousand that no mapping wants in the CRM, which is no news. */
const MAX_UNMAPPED = 10_000;
/** Three are enough to see that there are several. */
const MAX_NAMESAKES = 3;

export interface ComparedPlace {
  runId: string;
  syncId: string;
  map: ObjectMap;
  /** Whether the listing of each side was read to its end. What the rest of it has is not known, so nothing is missing there. */
  isWhole: Readonly<Record<Side, boolean>>;
}

/**
 * Enters what may differ as candidates: the sums of the buckets of both sides, then the records of the buckets whose sum is not 0, then their
 * fields. What is the same costs one reading of a narrow table. Safe to repeat: the candidates of the object are replaced.
 */
export async function compareStaged(sql: Sql, place: ComparedPlace): Promise<ComparedObject> {
  const { runId, syncId, map } = place;
  return sql.begin(async (tx) => {
    await tx`select set_config('statement_timeout', ${String(TIMEOUT_MS)}, true), set_config('work_mem', ${WORK_MEM}, true)`;
    await tx`delete from ${stagingOf(tx, runId).candidates} where object = ${map.name}`;
    const gone = await enterUnequal(tx, place);
    const onlyCounted = { a: await enterAlone(tx, place, 'a'), b: await enterAlone(tx, place, 'b') };
    const [row] = await tx<{ links: number }[]>`
      select count(*)::int as links from sync_link where sync_id = ${syncId} and object = ${map.name}`;
    return { links: row?.links ?? 0, gone, onlyCounted };
  });
}

/** Linked records of which one is not in its listing, or that have different values or faults. Returns how many are not there. */
async function enterUnequal(tx: Queryable, { runId, map, isWhole }: ComparedPlace): Promise<Record<Side, number>> {
  const { records, values, candidates } = stagingOf(tx, runId);
  // Without statistics PostgreSQL would expect few buckets, and sort for them.
  await tx`analyze ${records} (object, bucket, link_id)`;
  await tx`
    create temp table unequal on commit drop as
    select link_id, max(position) filter (where side = 'a') as a, max(position) filter (where side = 'b') as b
    from ${records} where object = ${map.name} and bucket in (
      select bucket from ${records} where object = ${map.name} and bucket is not null
      group by bucket having sum(hash_high) <> 0 or sum(hash_low) <> 0)
    group by link_id having sum(hash_high) <> 0 or sum(hash_low) <> 0`;
  await tx`
    delete from unequal where (a is null and not ${isWhole.a}) or (b is null and not ${isWhole.b})`;
  const [gone] = await tx<Record<Side, number>[]>`
    select count(*) filter (where a is null)::int as a, count(*) filter (where b is null)::int as b from unequal`;
  // The limit keeps the planner from reading the whole table for a few of its rows.
  const at = (position: Side) => tx`(select * from ${values} where position = u.${tx(position)} limit 1)`;
  await tx`
    insert into ${candidates} (object, link_id, a_position, b_position)
    select ${map.name}, u.link_id, u.a, u.b
    from unequal u left join lateral ${at('a')} a on true left join lateral ${at('b')} b on true
    where u.a is null or u.b is null or a.faults <> '[]' or b.faults <> '[]'
      or exists (select from jsonb_each(a."values") field where b."values" -> field.key <> field.value)
    order by u.link_id`;
  await tx`drop table unequal`;
  return gone ?? { a: 0, b: 0 };
}

/**
 * Records of one side without a counterpart, with those that have a common key. Those that the mapping leaves alone, and that are like no
 * other, are entered up to a limit. Returns how many are beyond it.
 */
async function enterAlone(tx: Queryable, { runId, syncId, map, isWhole }: ComparedPlace, side: Side): Promise<number> {
  const other = otherSide(side);
  if (!isWhole[other]) return 0;
  const { records, values, keys, candidates } = stagingOf(tx, runId);
  const [id, position] = [tx(`${side}_id`), tx(`${side}_position`)];
  const namesakes = (of: Side) => tx`
    array(
      select distinct named.record_id from unnest(v.keys) k (key) cross join lateral (
        select n.record_id from ${keys} n
        where n.object = ${map.name} and n.key = k.key and n.side = ${of} and n.record_id <> (case when ${of === side} then x.record_id else '' end)
        limit ${MAX_NAMESAKES * 2}) named
      order by 1 limit ${MAX_NAMESAKES})`;
  await tx`
    create temp table alone on commit drop as
    select x.record_id, x.position, ${namesakes('a')} as a, ${namesakes('b')} as b
    from (
      select r.record_id, max(r.position) as position from ${records} r
      where r.object = ${map.name} and r.side = ${side} and r.link_id is null and not exists (
        select from sync_link l where l.sync_id = ${syncId} and l.object = ${map.name} and l.${id} = r.record_id)
      group by r.record_id
    ) x cross join lateral (select * from ${values} where position = x.position limit 1) v`;
  const entered = await tx`
    insert into ${candidates} (object, ${id}, ${position}, a_namesakes, b_namesakes)
    select ${map.name}, record_id, position, a, b from (
      select *, row_number() over (partition by ${tx(other)} = '{}' order by record_id) as number from alone) n
    where ${map.creates.includes(other)} or ${tx(other)} <> '{}' or number <= ${MAX_UNMAPPED}
    order by record_id`;
  const [row] = await tx<{ records: number }[]>`select count(*)::int as records from alone`;
  await tx`drop table alone`;
  return (row?.records ?? 0) - entered.count;
}
