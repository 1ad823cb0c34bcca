import { type Actor, changeAs, type Transaction } from '#db/actor.ts';
import type { Database } from '#db/database.ts';
import { and, asc, desc, eq, gt, gte, inArray, lt, ne, notInArray, sql } from '#db/drizzle.ts';
import { deal, dealChange, partner } from '#db/schema.ts';
import type { ReviewStatus, Stage } from '#domain/deals/deal-states.ts';
import type { DealFields } from '#domain/deals/deal.ts';
import { DomainError } from '#domain/errors.ts';
import { toMinor } from '#domain/money.ts';
import { registrationError } from '#domain/registration-errors.ts';
import { unindexDeal } from './deal-match.ts';

export type DealRow = typeof deal.$inferSelect;
export type DealChangeRow = typeof dealChange.$inferSelect;
/** What a step sets; `fields` brings its own columns along. */
export type DealUpdate = Partial<Omit<typeof deal.$inferInsert, 'id' | 'version'>>;

/** What is done to a deal in one transaction, as its history tells it. */
export interface DealStep {
  action: string;
  set: DealUpdate;
  comment?: string | undefined;
  /** The partner is not told: it made the step itself, or knows of it in another way. */
  quiet?: boolean | undefined;
}

/** Sees the present row, locked; refuses by throwing, and leaves it as it is by answering null. */
type MakeStep = (present: DealRow, tx: Transaction) => Promise<DealStep | null> | DealStep | null;

/** Adds a draft; refuses one of a partner that is deleted. Its promotion waits for what is written here, and takes it along. */
export async function insertDeal(db: Database, row: Omit<typeof deal.$inferInsert, 'createdBy'>, actor: Actor): Promise<DealRow> {
  return changeAs(db, actor, async (tx) => {
    const existing = and(eq(partner.id, row.partnerId), ne(partner.status, 'deleted'));
    const [owner] = await tx.select({ id: partner.id }).from(partner).where(existing).for('key share');
    if (!owner) throw noOwner(row.partnerId);
    const values = { ...row, ...columnsOf(row.fields), createdBy: actor.id };
    const [created] = await tx
      .insert(deal)
      .values(values)
      .onConflictDoNothing({ target: [deal.partnerId, deal.externalId] })
      .returning();
    if (!created) throw externalIdTaken(row.externalId ?? '');
    await tx.insert(dealChange).values({
      dealId: created.id,
      version: 1,
      actorKind: actor.kind,
      actorId: actor.id,
      requestId: actor.requestId ?? null,
      action: 'created',
      announcedAt: new Date(),
    });
    return created;
  });
}

/** The deal, unless it belongs to another partner than `partnerId`: that looks like an unknown id. */
export async function getDeal(db: Pick<Database, 'orm'>, id: string, partnerId?: string): Promise<DealRow> {
  const owned = partnerId === undefined ? undefined : eq(deal.partnerId, partnerId);
  const [row] = await db.orm
    .select()
    .from(deal)
    .where(and(eq(deal.id, id), owned));
  if (!row) throw noDeal(id);
  return row;
}

export interface DealFilter {
  partnerIds: string[];
  /** Leaves out what sandboxes play with. */
  isProduction?: boolean | undefined;
  reviewStatuses?: ReviewStatus[] | undefined;
  stage?: Stage | undefined;
  externalId?: string | undefined;
  updatedSince?: Date | undefined;
  before?: string | undefined;
  limit: number;
}

/** Newest first. */
export function listDeals(db: Database, filter: DealFilter): Promise<DealRow[]> {
  const conditions = [
    ...filter.partnerIds.map((id) => eq(deal.partnerId, id)),
    filter.isProduction ? sql`not exists (select 1 from partner p where p.id = ${deal.partnerId} and p.tier = 'sandbox')` : undefined,
    filter.reviewStatuses && inArray(deal.reviewStatus, filter.reviewStatuses),
    filter.stage && eq(deal.stage, filter.stage),
    filter.externalId === undefined ? undefined : eq(deal.externalId, filter.externalId),
    filter.updatedSince && gte(deal.updatedAt, filter.updatedSince),
    filter.before === undefined ? undefined : lt(deal.id, filter.before),
  ];
  return db.orm
    .select()
    .from(deal)
    .where(and(...conditions))
    .orderBy(desc(deal.id))
    .limit(filter.limit);
}

