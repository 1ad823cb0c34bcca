import type { EndedRows } from '#db/ended-rows.ts';

/** The last run of each kind is kept: what ends next is compared with it. */
export const endedRuns: EndedRows = {
  table: 'sync_run',
  prefix: 'srn',
  endedAt: (sql) => sql`t.ended_at`,
  where: (sql) => sql`exists (
    select from sync_run later where later.sync_id = t.sync_id and later.id > t.id and later.ended_at is not null
      and (later.kind = 'hinted') = (t.kind = 'hinted'))`,
};

/** What a person dismissed is kept: the same is not wanted again because of it. */
export const endedWrites: EndedRows = {
  table: 'sync_write',
  prefix: 'swr',
  endedAt: (sql) => sql`t.ended_at`,
  where: (sql) => sql`t.state in ('acked', 'superseded', 'refused', 'taken_back', 'left')`,
};

export const resolvedConflicts: EndedRows = { table: 'sync_conflict', prefix: 'cft', endedAt: (sql) => sql`t.resolved_at` };

export const endedTests: EndedRows = { table: 'sync_test', prefix: 'stt', endedAt: (sql) => sql`t.ended_at` };
