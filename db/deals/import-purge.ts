import type { EndedRows } from '#db/ended-rows.ts';

export const finishedImports: EndedRows = {
  table: 'deal_import',
  prefix: 'imp',
  endedAt: (sql) => sql`coalesce(t.finished_at, t.created_at)`,
  where: (sql) => sql`t.status <> 'running'`,
  // Each can have thousands of rows.
  page: 10,
};
