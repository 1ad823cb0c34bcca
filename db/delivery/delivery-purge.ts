import type { Sql } from '#db/database.ts';
import { type EndedRows, findEndedRow, purgeEndedRows } from '#db/ended-rows.ts';
import { isDatabaseBusy, isDeadlock } from '#db/failure.ts';
import { DAY_MS } from '#domain/days.ts';
import { dropPartition, listPartitions, type Partition, partitionDays } from './partitions.ts';

/** Nearly all deliveries end within a day of their acceptance. */
const END_DAYS = 1;
/** So many move within some tenths of a second. */
const MAX_MOVED = 10_000;
/** More than these stay for some days, because dead letters end days after their acceptance and are kept for as long. Then there are others. */
const PATIENCE_DAYS = 10;
const SCANNED = 20_000;
const MAX_TRIES = 30;

/** How much longer than their retention deliveries may be kept, because a partition is dropped as a whole. */
export const slackDays = (retentionDays: number): number => partitionDays(retentionDays) + END_DAYS + PATIENCE_DAYS;

/** Dead letters have a retention of their own. */
export const endedIn = (partition: string): EndedRows => ({
  table: partition,
  prefix: 'dlv',
  endedAt: (sql) => sql`t.ended_at`,
  where: (sql) => sql`t.status in ('delivered', 'cancelled')`,
  dependents: { table: 'attempt', key: 'delivery_id' },
});

/**
 * Deletes deliveries that were delivered or cancelled before, with their attempts: partitions as a whole, if few of their deliveries stay, and
 * rows of others. Yields how many deliveries went. Safe to repeat and to interrupt.
 */
export async function* purgeDeliveries(sql: Sql, before: Date, maxMoved = MAX_MOVED): AsyncGenerator<number> {
  for (const partition of await listPartitions(sql)) {
    if (daysBetween(partition.until, before) < END_DAYS) break;
    const stay: string[] = [];
    let rows = 0;
    for await (const page of scan(sql, partition, before)) {
      rows += page.rows;
      stay.push(...page.stay);
      yield 0;
      if (stay.length > maxMoved) break;
    }
    if (stay.length <= maxMoved) {
      for (let tries = 1; !(await isDropped(sql, partition, stay, tries)); tries++) yield 0;
      yield rows - stay.length;
    } else if (isPurgedByRow(partition, before)) {
      yield* purgeEndedRows(sql, endedIn(`delivery_${partition.name}`), before);
    }
  }
  yield* purgeEndedRows(sql, endedIn('delivery_default'), before);
}

const daysBetween = (from: Date, to: Date) => (to.getTime() - from.getTime()) / DAY_MS;

const isPurgedByRow = ({ until }: Partition, before: Date) => daysBetween(until, before) >= END_DAYS + PATIENCE_DAYS;

/** Until when everything is purged by now that is not to stay: deliveries with later ids go with their partitions only. */
export async function findPurgedUntil(sql: Sql, before: Date): Promise<Date> {
  const partitions = await listPartitions(sql);
  const next = partitions.find((partition) => !isPurgedByRow(partition, before));
  const until = next ? (next.from ?? new Date(0)) : before;
  return until < before ? until : before;
}

/** Gives way to whoever holds a lock for longer than the others may wait. */
async function isDropped(sql: Sql, partition: Partition, stay: string[], tries: number): Promise<boolean> {
  try {
    await dropPartition(sql, partition, stay);
    return true;
  } catch (error) {
    if (tries < MAX_TRIES && (isDatabaseBusy(error) || isDeadlock(error))) return false;
    throw error;
  }
}

/** Who is delivered or cancelled stays so, so that what is not found here cannot become open again. */
async function* scan(sql: Sql, { name }: Partition, before: Date): AsyncGenerator<{ rows: number; stay: string[] }> {
  for (let after = ''; ;) {
    const [page] = await sql<{ last: string | null; rows: number; stay: string[] | null }[]>`
      with page as materialized (
        select id, status, ended_at from ${sql(`delivery_${name}`)} where id > ${after} order by id limit ${SCANNED}
      )
      select max(id) as last, count(*)::int as rows,
        json_agg(id) filter (where not coalesce(status in ('delivered', 'cancelled') and ended_at < ${before}, false)) as stay from page`;
    if (!page?.last) return;
    yield { rows: page.rows, stay: page.stay ?? [] };
    after = page.last;
  }
}

/** When the first of the deliveries that were delivered or cancelled before has ended; null if there are none. */
export const findEndedDelivery = (sql: Sql, before: Date): Promise<Date | null> => findEndedRow(sql, endedIn('delivery'), before);
