import { type Actor, beginAs, changeAs } from '#db/actor.ts';
import type { Database, Queryable, Sql } from '#db/database.ts';
import { and, desc, eq, inArray, isNull, lt } from '#db/drizzle.ts';
import { markPartnerDeleted } from '#db/partners/partner-erasure.ts';
import { erasure } from '#db/schema.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';

export type ErasureRow = typeof erasure.$inferSelect;

/** The context of the row's `subject_sealed`. */
export const subjectContext = (erasureId: string) => `erasure-subject:${erasureId}`;

/** From this commit on, the partner's credentials are rejected and its endpoints closed. Its data is erased by the erasure that is returned. */
export async function deletePartner(db: Database, partnerId: string, actor: Actor): Promise<ErasureRow> {
  return changeAs(db, actor, async (tx) => {
    await markPartnerDeleted(tx, partnerId);
    const [created] = await tx
      .insert(erasure)
      .values({ id: newId('ers'), kind: 'partner', partnerId, requestedBy: actor.id })
      .returning();
    if (!created) throw new Error('INSERT … RETURNING gave no erasure');
    return created;
  });
}

export async function createSubjectErasure(db: Database, wanted: { id: string; subjectSealed: string }, actor: Actor): Promise<ErasureRow> {
  const row = { ...wanted, kind: 'data_subject' as const, requestedBy: actor.id };
  const [created] = await changeAs(db, actor, (tx) => tx.insert(erasure).values(row).returning());
  if (!created) throw new Error('INSERT … RETURNING gave no erasure');
  return created;
}

export async function getErasure({ orm }: Database, id: string): Promise<ErasureRow> {
  const [row] = await orm.select().from(erasure).where(eq(erasure.id, id));
  if (!row) throw new DomainError('not_found', `There is no erasure ${id}`);
  return row;
}

export interface ErasureFilter {
  kinds?: ErasureRow['kind'][] | undefined;
  statuses?: ErasureRow['status'][] | undefined;
  partnerId?: string | undefined;
  before?: string | undefined;
  limit: number;
}

/** Newest first. */
export function listErasures({ orm }: Database, { kinds, statuses, partnerId, before, limit }: ErasureFilter): Promise<ErasureRow[]> {
  const conditions = [
    kinds && inArray(erasure.kind, kinds),
    statuses && inArray(erasure.status, statuses),
    partnerId === undefined ? undefined : eq(erasure.partnerId, partnerId),
    before === undefined ? undefined : lt(erasure.id, before),
  ].filter((condition) => condition !== undefined);
  return orm
    .select()
    .from(erasure)
    .where(and(...conditions))
    .orderBy(desc(erasure.id))
    .limit(limit);
}

/** Erasures that a workflow should be working on, in the order of their ids. */
export function listUnfinishedErasures(
  sql: Sql,
  { after, limit }: { after: string; limit: number },
): Promise<Pick<ErasureRow, 'id' | 'kind' | 'partnerId'>[]> {
  return sql<Pick<ErasureRow, 'id' | 'kind' | 'partnerId'>[]>`
    select id, kind, partner_id as "partnerId" from erasure
    where status = 'running' and reason is null and id > ${after} order by id limit ${limit}`;
}

/** From now on the sweeper leaves it alone. */
export async function giveUpErasure(db: Database, id: string, reason: string): Promise<void> {
  await changeAs(db, eraser(id), (tx) =>
    tx
      .update(erasure)
      .set({ reason })
      .where(and(eq(erasure.id, id), isNull(erasure.finishedAt))),
  );
}

/** The actor that the audit log shows for the changes of an erasure. */
export const eraser = (erasureId: string) => ({ kind: 'system', id: `erasure/${erasureId}` }) as const;

/** Runs one transaction of an erasure, in which `work` erases rows and returns their counts by kind. Returns the total. */
export function eraseRows(sql: Sql, erasureId: string, work: (tx: Queryable) => Promise<Record<string, number>>): Promise<number> {
  return beginAs(sql, eraser(erasureId), async (tx) => {
    const rows = await work(tx);
    await countErased(tx, erasureId, rows);
    return Object.values(rows).reduce((sum, count) => sum + count, 0);
  });
}

/** Adds to the counts in the transaction that erased the rows, so that a repeat, which finds fewer rows, adds fewer. */
export async function countErased(tx: Queryable, erasureId: string, rows: Record<string, number>): Promise<void> {
  const some = Object.entries(rows).filter(([, count]) => count > 0);
  if (some.length === 0) return;
  await tx`
    update erasure e set counts = e.counts || (
      select jsonb_object_agg(key, coalesce((e.counts->>key)::bigint, 0) + value::bigint)
      from jsonb_each_text(${JSON.stringify(Object.fromEntries(some))}::text::jsonb))
    where e.id = ${erasureId}`;
}

/** Idempotent: the first end stays. */
export async function finishErasure(db: Database, id: string): Promise<ErasureRow> {
  await changeAs(db, eraser(id), (tx) =>
    tx
      .update(erasure)
      .set({ status: 'finished', reason: null, subjectSealed: null, finishedAt: new Date() })
      .where(and(eq(erasure.id, id), isNull(erasure.finishedAt))),
  );
  return getErasure(db, id);
}

/** The id of the next transaction. Once all earlier ones have ended, everything that was being written at this moment is committed. */
export async function nextTransaction({ sql }: Pick<Database, 'sql'>): Promise<string> {
  const [row] = await sql<{ xmax: string }[]>`select pg_snapshot_xmax(pg_current_snapshot())::text as xmax`;
  return row?.xmax ?? '0';
}

/** Whether all transactions before that one have ended and are visible. */
export async function haveEndedBefore({ sql }: Pick<Database, 'sql'>, transaction: string): Promise<boolean> {
  const [row] = await sql<{ ended: boolean }[]>`
    select pg_snapshot_xmin(pg_current_snapshot()) >= ${transaction}::text::xid8 as ended`;
  return row?.ended ?? false;
}
