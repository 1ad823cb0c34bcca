import { hash } from 'node:crypto';
import type { Actor } from '#db/actor.ts';
import type { Database, Queryable, Sql } from '#db/database.ts';
import { and, asc, desc, eq, gt, gte, lt, lte, sql as fragment } from '#db/drizzle.ts';
import { auditEntry } from '#db/schema.ts';

/** `detail` is the string from which its hash was computed. */
export type AuditRow = Omit<typeof auditEntry.$inferSelect, 'detail'> & { detail: string | null };

export interface AuditFilter {
  partnerId?: string | undefined;
  actorId?: string | undefined;
  objectKind?: string | undefined;
  objectId?: string | undefined;
  action?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

const columns = {
  seq: auditEntry.seq,
  at: auditEntry.at,
  actorKind: auditEntry.actorKind,
  actorId: auditEntry.actorId,
  partnerId: auditEntry.partnerId,
  action: auditEntry.action,
  objectKind: auditEntry.objectKind,
  objectId: auditEntry.objectId,
  requestId: auditEntry.requestId,
  detail: fragment<string | null>`${auditEntry.detail}::text`,
  detailHash: auditEntry.detailHash,
  prevHash: auditEntry.prevHash,
  hash: auditEntry.hash,
};

const matching = (filter: AuditFilter) => [
  filter.partnerId === undefined ? undefined : eq(auditEntry.partnerId, filter.partnerId),
  filter.actorId === undefined ? undefined : eq(auditEntry.actorId, filter.actorId),
  filter.objectKind === undefined ? undefined : eq(auditEntry.objectKind, filter.objectKind),
  filter.objectId === undefined ? undefined : eq(auditEntry.objectId, filter.objectId),
  filter.action === undefined ? undefined : eq(auditEntry.action, filter.action),
  filter.from && gte(auditEntry.at, filter.from),
  filter.to && lt(auditEntry.at, filter.to),
];

/** Newest first, from just below `before`. */
export function listAuditEntries(db: Database, filter: AuditFilter & { before?: number | undefined; limit: number }): Promise<AuditRow[]> {
  const { before, limit, ...rest } = filter;
  const conditions = [...matching(rest), before === undefined ? undefined : lt(auditEntry.seq, before)];
  return db.orm
    .select(columns)
    .from(auditEntry)
    .where(and(...conditions))
    .orderBy(desc(auditEntry.seq))
    .limit(limit);
}

/** The entries above a number, from the lowest if it is null, oldest first. */
export function listAuditEntriesAbove(db: Database, seq: number | null, limit: number): Promise<AuditRow[]> {
  return db.orm
    .select(columns)
    .from(auditEntry)
    .where(seq === null ? undefined : gt(auditEntry.seq, seq))
    .orderBy(asc(auditEntry.seq))
    .limit(limit);
}

const PAGE = 1_000;

/** Every matching entry up to now, oldest first, with one page in memory at a time. */
export async function* readAuditLog(db: Database, filter: AuditFilter = {}): AsyncGenerator<AuditRow> {
  const [last] = await db.orm.select({ seq: auditEntry.seq }).from(auditEntry).orderBy(desc(auditEntry.seq)).limit(1);
  // Starts at the lowest number, so that an entry inserted before the first one is found.
  for (let after: number | undefined; last;) {
    const conditions = [...matching(filter), after === undefined ? undefined : gt(auditEntry.seq, after), lte(auditEntry.seq, last.seq)];
    const page = await db.orm
      .select(columns)
      .from(auditEntry)
      .where(and(...conditions))
      .orderBy(asc(auditEntry.seq))
      .limit(PAGE);
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.seq ?? last.seq;
  }
}

interface NewAuditEntry {
  action: string;
  objectKind: string;
  /** `batch` for a call that changed many objects. */
  objectId: string;
  partnerId?: string | undefined;
  detail: object;
}

/**
 * Writes one entry for a transaction, if a trigger's entry for each row would be too much. It must be the last statement of the transaction,
 * because it locks the chain until the end.
 */
export async function insertAuditEntry(
  tx: Queryable,
  { kind, id, requestId }: Actor,
  { action, objectKind, objectId, partnerId, detail }: NewAuditEntry,
): Promise<void> {
  await tx`
    insert into audit_entry (actor_kind, actor_id, partner_id, action, object_kind, object_id, request_id, detail)
    values (${kind}, ${id}, ${partnerId ?? null}, ${action}, ${objectKind}, ${objectId}, ${requestId ?? null}, ${JSON.stringify(detail)}::text::json)`;
}

/** Whether this was done to the object before. */
export async function hasAuditEntry(
  tx: Queryable,
  { action, objectKind, objectId }: Pick<NewAuditEntry, 'action' | 'objectKind' | 'objectId'>,
): Promise<boolean> {
  const [row] = await tx`
    select 1 from audit_entry where object_kind = ${objectKind} and object_id = ${objectId} and action = ${action} limit 1`;
  return row !== undefined;
}

/** The same statement, for drizzle's transactions. */
export const auditEntryInsert = (
  { kind, id, requestId }: Actor,
  { action, objectKind, objectId, partnerId, detail }: NewAuditEntry,
) => fragment`
  insert into audit_entry (actor_kind, actor_id, partner_id, action, object_kind, object_id, request_id, detail)
  values (${kind}, ${id}, ${partnerId ?? null}, ${action}, ${objectKind}, ${objectId}, ${requestId ?? null}, ${JSON.stringify(detail)}::text::json)`;

/** A request of an enterprise partner, with the status of its response. */
export interface AuditedCall {
  actorId: string;
  partnerId: string;
  method: string;
  route: string;
  path: string;
  status: number;
  requestId: string;
}

export async function insertAuditedCalls(sql: Sql, calls: AuditedCall[]): Promise<void> {
  const column = (pick: (call: AuditedCall) => string) => calls.map(pick);
  const detail = ({ method, path, status }: AuditedCall) => JSON.stringify({ method, path, status });
  await sql`
    insert into audit_entry (actor_kind, actor_id, partner_id, action, object_kind, object_id, request_id, detail)
    select 'partner', actor_id, partner_id, 'http.called', 'route', route, request_id, detail::json
    from unnest(
      ${column((call) => call.actorId)}::text[], ${column((call) => call.partnerId)}::text[],
      ${column((call) => `${call.method} ${call.route}`)}::text[], ${column((call) => call.requestId)}::text[], ${column(detail)}::text[]
    ) with ordinality as c (actor_id, partner_id, route, request_id, detail, position)
    order by position`;
}

/**
 * The hash that an entry must have, computed independently of the trigger audit_chain. It covers `detail` only by the detail's own hash, so
 * that the detail can be erased.
 */
function hashOf(row: AuditRow): string {
  const fields = [
    row.prevHash,
    row.seq,
    row.at.toISOString(),
    row.actorKind,
    row.actorId,
    row.partnerId,
    row.action,
    row.objectKind,
    row.objectId,
    row.requestId,
    row.detailHash,
  ];
  // The output format of PostgreSQL's json_build_array(…)::text.
  return hash('sha256', `[${fields.map((field) => JSON.stringify(field)).join(', ')}]`, 'hex');
}

export type AuditFault = { seq: number; fault: string };

/** Verifies the chain from the first entry. Stops at the first invalid entry, because nothing after it can be trusted. */
export async function verifyAuditLog(
  entries: AsyncIterable<AuditRow>,
): Promise<{ entries: number; erased: number; head: { seq: number; hash: string } | null; fault: AuditFault | null }> {
  let head: { seq: number; hash: string } | null = null;
  let count = 0;
  let erased = 0;
  for await (const row of entries) {
    const fault = faultOf(row, head);
    if (fault) return { entries: count, erased, head, fault: { seq: row.seq, fault } };
    if (row.detail === null) erased += 1;
    head = { seq: row.seq, hash: row.hash };
    count += 1;
  }
  return { entries: count, erased, head, fault: null };
}

/** What is wrong with an entry that follows `before`, or that is the first; null if nothing is. */
export function faultOf(row: AuditRow, before: { seq: number; hash: string } | null): string | null {
  if (row.seq < 1) return 'it was inserted before the first entry, which has number 1';
  if (row.seq !== (before?.seq ?? 0) + 1) return `entries are missing before it: the previous entry has number ${before?.seq ?? 0}`;
  if (row.prevHash !== (before?.hash ?? '')) return 'its prev_hash does not match the previous entry';
  if (row.hash !== hashOf(row)) return 'its fields do not match its hash';
  if (row.detail !== null && hash('sha256', row.detail, 'hex') !== row.detailHash) return 'its detail was changed';
  return null;
}
