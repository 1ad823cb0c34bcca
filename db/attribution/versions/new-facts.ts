import type postgres from 'postgres';
import type { Queryable } from '#db/database.ts';
import { windowMs } from '#domain/attribution/path.ts';
import type { VersionSettings } from '#domain/attribution/version-settings.ts';
import { type Affected, affectRoot, everything, nothingAffected } from './affected.ts';

/** Facts of transactions from one position until before another one; without an end, all that are visible. */
interface Positions {
  from: string;
  to: string | null;
}

/** What is only added. */
export type FactTable = 'identity' | 'touch' | 'conversion' | 'revenue' | 'cost';

/** The place of a fact among all of its table: its transaction, then its id. */
export interface Place {
  addedBy: string;
  id: string;
}

const pageSize = 2_000;
/** Facts of a table that one pass takes, so that a backlog of millions advances in small steps. A larger transaction is one step. */
export const passSize = 20_000;

/** What one pass reads. */
export interface Pass {
  positions: Positions;
  /** Those that have anything new. */
  tables: FactTable[];
  /** The position after it. */
  next: string;
  /** Whether that is everything. */
  isLast: boolean;
}

/**
 * Plans the next pass. What `pg_snapshot_xmin` has passed is complete: no transaction below it can still commit. Later facts that are visible
 * already are taken too, so that a long transaction elsewhere delays nothing; they are taken once more afterwards, which changes nothing.
 */
export async function planPass(sql: Queryable, from: string): Promise<Pass> {
  const added = (table: FactTable, offset: number) =>
    sql`(select added_by from ${sql(table)} where added_by >= ${from}::xid8 order by added_by offset ${offset} limit 1)`;
  const rows = await sql<{ name: FactTable; xmin: string; first: string | null; bound: string | null }[]>`
    select name, pg_snapshot_xmin(pg_current_snapshot())::text as xmin, first::text as first, bound::text as bound from (values
      ('identity', ${added('identity', 0)}, ${added('identity', passSize)}), ('touch', ${added('touch', 0)}, ${added('touch', passSize)}),
      ('conversion', ${added('conversion', 0)}, ${added('conversion', passSize)}),
      ('revenue', ${added('revenue', 0)}, ${added('revenue', passSize)}), ('cost', ${added('cost', 0)}, ${added('cost', passSize)})
    ) as news (name, first, bound)`;
  const xmin = BigInt(rows[0]?.xmin ?? from);
  const tables = rows.filter(({ first }) => first !== null).map(({ name }) => name);
  const bounds = rows.flatMap(({ bound }) => (bound === null ? [] : [BigInt(bound)]));
  const bound = bounds.reduce((least, one) => (one < least ? one : least), xmin);
  if (bound === xmin) return { positions: { from, to: null }, tables, next: String(xmin), isLast: true };
  const to = bound > BigInt(from) ? bound : bound + 1n;
  return { positions: { from, to: String(to) }, tables, next: String(to), isLast: false };
}

/** What new facts affect, and of which root each of them is. */
interface News {
  affected: Affected;
  rootOf: Map<string, string | null>;
  read: number;
}
export const noNews = (): News => ({ affected: nothingAffected(), rootOf: new Map(), read: 0 });

/** Reads a page of new facts after a place into the news. Returns the place of the next page, null after the last one. */
export async function readNewFacts(
  sql: Queryable,
  table: FactTable,
  { positions, after, settings }: { positions: Positions; after: Place | null; settings: VersionSettings },
  news: News,
): Promise<Place | null> {
  const { from, to } = positions;
  const start = after === null ? sql`added_by >= ${from}::xid8` : sql`(added_by, id) > (${after.addedBy}::xid8, ${after.id})`;
  const page = sql`
    select * from ${sql(table)} where ${start} ${to === null ? sql`` : sql`and added_by < ${to}::xid8`}
    order by added_by, id limit ${pageSize}`;
  const facts = await readers[table](sql, page, news, settings);
  news.read += facts.length;
  const last = facts.at(-1);
  return facts.length < pageSize || last === undefined ? null : last;
}

type Page = postgres.PendingQuery<postgres.Row[]>;
type Reader = (tx: Queryable, page: Page, news: News, settings: VersionSettings) => Promise<Place[]>;
type FactRow = Place & { root: string | null; at: Date };

/** What a new fact of each table changes. */
const readers: Record<FactTable, Reader> = {
  /** All of both: of the subject, of what it is now a part of, and of all that it was a part of before. */
  async identity(tx, page, { affected }) {
    const rows = await tx<(Place & { roots: string[] })[]>`
      select f.id, f.added_by::text as "addedBy", (
        select array_agg(distinct s.root_id) from identity i join subject s on s.id in (i.subject_id, i.parent_id)
        where i.subject_id = f.subject_id) as roots
      from (${page}) f order by f.added_by, f.id`;
    for (const { roots } of rows) for (const root of roots) affectRoot(affected, root, everything);
    return rows;
  },

  /** Goals from its time until the end of its window. */
  async touch(tx, page, { affected }, settings) {
    const rows = await readWithRoots(tx, page);
    for (const { root, at } of rows) {
      if (root !== null) affectRoot(affected, root, { from: at.getTime(), to: at.getTime() + windowMs(settings) });
    }
    return rows;
  },

  /** Itself, and later goals, of which it can be a milestone or the conversion that revenue belongs to. */
  async conversion(tx, page, { affected, rootOf }) {
    const rows = await readWithRoots(tx, page);
    for (const { id, root, at } of rows) {
      affected.conversionIds.add(id);
      rootOf.set(id, root);
      if (root !== null) affectRoot(affected, root, { from: at.getTime(), to: Infinity });
    }
    return rows;
  },

  async revenue(tx, page, { affected, rootOf }) {
    const rows = await readWithRoots(tx, page);
    for (const { id, root } of rows) {
      affected.revenueIds.add(id);
      rootOf.set(id, root);
    }
    return rows;
  },

  async cost(tx, page, { affected }) {
    const rows = await tx<Place[]>`select f.id, f.added_by::text as "addedBy" from (${page}) f order by f.added_by, f.id`;
    for (const { id } of rows) affected.costIds.add(id);
    return rows;
  },
};

const readWithRoots = (tx: Queryable, page: Page): Promise<FactRow[]> => tx<FactRow[]>`
  select f.id, f.added_by::text as "addedBy", f.occurred_at as at, s.root_id::text as root
  from (${page}) f left join subject s on s.id = f.subject_id order by f.added_by, f.id`;
