import type { Queryable, Sql } from '#db/database.ts';
import { type Learnt } from '#domain/attribution/models/learnt.ts';
import { nothingAffected } from './credit-unit.ts';
import { creditAffected, inVersion } from './roll-up.ts';
import type { Version } from './version.ts';

/** What is credited one after the other: the roots with all their facts, then what has no subject, then costs. */
const stages = ['roots', 'conversions', 'revenue', 'costs'] as const;
type Stage = (typeof stages)[number];

/** Few enough for the event loop of a process that also makes deliveries: a page computes for some tens of milliseconds. */
const pageSize = 200;
const everything = { from: -Infinity, to: Infinity };

/**
 * Begins to compute a version, unless it has begun: fixes the position from which new facts follow, before anything is read, and stores what the
 * models have learnt.
 */
export async function beginRecomputation(sql: Sql, number: number, learn: () => Promise<Learnt>): Promise<void> {
  const [version] = await sql<{ xmin: string }[]>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as xmin from version where number = ${number} and state = 'building' and cursor is null`;
  if (version === undefined) return;
  const learnt = await learn();
  await sql`
    update version set learnt = ${JSON.stringify(learnt)}::jsonb, position = ${version.xmin}::xid8, cursor = 'roots '
    where number = ${number} and state = 'building' and cursor is null`;
}

/**
 * Credits the next page, and moves the cursor in the same transaction, so that a process that dies leaves either both or neither. Returns whether
 * there are more pages; after the last one the version is ready.
 */
export async function recomputePage(sql: Sql, number: number): Promise<{ isDone: boolean; stage: string; credits: number } | null> {
  return inVersion(
    sql,
    number,
    async (tx, version, recordedAt) => {
      const [stage = 'roots', after = ''] = (version.cursor ?? '').split(' ') as [Stage?, string?];
      const ids = await pages[stage](tx, after);
      const credits = await creditPage(tx, version, { stage, ids, recordedAt });
      const next = ids.length < pageSize ? stages[stages.indexOf(stage) + 1] : stage;
      const cursor = next === undefined ? null : `${next} ${next === stage ? (ids.at(-1) ?? '') : ''}`;
      await tx`update version set cursor = ${cursor}, state = ${next === undefined ? 'ready' : 'building'} where number = ${number}`;
      return { isDone: next === undefined, stage, credits };
    },
    ['building'],
  );
}

async function creditPage(
  tx: Queryable,
  version: Version,
  { stage, ids, recordedAt }: { stage: Stage; ids: string[]; recordedAt: Date },
): Promise<number> {
  const affected = nothingAffected();
  if (stage === 'roots') for (const root of ids) affected.roots.set(root, everything);
  if (stage === 'conversions') affected.conversionIds = new Set(ids);
  if (stage === 'revenue') affected.revenueIds = new Set(ids);
  if (stage === 'costs') affected.costIds = new Set(ids);
  return creditAffected(tx, version, affected, recordedAt);
}

const idsOf = (rows: { id: string }[]): string[] => rows.map(({ id }) => id);

/** The next ids after one. Roots that have never brought anything are left out. */
const pages: Record<Stage, (tx: Queryable, after: string) => Promise<string[]>> = {
  roots: async (tx, after) =>
    idsOf(
      await tx<{ id: string }[]>`
      select distinct root_id::text as id, root_id from subject s
      where root_id > ${after || '-1'}::bigint and (exists (select from conversion c where c.subject_id = s.id)
        or exists (select from revenue r where r.subject_id = s.id))
      order by root_id limit ${pageSize}`,
    ),
  conversions: async (tx, after) =>
    idsOf(await tx<{ id: string }[]>`select id from conversion where subject_id is null and id > ${after} order by id limit ${pageSize}`),
  revenue: async (tx, after) =>
    idsOf(await tx<{ id: string }[]>`select id from revenue where subject_id is null and id > ${after} order by id limit ${pageSize}`),
  costs: async (tx, after) => idsOf(await tx<{ id: string }[]>`select id from cost where id > ${after} order by id limit ${pageSize}`),
};
