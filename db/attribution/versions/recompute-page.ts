import type { Queryable, Sql } from '#db/database.ts';
import { type Affected, everything, nothingAffected } from './affected.ts';
import { type CreditUnit, readUnits } from './credit-unit.ts';
import { usePlansByIndex } from './plans.ts';

/** What is credited one after the other: the roots with all their facts, then what has no subject, then costs. */
const stages = ['roots', 'conversions', 'revenue', 'costs'] as const;
type Stage = (typeof stages)[number];

/** After which id of a stage a recomputation goes on. Null: everything is credited. */
export interface Place {
  stage: Stage;
  after: string;
}

/** As `version.cursor`. */
export const toCursor = (place: Place | null): string => (place === null ? 'sums ' : `${place.stage} ${place.after}`);

export function toPlace(cursor: string): Place | null {
  const [stage = '', after = ''] = cursor.split(' ');
  return stage === 'sums' ? null : { stage: stage as Stage, after };
}

interface Page {
  units: CreditUnit[];
  next: Place | null;
}

/**
 * Reads the next page, without a lock: what changes after the position of the version is credited anew by the first pass of rolling up. Each fact is in one
 * page only: that of the root whose history decides about it, else its own. So nothing that is stored must be read first.
 */
export async function readPage(sql: Sql, { stage, after }: Place, pageSize: number): Promise<Page> {
  return sql.begin(async (tx) => {
    await usePlansByIndex(tx);
    // It may have to skip many subjects that have never brought anything.
    await tx`set local statement_timeout = 0`;
    const ids = await pages[stage](tx, after, pageSize);
    const units = ids.length === 0 ? [] : await readUnits(tx, affectedBy(stage, ids));
    const own = new Set(ids);
    const following = stages[stages.indexOf(stage) + 1];
    const next =
      ids.length === pageSize ? { stage, after: ids.at(-1) ?? '' } : following === undefined ? null : { stage: following, after: '' };
    return { units: units.filter((unit) => isOf[stage](unit, own)), next };
  });
}

function affectedBy(stage: Stage, ids: string[]): Affected {
  const affected = nothingAffected();
  if (stage === 'roots') for (const root of ids) affected.roots.set(root, everything);
  if (stage === 'conversions') affected.conversionIds = new Set(ids);
  if (stage === 'revenue') affected.revenueIds = new Set(ids);
  if (stage === 'costs') affected.costIds = new Set(ids);
  return affected;
}

/** Whether a unit belongs to the page. A chain of revenue is reached by each of its parts; its head decides. */
const isOf: Record<Stage, (unit: CreditUnit, ids: ReadonlySet<string>) => boolean> = {
  roots: ({ root }, ids) => root !== null && ids.has(root),
  conversions: ({ fact, root }) => fact.type === 'conversion' && root === null,
  revenue: ({ fact, root, factIds }, ids) => fact.type === 'revenue' && root === null && ids.has(factIds[0] ?? ''),
  costs: () => true,
};

const idsOf = (rows: { id: string }[]): string[] => rows.map(({ id }) => id);

/**
 * The next ids after one. Roots that have never brought anything are left out: `offset 0` keeps PostgreSQL from reading the subjects of all conversions
 * for each page, to look for a hundred of them there.
 */
const pages: Record<Stage, (tx: Queryable, after: string, limit: number) => Promise<string[]>> = {
  roots: async (tx, after, limit) =>
    idsOf(
      await tx<{ id: string }[]>`
      select distinct root_id::text as id, root_id from subject s
      where root_id > ${after || '-1'}::bigint and (exists (select from conversion c where c.subject_id = s.id offset 0)
        or exists (select from revenue r where r.subject_id = s.id offset 0))
      order by root_id limit ${limit}`,
    ),
  conversions: async (tx, after, limit) =>
    idsOf(await tx<{ id: string }[]>`select id from conversion where subject_id is null and id > ${after} order by id limit ${limit}`),
  revenue: async (tx, after, limit) =>
    idsOf(await tx<{ id: string }[]>`select id from revenue where subject_id is null and id > ${after} order by id limit ${limit}`),
  costs: async (tx, after, limit) => idsOf(await tx<{ id: string }[]>`select id from cost where id > ${after} order by id limit ${limit}`),
};
