import { type Actor, changeAs } from '#db/actor.ts';
import type { Database, Queryable } from '#db/database.ts';
import { and, desc, eq, lt, or, sql } from '#db/drizzle.ts';
import { sync, syncMapping } from '#db/schema.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';

export type SyncRow = typeof sync.$inferSelect;

export type NewSync = Pick<
  SyncRow,
  'name' | 'aConnectionId' | 'bConnectionId' | 'mapping' | 'intervalSeconds' | 'maxDeletePercent' | 'maxChangePercent'
> & { pausedAt?: Date | null };

export function createSync(db: Database, wanted: NewSync, actor: Actor): Promise<SyncRow> {
  return changeAs(db, actor, async (tx) => {
    const [row] = await tx
      .insert(sync)
      .values({ ...wanted, id: newId('syn'), requestedAt: new Date() })
      .onConflictDoNothing()
      .returning();
    if (!row) {
      throw new DomainError('conflict', 'Another sync writes deals already. Change or delete that one: a deal has one opportunity');
    }
    await tx.insert(syncMapping).values({ syncId: row.id, version: 1, mapping: row.mapping, createdBy: actor.id });
    return row;
  });
}

export async function getSync({ orm }: Pick<Database, 'orm'>, id: string): Promise<SyncRow> {
  const [row] = await orm.select().from(sync).where(eq(sync.id, id));
  if (!row) throw noSync(id);
  return row;
}

interface SyncFilter {
  connectionId?: string | undefined;
  before?: string | undefined;
  limit: number;
}

/** Newest first. */
export function listSyncs({ orm }: Database, { connectionId, before, limit }: SyncFilter): Promise<SyncRow[]> {
  const ofConnection =
    connectionId === undefined ? undefined : or(eq(sync.aConnectionId, connectionId), eq(sync.bConnectionId, connectionId));
  return orm
    .select()
    .from(sync)
    .where(and(ofConnection, before === undefined ? undefined : lt(sync.id, before)))
    .orderBy(desc(sync.id))
    .limit(limit);
}

export type SyncChange = Partial<
  Pick<
    SyncRow,
    'name' | 'mapping' | 'intervalSeconds' | 'maxDeletePercent' | 'maxChangePercent' | 'pausedAt' | 'requestedAt' | 'isBackfillDue'
  >
>;

/** `change` receives the current row, locked, and may throw to reject the change. A new mapping ends the present run, and the next one reads everything. */
export function changeSync(db: Database, id: string, change: (present: SyncRow) => SyncChange, actor: Actor): Promise<SyncRow> {
  return changeAs(db, actor, async (tx) => {
    const [present] = await tx.select().from(sync).where(eq(sync.id, id)).for('no key update');
    if (!present) throw noSync(id);
    const changes = change(present);
    const remapped = changes.mapping !== undefined && {
      mappingVersion: present.mappingVersion + 1,
      generation: present.generation + 1,
      isBackfillDue: true,
      backfillSince: null,
      requestedAt: new Date(),
    };
    const [row] = await tx
      .update(sync)
      .set({ ...changes, ...remapped, version: sql`${sync.version} + 1`, updatedAt: new Date() })
      .where(eq(sync.id, id))
      .returning();
    if (!row) throw noSync(id);
    if (remapped) {
      await tx.insert(syncMapping).values({ syncId: id, version: row.mappingVersion, mapping: row.mapping, createdBy: actor.id });
      await tx.execute(sql`
        update sync_run set state = 'cancelled', ended_at = now(), reason = 'the mapping changed' where sync_id = ${id} and state = 'running'`);
    }
    return row;
  });
}

/** Everything that Causeway knows of the records goes with it; the records themselves stay as they are. */
export function deleteSync(db: Database, id: string, actor: Actor): Promise<void> {
  return changeAs(db, actor, async (tx) => {
    const tested = await tx.execute(sql`
      select t.id from sync s join sync_test t on t.sync_id = s.id and t.state = 'running' where s.id = ${id} for update of s`);
    // What it wrote could not be taken back any more.
    if (tested.length > 0) throw new DomainError('conflict', 'A test of this sync is under way. Wait until it is taken back');
    const deleted = await tx.delete(sync).where(eq(sync.id, id)).returning();
    if (deleted.length === 0) throw noSync(id);
  });
}

