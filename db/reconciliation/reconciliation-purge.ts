import type { EndedRows } from '#db/ended-rows.ts';

/** With their findings and reports. The last night of each pair and book is kept. */
export const endedReconciliations: EndedRows = {
  table: 'reconciliation_run',
  prefix: 'rcn',
  endedAt: (sql) => sql`t.ended_at`,
  where: (sql) => sql`exists (
    select from reconciliation_run later where later.sync_id is not distinct from t.sync_id and later.book is not distinct from t.book
      and later.id > t.id and later.ended_at is not null)`,
  // Each can have many thousand findings.
  page: 1,
};
