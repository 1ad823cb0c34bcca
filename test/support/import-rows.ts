import { ImportRows } from '#db/deals/import-rows.ts';
import type { ReadRow } from '#domain/deals/deal-import.ts';

export function importRowsOf(read: readonly ReadRow[]): ImportRows {
  const rows = new ImportRows();
  for (const row of read) rows.add(row);
  return rows;
}
