import { finishReport } from '#activities/reconciliation/finish-report.ts';
import type { Database, Queryable } from '#db/database.ts';
import type { reconciliationFinding, reconciliationRun } from '#db/schema.ts';
import { newId } from '#domain/id.ts';
import { Mapping } from '#domain/sync/mapping.ts';
import { companyMapping } from './synced-companies.ts';

type NewRun = Partial<typeof reconciliationRun.$inferInsert>;
type NewFinding = Partial<typeof reconciliationFinding.$inferInsert> & { runId: string };

/** A night that has been compared, because somebody asked for it: only one of a schedule is unique. */
export async function insertNight(
  sql: Queryable,
  { syncId = null, book = null, night = '2026-03-01', state = 'running', ...more }: NewRun,
): Promise<string> {
  const id = newId('rcn');
  await sql`
    insert into reconciliation_run (id, sync_id, book, night, trigger, state, question, is_dry_run)
    values (${id}, ${syncId}, ${book}, ${night}, 'request', ${state}, ${more.question ?? null}, ${more.isDryRun ?? false})`;
  return id;
}

/** A difference that a night found. Its fingerprint is that of its place, unless it is given. */
export async function insertFinding(sql: Queryable, finding: NewFinding): Promise<string> {
  const id = newId('fnd');
  const row = { object: 'account', class: 'stale', message: 'B has not followed', remedy: 'Repair it', valuesHash: 'v1', ...finding };
  const place = [row.object, row.class, row.field, row.aId, row.bId].join('/');
  await sql`
    insert into reconciliation_finding (id, run_id, object, class, field, link_id, a_id, b_id, a_value, b_value, agreed_value, to_side, to_value,
      gone_side, merged_into, message, remedy, cause, fingerprint, values_hash, state)
    values (${id}, ${row.runId}, ${row.object}, ${row.class}, ${row.field ?? null}, ${row.linkId ?? null}, ${row.aId ?? null}, ${row.bId ?? null},
      ${row.aValue ?? null}, ${row.bValue ?? null}, ${row.agreedValue ?? null}, ${row.toSide ?? null}, ${row.toValue ?? null}, ${row.goneSide ?? null},
      ${row.mergedInto ?? null}, ${row.message}, ${row.remedy}, ${row.cause ? JSON.stringify(row.cause) : null}::text::jsonb,
      ${row.fingerprint ?? place}, ${row.valuesHash}, ${row.state ?? 'open'})`;
  return id;
}

interface ComparedNight {
  syncId: string;
  night: string;
  conflicts: number;
}

/** A night that found so many conflicts of names between companies, and whose report is stored. */
export async function compareNight(db: Database, { syncId, night, conflicts }: ComparedNight): Promise<string> {
  const id = await insertNight(db.sql, { syncId, night });
  for (let n = 1; n <= conflicts; n++) {
    const values = { aId: `${n}`, bId: `c${n}`, aValue: `Acme <b>${n}</b>`, bValue: `Acme ${n} GmbH` };
    await insertFinding(db.sql, { runId: id, class: 'conflicting', field: 'name=name', message: 'Both sides changed it', ...values });
  }
  const run = { id, syncId, isDryRun: false, startedAt: new Date(), mapping: Mapping.parse(companyMapping) };
  await finishReport({ db, notify: async () => {} }, run);
  await db.sql`update reconciliation_run set state = 'completed', ended_at = now() where id = ${id}`;
  return id;
}