function noSync(id: string): DomainError {
  return new DomainError('not_found', `There is no sync ${id}`);
}

/** What a sync can be asked for: run now; stop; go on; read everything again; and compare everything again, too. */
export type SyncRequest = 'triggerSync' | 'pauseSync' | 'resumeSync' | 'backfillSync' | 'resetSync';

/** How far back a backfill reads, unless somebody says how far. A reset reads everything. */
const BACKFILL_DAYS = 90;

/** Stores what was asked. Returns whether there is such a sync. */
export async function applyRequest(sql: Queryable, id: string, request: SyncRequest, since?: Date): Promise<boolean> {
  const from = since ?? new Date(Date.now() - BACKFILL_DAYS * 86_400_000);
  const changed = await sql`
    update sync set updated_at = now(), version = version + case when ${request} = 'triggerSync' then 0 else 1 end,
      generation = generation + case when ${request} = 'resetSync' then 1 else 0 end,
      paused_at = case ${request} when 'pauseSync' then coalesce(paused_at, now()) when 'resumeSync' then null else paused_at end,
      process_error = case ${request} when 'resumeSync' then null else process_error end,
      requested_at = case when ${request} = 'pauseSync' then requested_at else now() end,
      is_backfill_due = is_backfill_due or ${request} in ('backfillSync', 'resetSync'),
      -- Who waits for everything must not get less.
      backfill_since = case when ${request} = 'backfillSync' and not (is_backfill_due and backfill_since is null) then least(backfill_since, ${from}) end
    where id = ${id}`;
  if (request === 'backfillSync' || request === 'resetSync') {
    await sql`update sync_run set state = 'cancelled', ended_at = now(), reason = ${request} where sync_id = ${id} and state = 'running'`;
  }
  return changed.count > 0;
}

/** Pauses a sync that its workflow cannot continue, and ends its present run. */
export async function giveUpSync(sql: Queryable, id: string, reason: string): Promise<void> {
  await sql`
    with ended as (
      update sync_run set state = 'failed', reason = ${reason}, question = null, ended_at = now() where sync_id = ${id} and state = 'running'
    )
    update sync set paused_at = coalesce(paused_at, now()), process_error = ${reason}, version = version + 1, updated_at = now()
    where id = ${id}`;
}

/** A connection of the sync that was disconnected. */
export async function findDisconnected(sql: Queryable, id: string): Promise<string | undefined> {
  const [ended] = await sql<{ id: string }[]>`
    select c.id from sync s join connection c on c.id in (s.a_connection_id, s.b_connection_id)
    where s.id = ${id} and c.status in ('disconnecting', 'disconnected') limit 1`;
  return ended?.id;
}

/** Active syncs that should have run by now: their schedule is gone, or does not ask. */
export function listUnpolledSyncs(sql: Queryable, limit: number): Promise<Pick<SyncRow, 'id' | 'intervalSeconds'>[]> {
  const found = sql<Pick<SyncRow, 'id' | 'intervalSeconds'>[]>`
    select s.id, s.interval_seconds as "intervalSeconds" from sync s
    where s.paused_at is null and s.requested_at is null
      and coalesce((select coalesce(r.ended_at, 'infinity') from sync_run r where r.sync_id = s.id order by r.id desc limit 1), s.created_at)
        < now() - 2 * s.interval_seconds * interval '1 s' - interval '1 min'
    order by s.id limit ${limit}`;
  return found.then((rows) => [...rows]);
}

/** Syncs that are not paused, a page after an id. */
export function listActiveSyncs(
  sql: Queryable,
  { after, limit }: { after: string; limit: number },
): Promise<Pick<SyncRow, 'id' | 'intervalSeconds'>[]> {
  const page = sql<Pick<SyncRow, 'id' | 'intervalSeconds'>[]>`
    select id, interval_seconds as "intervalSeconds" from sync where paused_at is null and id > ${after} order by id limit ${limit}`;
  return page.then((rows) => [...rows]);
}
