import { type Actor, beginAs } from '#db/actor.ts';
import type { Database, Sql } from '#db/database.ts';
import { and, asc, desc, eq, gt, lt } from '#db/drizzle.ts';
import { dealImport, dealImportRow } from '#db/schema.ts';
import type { ReadRow } from '#domain/deals/deal-import.ts';
import type { ImportRowStatus } from '#domain/deals/deal-states.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';
import { noOwner } from './deal.ts';

export type DealImportRow = typeof dealImport.$inferSelect;
export type ImportedRow = Omit<typeof dealImportRow.$inferSelect, 'input'>;

/** The columns for COPY, which writes thousands of rows at once. */
const rowColumns = ['import_id', 'row', 'external_id', 'input', 'status', 'errors'] as const;

/** Stores all rows of an import or none. Rows with errors have failed already. */
export async function createDealImport(
  db: Database,
  rows: readonly ReadRow[],
  { partnerId, submit }: { partnerId: string; submit: boolean },
  actor: Actor,
): Promise<DealImportRow> {
  const id = newId('imp');
  const failed = rows.filter((row) => row.errors !== null).length;
  await beginAs(db.sql, actor, async (tx) => {
    const [owner] = await tx`select id from partner where id = ${partnerId} and status <> 'deleted' for key share`;
    if (!owner) throw noOwner(partnerId);
    await tx`
      insert into deal_import (id, partner_id, submit, total, done, failed, actor_kind, created_by)
      values (${id}, ${partnerId}, ${submit}, ${rows.length}, ${failed}, ${failed}, ${actor.kind}, ${actor.id})`;
    const copy = await tx`copy deal_import_row (${tx(rowColumns)}) from stdin`.writable();
    await new Promise<void>((resolve, reject) => {
      copy.once('finish', () => resolve()).once('error', reject);
      copy.end(rows.map((row) => copyLine(id, row)).join(''));
    });
  });
  return getDealImport(db, id);
}

function copyLine(id: string, { row, externalId, input, errors }: ReadRow): string {
  const cells = [id, String(row), externalId, errors ? null : input, errors ? 'failed' : 'waiting', errors && JSON.stringify(errors)];
  return `${cells.map((cell) => (cell === null ? String.raw`\N` : cell.replaceAll(/[\\\t\n\r]/g, escapeCopied))).join('\t')}\n`;
}

const copied: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escapeCopied = (letter: string): string => copied[letter] ?? letter;

/** An import of a partner other than `visibleTo` looks like an unknown one. */
export async function getDealImport({ orm }: Pick<Database, 'orm'>, id: string, visibleTo?: string): Promise<DealImportRow> {
  const owned = visibleTo === undefined ? undefined : eq(dealImport.partnerId, visibleTo);
  const [row] = await orm
    .select()
    .from(dealImport)
    .where(and(eq(dealImport.id, id), owned));
  if (!row) throw new DomainError('not_found', `There is no import ${id}`);
  return row;
}

/** Newest first. */
export function listDealImports(
  { orm }: Database,
  { partnerIds, before, limit }: { partnerIds: string[]; before: string | undefined; limit: number },
): Promise<DealImportRow[]> {
  const conditions = [
    ...partnerIds.map((id) => eq(dealImport.partnerId, id)),
    before === undefined ? undefined : lt(dealImport.id, before),
  ];
  return orm
    .select()
    .from(dealImport)
    .where(and(...conditions))
    .orderBy(desc(dealImport.id))
    .limit(limit);
}

/** Imports with waiting rows, with or without a running workflow, oldest first. Excludes imports of suspended partners. */
export function listUnfinishedImports(sql: Sql, limit: number): Promise<{ id: string; partnerId: string }[]> {
  return sql<{ id: string; partnerId: string }[]>`
    select i.id, i.partner_id as "partnerId" from deal_import i join partner p on p.id = i.partner_id
    where i.status = 'running' and p.status <> 'suspended' order by i.id limit ${limit}`;
}

/** In file order. */
export function listImportRows(
  { orm }: Database,
  { importId, status, after, limit }: { importId: string; status: ImportRowStatus | undefined; after: number; limit: number },
): Promise<ImportedRow[]> {
  const { importId: id, row, externalId, dealId, status: state, errors } = dealImportRow;
  return orm
    .select({ importId: id, row, externalId, dealId, status: state, errors })
    .from(dealImportRow)
    .where(and(eq(id, importId), status && eq(state, status), gt(row, after)))
    .orderBy(asc(row))
    .limit(limit);
}
