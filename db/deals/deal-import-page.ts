import type { Actor, Transaction } from '#db/actor.ts';
import { writeArray } from '#db/database.ts';
import { and, asc, eq, sql } from '#db/drizzle.ts';
import { deal } from '#db/schema.ts';
import { planRow, type RowPlan } from '#domain/deals/deal-import.ts';
import type { DealFields } from '#domain/deals/deal.ts';
import type { FieldError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';
import { columnsOf, type DealRow } from './deal.ts';

/** A row that is a valid deal, as far as can be checked without the other rows. */
export interface CheckedRow {
  row: number;
  externalId: string;
  fields: DealFields;
}

/** The result of a row, which is written in the same transaction as its changes. */
export interface RowResult {
  row: number;
  status: RowPlan['status'] | 'created';
  dealId: string | null;
  errors: FieldError[] | null;
}

export interface WrittenRow extends RowResult {
  /** The deal before the row; null if the row created it. */
  present: DealRow | null;
}

interface DraftOwner {
  importId: string;
  partnerId: string;
  programmeId: string;
  /** The errors of these changes to an approved deal under the programme's rules. */
  checkApproved: (present: DealRow, fields: DealFields, changed: string[]) => Promise<FieldError[]>;
}

/**
 * Writes a page of rows as deals, with a constant number of statements. Rows whose external id another transaction is using at the same
 * moment are not in the results. When they are processed again, they are changes to that deal.
 */
export async function writeDeals(tx: Transaction, rows: readonly CheckedRow[], owner: DraftOwner, actor: Actor): Promise<WrittenRow[]> {
  if (rows.length === 0) return [];
  const externalIds = rows.map((row) => row.externalId);
  const found = await tx
    .select()
    .from(deal)
    .where(and(eq(deal.partnerId, owner.partnerId), sql`${deal.externalId} = any(${writeArray(externalIds)}::text[])`))
    .orderBy(asc(deal.externalId))
    .for('no key update');
  const present = new Map(found.map((row) => [row.externalId, row]));
  const planned: (CheckedRow & { present: DealRow; plan: RowPlan })[] = [];
  for (const row of rows) {
    const before = present.get(row.externalId);
    if (before) planned.push({ ...row, present: before, plan: await planWithin(before, row.fields, owner) });
  }
  await changeDrafts(tx, planned, owner, actor);
  const created = await insertDrafts(
    tx,
    rows.filter((row) => !present.has(row.externalId)),
    owner,
    actor,
  );
  return [
    ...planned.map(({ row, present, plan }) => ({
      row,
      status: plan.status,
      dealId: present.id,
      errors: plan.status === 'failed' ? plan.errors : null,
      present,
    })),
    ...created,
  ];
}

async function planWithin(present: DealRow, fields: DealFields, { checkApproved }: DraftOwner): Promise<RowPlan> {
  const plan = planRow(present, fields);
  if (plan.status !== 'updated' || present.reviewStatus !== 'approved') return plan;
  const errors = await checkApproved(present, plan.fields, Object.keys(plan.changes));
  return errors.length > 0 ? { status: 'failed', errors } : plan;
}

async function insertDrafts(
  tx: Transaction,
  rows: CheckedRow[],
  { importId, partnerId, programmeId }: DraftOwner,
  { kind, id: actorId }: Actor,
): Promise<WrittenRow[]> {
  if (rows.length === 0) return [];
  // In a fixed order, so that two imports of the same ids do not deadlock.
  const drafts = rows
    .toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1))
    .map((row) => ({ ...flat(row.fields), id: newId('deal'), external_id: row.externalId }));
  const inserted = await tx.execute<{ id: string; external_id: string }>(sql`
    with made as (
      insert into deal (id, partner_id, programme_id, external_id, fields, value_minor, currency, close_date, created_by)
      select id, ${partnerId}, ${programmeId}, external_id, fields, value_minor, currency, close_date, ${actorId} from ${recordset(drafts)}
      on conflict (partner_id, external_id) do nothing
      returning id, external_id
    ), told as (
      insert into deal_change (deal_id, version, actor_kind, actor_id, action, comment, announced_at)
      select id, 1, ${kind}, ${actorId}, 'created', ${importId}, now() from made
    )
    select id, external_id from made`);
  const ids = new Map(inserted.map((row) => [row.external_id, row.id]));
  return rows.flatMap(({ row, externalId }) => {
    const dealId = ids.get(externalId);
    return dealId === undefined ? [] : [{ row, status: 'created' as const, dealId, errors: null, present: null }];
  });
}

async function changeDrafts(
  tx: Transaction,
  planned: { present: DealRow; plan: RowPlan }[],
  { importId }: DraftOwner,
  { kind, id: actorId }: Actor,
): Promise<void> {
  const changed = planned.flatMap(({ present: { id }, plan }) =>
    plan.status === 'updated' ? [{ ...flat(plan.fields), id, changes: plan.changes }] : [],
  );
  if (changed.length === 0) return;
  await tx.execute(sql`
    with changed as (
      update deal d set fields = r.fields, value_minor = r.value_minor, currency = r.currency, close_date = r.close_date,
        version = d.version + 1, updated_at = now()
      from ${recordset(changed)} where d.id = r.id
      returning d.id, d.version, d.submitted_at, r.changes
    )
    insert into deal_change (deal_id, version, actor_kind, actor_id, action, comment, changes, announced_at)
    select id, version, ${kind}, ${actorId}, 'updated', ${importId}, changes, case when submitted_at is null then now() end from changed`);
}

function flat(fields: DealFields) {
  const { valueMinor, currency, closeDate } = columnsOf(fields);
  return { fields, value_minor: valueMinor?.toString() ?? null, currency, close_date: closeDate };
}

/** The rows as one parameter. */
function recordset(rows: object[]) {
  return sql`json_to_recordset(${JSON.stringify(rows)}::text::json)
    as r(id text, external_id text, fields jsonb, value_minor bigint, currency text, close_date date, changes jsonb)`;
}

/** Records the results of rows, and deletes their input. */
export async function recordResults(
  tx: Transaction,
  importId: string,
  results: readonly RowResult[],
): Promise<{ done: number; total: number; finished: boolean }> {
  const ended = results.map(({ row, status, dealId, errors }) => ({ row, status, deal_id: dealId, errors }));
  const count = (status: RowResult['status']) => results.filter((result) => result.status === status).length;
  if (ended.length > 0) {
    await tx.execute(sql`
      update deal_import_row d set status = r.status, deal_id = r.deal_id, errors = r.errors, input = null
      from json_to_recordset(${JSON.stringify(ended)}::text::json) as r(row int, status text, deal_id text, errors jsonb)
      where d.import_id = ${importId} and d.row = r.row`);
  }
  const [row] = await tx.execute<{ done: number; total: number; finished: boolean }>(sql`
    update deal_import set created = created + ${count('created')}, updated = updated + ${count('updated')}, unchanged = unchanged + ${count('unchanged')},
      failed = failed + ${count('failed')}, done = done + ${ended.length},
      status = case when done + ${ended.length} = total then 'finished' else status end,
      finished_at = case when done + ${ended.length} = total then now() end
    where id = ${importId} returning done, total, status = 'finished' as finished`);
  if (!row) throw new Error(`Import ${importId} was deleted`);
  return row;
}
