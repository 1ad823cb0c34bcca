import { type Actor, beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import type { Database, Queryable, Sql } from '#db/database.ts';
import { and, asc, desc, eq, lt } from '#db/drizzle.ts';
import { syncTest, syncWrite } from '#db/schema.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';
import type { Clocks } from '#domain/sync/clock.ts';
import type { Mapping, Side } from '#domain/sync/mapping.ts';
import type { FailedGroup, SyncWriteRow } from './failed-write.ts';

export type SyncTestRow = typeof syncTest.$inferSelect;

type NewTest = Pick<SyncTestRow, 'syncId' | 'object' | 'aId' | 'bId' | 'mappingVersion'>;

/** Runs of the sync wait until the test has ended. Throws if another one is under way. */
export function createTest({ sql }: Database, wanted: NewTest, actor: Actor): Promise<string> {
  return beginAs(sql, actor, async (tx) => {
    const { syncId, object, aId, bId, mappingVersion } = wanted;
    await assertUntested(tx, syncId);
    const id = newId('stt');
    await tx`
      insert into sync_test (id, sync_id, object, a_id, b_id, mapping_version, created_by)
      values (${id}, ${syncId}, ${object}, ${aId}, ${bId}, ${mappingVersion}, ${actor.id})`;
    const detail = { test: id, object, a_id: aId, b_id: bId };
    await insertAuditEntry(tx, actor, { action: 'sync.record_tested', objectKind: 'sync', objectId: syncId, detail });
    return id;
  });
}

/** Throws while a test of the sync is under way, and lets none begin before the end of the transaction. */
async function assertUntested(tx: Queryable, syncId: string): Promise<void> {
  await tx`select from sync where id = ${syncId} for no key update`;
  const [present] = await tx<{ id: string }[]>`select id from sync_test where sync_id = ${syncId} and state = 'running'`;
  if (present) throw new DomainError('conflict', `The test ${present.id} of this sync is under way. Wait until it is taken back`);
}

export async function getTest({ orm }: Pick<Database, 'orm'>, syncId: string, id: string): Promise<SyncTestRow> {
  const [row] = await orm
    .select()
    .from(syncTest)
    .where(and(eq(syncTest.id, id), eq(syncTest.syncId, syncId)));
  if (!row) throw new DomainError('not_found', `Sync ${syncId} has no test ${id}`);
  return row;
}

/** Newest first. */
export function listTests(
  { orm }: Database,
  syncId: string,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<SyncTestRow[]> {
  const ofSync = eq(syncTest.syncId, syncId);
  return orm
    .select()
    .from(syncTest)
    .where(before === undefined ? ofSync : and(ofSync, lt(syncTest.id, before)))
    .orderBy(desc(syncTest.id))
    .limit(limit);
}

/** What a test has written, in the order in which it was. */
export const listTestWrites = ({ orm }: Pick<Database, 'orm'>, id: string): Promise<SyncWriteRow[]> =>
  orm.select().from(syncWrite).where(eq(syncWrite.testId, id)).orderBy(asc(syncWrite.id));

/** A test that is under way, with the mapping that it began with. */
export interface RunningTest extends Pick<SyncTestRow, 'id' | 'syncId' | 'object' | 'aId' | 'bId'> {
  mapping: Mapping;
  clocks: Clocks;
  connections: Record<Side, string>;
}

export async function findRunningTest(sql: Sql, id: string): Promise<RunningTest | undefined> {
  const [test] = await sql<RunningTest[]>`
    select t.id, t.sync_id as "syncId", t.object, t.a_id as "aId", t.b_id as "bId", m.mapping,
      jsonb_build_object('a', s.a_clock_ms, 'b', s.b_clock_ms) as clocks,
      jsonb_build_object('a', s.a_connection_id, 'b', s.b_connection_id) as connections
    from sync_test t join sync s on s.id = t.sync_id
    join sync_mapping m on m.sync_id = t.sync_id and m.version = t.mapping_version
    where t.id = ${id} and t.state = 'running'`;
  return test;
}

export type TestWrite = Pick<
  SyncWriteRow,
  'side' | 'target' | 'operation' | 'values' | 'desiredHash' | 'baseHash' | 'before' | 'sent' | 'reason' | 'message' | 'field'
>;

/** Enters what the test is to write into the ledger, once, before any of it is sent. What has a reason is refused already. */
export async function enterTestWrites(sql: Sql, test: RunningTest, writes: readonly TestWrite[]): Promise<void> {
  const rows = writes.map((write) => ({ ...write, id: newId('swr') }));
  await sql`
    with test as (select id, sync_id, object from sync_test where id = ${test.id} and state = 'running' for update)
    insert into sync_write (id, sync_id, object, side, target, operation, "values", desired_hash, base_hash, before, sent, state, reason, message,
      field, is_retryable, ended_at, test_id)
    select w.id, t.sync_id, t.object, w.side, w.target, w.operation, w."values", w."desiredHash", w."baseHash", w.before, w.sent,
      case when w.reason is null then 'trying' else 'refused' end, w.reason, w.message, w.field, false,
      case when w.reason is not null then now() end, t.id
    from test t cross join jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as w (id text, side text, target text, operation text,
      "values" jsonb, "desiredHash" text, "baseHash" text, before jsonb, sent jsonb, reason text, message text, field text)
    where not exists (select from sync_write e where e.test_id = t.id)`;
}

/** From now on the write may have reached the vendor. */
export async function noteSending(sql: Sql, id: string): Promise<void> {
  await sql`update sync_write set attempts = attempts + 1 where id = ${id}`;
}

/** The vendor has done it. */
export async function noteTried(sql: Sql, id: string, { recordId, written }: Pick<SyncWriteRow, 'recordId' | 'written'>): Promise<void> {
  await sql`
    update sync_write set state = 'tried', record_id = ${recordId}, written = ${JSON.stringify(written)}::text::jsonb
    where id = ${id} and state = 'trying'`;
}

export interface TestOutcome {
  state: 'refused' | 'taken_back' | 'left';
  reason?: FailedGroup['reason'] | null;
  message?: string | null;
  field?: string | null;
}

export async function endTestWrite(
  sql: Sql,
  id: string,
  { state, reason = null, message = null, field = null }: TestOutcome,
): Promise<void> {
  await sql`
    update sync_write set state = ${state}, reason = ${reason}, message = ${message}, field = ${field}, ended_at = now()
    where id = ${id} and state in ('trying', 'tried')`;
}

/** What is to be said of a test besides its writes. */
export async function noteTestReason(sql: Sql, id: string, reason: string | null): Promise<void> {
  await sql`update sync_test set reason = ${reason} where id = ${id} and state = 'running'`;
}

/** Why a test does not get on; null once it does. */
export async function noteTestObstacle(sql: Sql, id: string, obstacle: string | null): Promise<void> {
  await sql`update sync_test set obstacle = ${obstacle} where id = ${id} and state = 'running' and obstacle is distinct from ${obstacle}`;
}

/** Ends a test by what became of its writes. What is neither done nor taken back by now is left. */
export async function endTest(sql: Sql, id: string, failure: string | null): Promise<void> {
  await sql`
    with unfinished as (
      update sync_write set state = case when attempts = 0 then 'refused' else 'left' end, message = ${failure}, reason = 'busy', ended_at = now()
      where test_id = ${id} and state in ('trying', 'tried')
      returning state
    ), found as (
      select state from unfinished
      union all select state from sync_write where test_id = ${id} and state not in ('trying', 'tried')
    )
    update sync_test set ended_at = now(), obstacle = null, reason = coalesce(${failure}, reason),
      state = case when exists (select from found where state = 'left') then 'left'
        when ${failure}::text is not null and not exists (select from found where state = 'taken_back') then 'failed' else 'completed' end
    where id = ${id} and state = 'running'`;
}

/** Tests that are under way, a page after an id. */
export function listRunningTests(
  sql: Queryable,
  { after, limit }: { after: string; limit: number },
): Promise<Pick<SyncTestRow, 'id' | 'syncId'>[]> {
  const page = sql<
    Pick<SyncTestRow, 'id' | 'syncId'>[]
  >`select id, sync_id as "syncId" from sync_test where state = 'running' and id > ${after} order by id limit ${limit}`;
  return page.then((rows) => [...rows]);
}
