import type { Queryable, Sql } from '#db/database.ts';
import type { reconciliationFinding } from '#db/schema.ts';
import { DomainError } from '#domain/errors.ts';
import { repairableClasses } from '#domain/reconciliation/reconciliation.ts';

export type FindingRow = Omit<
  typeof reconciliationFinding.$inferSelect,
  'fingerprint' | 'valuesHash' | 'partIds' | 'goneSide' | 'repairAt'
> & {
  /** The owner rules say what to write. */
  isRepairable: boolean;
  /** Where the same stands in the sync's own list of conflicts. */
  conflictId: string | null;
  ignoredBecause: string | null;
  ignoredUntil: Date | null;
  ignoredBy: string | null;
};

/** Which findings a list, a repair or a dry run means. */
export interface FindingSelection {
  ids?: readonly string[] | undefined;
  class?: FindingRow['class'] | undefined;
  field?: string | undefined;
  object?: string | undefined;
  /** Nobody asked for its repair yet. */
  isNew?: boolean | undefined;
}

/** In the state of a finding `f`, what a repair by the owner rules needs. */
export const isRepairable = (sql: Queryable) =>
  sql`(f.class = any(${[...repairableClasses]}::text[]) and (f.to_side is not null or f.class = 'merged'))`;

export const isSelected = (sql: Queryable, { ids, class: name, field, object, isNew = false }: FindingSelection) => sql`(
  (${!isNew} or f.repair_at is null) and   (${ids === undefined} or f.id = any(${[...(ids ?? [])]}::text[])) and (${name ?? null}::text is null or f.class = ${name ?? null})
  and (${field ?? null}::text is null or f.field = ${field ?? null}) and (${object ?? null}::text is null or f.object = ${object ?? null}))`;

/**
 * Findings of a run, newest first. A finding whose record or field waits for a person in the sync already names the conflict, or the write that
 * failed.
 */
export function listFindings(
  sql: Sql,
  runId: string,
  {
    classes,
    states,
    before,
    limit,
    ...selection
  }: Omit<FindingSelection, 'class'> & {
    classes?: FindingRow['class'][] | undefined;
    states?: FindingRow['state'][] | undefined;
    before?: string | undefined;
    limit: number;
  },
): Promise<FindingRow[]> {
  return sql<FindingRow[]>`
    select f.id, f.run_id as "runId", f.object, f.class, f.field, f.link_id as "linkId", f.a_id as "aId", f.b_id as "bId", f.a_value as "aValue",
      f.b_value as "bValue", f.agreed_value as "agreedValue", f.to_side as "toSide", f.to_value as "toValue", f.merged_into as "mergedInto",
      f.message, f.remedy, f.cause, f.changed_at as "changedAt", f.state, f.reason, coalesce(f.write_id, w.id) as "writeId", c.id as "conflictId",
      f.created_at as "createdAt", f.ended_at as "endedAt", ${isRepairable(sql)} as "isRepairable",
      i.reason as "ignoredBecause", i.until as "ignoredUntil", i.created_by as "ignoredBy"
    from reconciliation_finding f join reconciliation_run r on r.id = f.run_id
    left join sync_conflict c on c.link_id = f.link_id and c.field = f.field and c.resolved_at is null
    left join reconciliation_ignore i on i.fingerprint = f.fingerprint and f.state = 'ignored'
    left join lateral (
      select w.id from sync_write w
      where w.sync_id = r.sync_id and w.object = f.object and w.state = 'failed' and (f.field is null or w."values" ? f.field)
        and (w.side, w.target, (w.operation = 'create')) in (('a', f.a_id, false), ('b', f.b_id, false), ('a', f.b_id, true), ('b', f.a_id, true))
      order by w.id desc limit 1
    ) w on true
    where f.run_id = ${runId} and ${isSelected(sql, selection)} and (${classes === undefined} or f.class = any(${classes ?? []}::text[]))
      and (${states === undefined} or f.state = any(${states ?? []}::text[]))
      and (${before ?? null}::text is null or f.id < ${before ?? null})
    order by f.id desc limit ${limit}`;
}

export interface FindingPlace {
  runId: string;
  syncId: string | null;
}

/** The run of a finding. Throws if there is no such finding. */
export async function getFindingPlace(sql: Queryable, id: string): Promise<FindingPlace> {
  const [place] = await sql<FindingPlace[]>`
    select r.id as "runId", r.sync_id as "syncId" from reconciliation_finding f join reconciliation_run r on r.id = f.run_id where f.id = ${id}`;
  if (!place) throw noFinding(id);
  return place;
}

export const noFinding = (id: string): DomainError => new DomainError('not_found', `There is no finding ${id}`);
