import { type Actor, beginAs } from '#db/actor.ts';
import { copyRows } from '#db/copy-rows.ts';
import type { Database, Sql } from '#db/database.ts';
import { and, asc, desc, eq, gt, inArray, lt } from '#db/drizzle.ts';
import { dealImport, dealImportRow } from '#db/schema.ts';
import type { ImportRowStatus } from '#domain/deals/deal-states.ts';
import { DomainError } from '#domain/errors.ts';
import { platformPartnerId } from '#domain/partners/partner.ts';
import { noOwner } from './deal.ts';
import { takeImportRoom } from './import-backlog.ts';
import { type ImportRows, rowColumns } from './import-rows.ts';

export type DealImportRow = typeof dealImport.$inferSelect;
export type ImportedRow = Omit<typeof dealImportRow.$inferSelect, 'input'>;

/** Stores all rows of an import or none. Throws `import_backlog_full` if the partner has too much waiting. */
export async function createDealImport(
  db: Database,
  rows: ImportRows,
  { partnerId, submit }: { partnerId: string; submit: boolean },
  actor: Actor,
): Promise<DealImportRow> {
  const { importId: id, total, failed } = rows;
  await beginAs(db.sql, actor, async (tx) => {
    const [owner] =
      await tx`select id from partner where id = ${partnerId} and status <> 'deleted' and id <> ${platformPartnerId} for key share`;
    if (!owner) throw noOwner(partnerId);
    await takeImportRoom(tx, partnerId, total);
    await tx`
      insert into deal_import (id, partner_id, submit, total, done, failed, actor_kind, created_by)
      values (${id}, ${partnerId}, ${submit}, ${total}, ${failed}, ${failed}, ${actor.kind}, ${actor.id})`;
    await copyRows(tx, 'deal_import_row', rowColumns, rows.parts());
  });
  return getDealImport(db, id);
}

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

/** Imports that a workflow should be working on, in the order of their ids. Excludes imports of suspended partners. */
export function listUnfinishedImports(
  sql: Sql,
  { after, limit }: { after: string; limit: number },
): Promise<{ id: string; partnerId: string }[]> {
  return sql<{ id: string; partnerId: string }[]>`
    select i.id, i.partner_id as "partnerId" from deal_import i join partner p on p.id = i.partner_id
    where i.status = 'running' and p.status <> 'suspended' and i.id > ${after} order by i.id limit ${limit}`;
}

/** In file order. */
export function listImportRows(
  { orm }: Database,
  { importId, statuses, after, limit }: { importId: string; statuses: ImportRowStatus[] | undefined; after: number; limit: number },
): Promise<ImportedRow[]> {
  const { importId: id, row, externalId, dealId, status: state, errors } = dealImportRow;
  return orm
    .select({ importId: id, row, externalId, dealId, status: state, errors })
    .from(dealImportRow)
    .where(and(eq(id, importId), statuses && inArray(state, statuses), gt(row, after)))
    .orderBy(asc(row))
    .limit(limit);
}