/** A page of a deal's history, oldest first. `sinceMoved` leaves out what happened while it was another partner's. */
export function listDealChanges(
  db: Database,
  dealId: string,
  { after, limit, sinceMoved, hidden }: { after: number; limit: number; sinceMoved: boolean; hidden: string[] },
): Promise<DealChangeRow[]> {
  const movedAt = sql<number>`coalesce((select max(version) from deal_change where deal_id = ${dealId} and action = 'moved'), 0)`;
  return db.orm
    .select()
    .from(dealChange)
    .where(
      and(
        eq(dealChange.dealId, dealId),
        gt(dealChange.version, after),
        sinceMoved ? gte(dealChange.version, movedAt) : undefined,
        notInArray(dealChange.action, hidden),
      ),
    )
    .orderBy(asc(dealChange.version))
    .limit(limit);
}

/** One step of a deal, with its line of history. */
export function changeDeal(db: Database, id: string, step: MakeStep, actor: Actor): Promise<DealRow> {
  return changeAs(db, actor, (tx) => stepDeal(tx, id, step, actor));
}

/** In the order of their ids, whatever order they are named in. */
export function lockDeals(tx: Transaction, ids: string[]): Promise<DealRow[]> {
  return tx.select().from(deal).where(inArray(deal.id, ids)).orderBy(asc(deal.id)).for('no key update');
}

export async function stepDeal(tx: Transaction, id: string, makeStep: MakeStep, actor: Actor): Promise<DealRow> {
  const [present] = await tx.select().from(deal).where(eq(deal.id, id)).for('no key update');
  if (!present) throw noDeal(id);
  const step = await makeStep(present, tx);
  if (!step) return present;
  const { action, set, comment, quiet } = step;
  const values = { ...set, ...(set.fields && columnsOf(set.fields)) };
  const [row] = await tx
    .update(deal)
    .set({ ...values, version: sql`${deal.version} + 1`, updatedAt: new Date() })
    .where(eq(deal.id, id))
    .returning();
  if (!row) throw noDeal(id);
  if (row.closedAt) await unindexDeal(tx, id);
  const { kind: actorKind, id: actorId, requestId = null } = actor;
  // A draft is the partner's own affair.
  const announcedAt = quiet || row.submittedAt === null ? new Date() : null;
  await tx.insert(dealChange).values({
    dealId: id,
    version: row.version,
    actorKind,
    actorId,
    requestId,
    action,
    comment: comment ?? null,
    changes: differences(present, row),
    announcedAt,
  });
  return row;
}

/** What is searched and summed, as columns of its own. */
export function columnsOf({ expected_value: value, close_date }: DealFields): Pick<DealUpdate, 'valueMinor' | 'currency' | 'closeDate'> {
  return { valueMinor: value ? toMinor(value) : null, currency: value?.currency ?? null, closeDate: close_date ?? null };
}

const untold = new Set(['version', 'updatedAt', 'valueMinor', 'currency', 'closeDate']);

/** The partner's fields one by one, and the columns that steps set. */
function differences(before: DealRow, after: DealRow): Record<string, [unknown, unknown]> {
  const flat = ({ fields, ...columns }: DealRow) => ({ ...columns, ...fields });
  const [old, now]: Record<string, unknown>[] = [flat(before), flat(after)];
  const names = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])].filter((name) => !untold.has(name));
  const changed = names.filter((name) => JSON.stringify(old?.[name]) !== JSON.stringify(now?.[name]));
  return Object.fromEntries(changed.map((name) => [name, [old?.[name] ?? null, now?.[name] ?? null]]));
}

function externalIdTaken(externalId: string): DomainError {
  const message = `You have a deal with the id ${externalId} already`;
  return new DomainError('external_id_conflict', message, [registrationError(['external_id'], 'duplicate', message)]);
}

/** A deal's owner that is not there, or was deleted. */
export function noOwner(partnerId: string): DomainError {
  const message = `names no partner: ${partnerId}`;
  return new DomainError('invalid_request', `There is no partner ${partnerId}`, [
    registrationError(['partner_id'], 'unknown_partner', message),
  ]);
}

function noDeal(id: string): DomainError {
  return new DomainError('not_found', `There is no deal ${id}`);
}
