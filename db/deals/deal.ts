import { type Actor, changeAs, type Transaction } from '#db/actor.ts';
import type { Database } from '#db/database.ts';
import { and, asc, desc, eq, getTableColumns, gt, gte, inArray, isNull, lt, notInArray, or, type SQL, sql } from '#db/drizzle.ts';
import { existing } from '#db/partners/partner.ts';
import { deal, dealChange, partner } from '#db/schema.ts';
import type { CrmState, ReviewStatus, Stage } from '#domain/deals/deal-states.ts';
import type { DealFields } from '#domain/deals/deal.ts';
import { DomainError } from '#domain/errors.ts';
import { idAbove, idBelow } from '#domain/id-range.ts';
import { toMinor } from '#domain/money.ts';
import { registrationError } from '#domain/registration-errors.ts';
import { hasCrmState } from './crm-state.ts';
import { unindexDeal } from './deal-match.ts';

export type DealRow = typeof deal.$inferSelect;
export type DealChangeRow = typeof dealChange.$inferSelect;
/** The columns that a step sets. `fields` also sets the columns derived from it. */
export type DealUpdate = Partial<Omit<typeof deal.$inferInsert, 'id' | 'version'>>;

/** A change of a deal in one transaction, as recorded in its history. */
export interface DealStep {
  action: string;
  set: DealUpdate;
  comment?: string | undefined;
  /** Publishes no event, because the partner made the step itself or is informed in another way. */
  quiet?: boolean | undefined;
}

/** Receives the current row, locked. Throws to reject the change; returns null to change nothing. */
type MakeStep = (present: DealRow, tx: Transaction) => Promise<DealStep | null> | DealStep | null;

/**
 * Adds a draft, unless the partner is deleted. A promotion of the partner waits for this transaction and includes the draft. It is one statement,
 * because each one waits for a processor and for its turn in the event loop.
 */
export async function insertDeal(db: Database, row: DraftRow, actor: Actor): Promise<DealRow> {
  const [added] = await (actor.idempotency ? changeAs(db, actor, (tx) => addDraft(tx, row, actor)) : addDraft(db.orm, row, actor));
  if (!added) throw noOwner(row.partnerId);
  if (!added.created) throw externalIdTaken(row.externalId ?? '');
  return added.created;
}

type DraftRow = Pick<typeof deal.$inferInsert, 'id' | 'partnerId' | 'programmeId' | 'externalId' | 'fields' | 'metadata'>;

/** No row without an owner, and one without a deal if the partner has another deal with this external id. */
function addDraft(orm: Pick<Database['orm'], 'select' | 'with' | '$with'>, row: DraftRow, actor: Actor) {
  const { valueMinor = null, currency = null, closeDate = null } = columnsOf(row.fields);
  const owner = orm.$with('owner').as(orm.select({ id: partner.id }).from(partner).where(existing(row.partnerId)).for('key share'));
  const created = orm.$with('created', getTableColumns(deal)).as(sql`
    insert into deal (id, partner_id, programme_id, external_id, fields, metadata, value_minor, currency, close_date, created_by)
    select ${row.id}, id, ${row.programmeId}, ${row.externalId ?? null}, ${JSON.stringify(row.fields)}::jsonb,
      ${JSON.stringify(row.metadata ?? {})}::jsonb,
      ${valueMinor?.toString() ?? null}::bigint, ${currency}, ${closeDate}::date, ${actor.id} from owner
    on conflict (partner_id, external_id) do nothing
    returning *`);
  const told = orm.$with('told', {}).as(sql`
    insert into deal_change (deal_id, version, actor_kind, actor_id, request_id, action, announced_at)
    select id, 1, ${actor.kind}, ${actor.id}, ${actor.requestId ?? null}, 'created', now() from created`);
  return orm
    .with(owner, created, told)
    .select()
    .from(owner)
    .leftJoin(created, sql`true`)
    .prepare('insert_deal')
    .execute();
}

/** The deal, unless it belongs to a partner other than `partnerId`, in which case it looks like an unknown id. */
export async function getDeal(db: Pick<Database, 'orm'>, id: string, partnerId?: string): Promise<DealRow> {
  const owned = partnerId === undefined ? undefined : eq(deal.partnerId, partnerId);
  const [row] = await db.orm
    .select()
    .from(deal)
    .where(and(eq(deal.id, id), owned))
    .prepare('get_deal')
    .execute();
  if (!row) throw noDeal(id);
  return row;
}

export interface DealFilter {
  partnerIds: string[];
  /** Excludes deals of sandboxes. */
  isProduction?: boolean | undefined;
  reviewStatuses?: ReviewStatus[] | undefined;
  stages?: Stage[] | undefined;
  externalId?: string | undefined;
  crmStates?: CrmState[] | undefined;
  createdAfter?: Date | undefined;
  createdBefore?: Date | undefined;
  /** From, and up to but without. */
  updatedSince?: Date | undefined;
  updatedBefore?: Date | undefined;
  /** Of open deals. */
  protectionEndsBefore?: Date | undefined;
  inStageBefore?: Date | undefined;
  /** Newest first, if there is none. */
  sort?: DealSort | undefined;
  /** The deal that the previous page ended with. Its time is only needed where it sorts. */
  place?: { id: string; updatedAt?: Date } | undefined;
  limit: number;
}

export const dealSorts = ['-created_at', 'created_at', '-updated_at', 'updated_at'] as const;
export type DealSort = (typeof dealSorts)[number];

/** An id begins with the time when its deal was created. */
function orderOf({ sort = '-created_at' }: Pick<DealFilter, 'sort'>): SQL[] {
  const direction = sort.startsWith('-') ? desc : asc;
  return [...(sort.endsWith('updated_at') ? [direction(deal.updatedAt)] : []), direction(deal.id)];
}

function isBehind({ sort = '-created_at', place }: Pick<DealFilter, 'sort' | 'place'>): SQL | undefined {
  if (place === undefined) return undefined;
  const { id, updatedAt } = place;
  const isDescending = sort.startsWith('-');
  if (!sort.endsWith('updated_at') || updatedAt === undefined) return (isDescending ? lt : gt)(deal.id, id);
  const there = sql`(${updatedAt.toISOString()}::timestamptz, ${id})`;
  return isDescending ? sql`(${deal.updatedAt}, ${deal.id}) < ${there}` : sql`(${deal.updatedAt}, ${deal.id}) > ${there}`;
}

export function listDeals(db: Database, filter: DealFilter): Promise<DealRow[]> {
  return db.orm
    .select()
    .from(deal)
    .where(matches(filter))
    .orderBy(...orderOf(filter))
    .limit(filter.limit);
}

/**
 * The same, without those that follow when the deals so far have so many bytes as text: all that is read at once is parsed at once.
 * `found` is how many there are within the limit.
 */
export async function listDealsUpTo(db: Database, maxBytes: number, filter: DealFilter): Promise<{ rows: DealRow[]; found: number }> {
  const order = orderOf(filter);
  const bytes = sql<number>`octet_length(${deal.fields}::text)`.as('bytes');
  const nth = sql<number>`row_number() over (order by ${sql.join(order, sql`, `)})`.as('nth');
  const page = db.orm
    .select({ id: deal.id, bytes, nth })
    .from(deal)
    .where(matches(filter))
    .orderBy(...order)
    .limit(filter.limit)
    .as('page');
  const before = sql<number>`sum(${page.bytes}) over (order by ${page.nth}) - ${page.bytes}`.as('before');
  const found = sql<number>`(count(*) over ())::int`.as('found');
  const sized = db.orm.select({ id: page.id, nth: page.nth, before, found }).from(page).as('sized');
  const rows = await db.orm
    .select({ deal, found: sized.found })
    .from(sized)
    .innerJoin(deal, eq(deal.id, sized.id))
    .where(lt(sized.before, maxBytes))
    .orderBy(sized.nth);
  return { rows: rows.map((row) => row.deal), found: rows[0]?.found ?? 0 };
}

/** When deals came to their stage. */
export const inStageSince = sql<Date>`coalesce(${deal.stageSince}, ${deal.protectedFrom}, ${deal.submittedAt}, ${deal.createdAt})`;

/** The condition of a list of deals. */
export function matches(filter: Omit<DealFilter, 'limit'>) {
  return and(
    ...filter.partnerIds.map((id) => eq(deal.partnerId, id)),
    filter.isProduction ? sql`not exists (select 1 from partner p where p.id = ${deal.partnerId} and p.tier = 'sandbox')` : undefined,
    filter.reviewStatuses && inArray(deal.reviewStatus, filter.reviewStatuses),
    filter.stages && inArray(deal.stage, filter.stages),
    filter.externalId === undefined ? undefined : eq(deal.externalId, filter.externalId),
    filter.crmStates && or(...filter.crmStates.map(hasCrmState)),
    filter.createdAfter && and(gt(deal.createdAt, filter.createdAfter), gt(deal.id, idAbove('deal', filter.createdAfter))),
    filter.createdBefore && and(lt(deal.createdAt, filter.createdBefore), lt(deal.id, idBelow('deal', filter.createdBefore))),
    filter.updatedSince && gte(deal.updatedAt, filter.updatedSince),
    filter.updatedBefore && lt(deal.updatedAt, filter.updatedBefore),
    filter.protectionEndsBefore && and(isNull(deal.closedAt), lt(deal.protectedUntil, filter.protectionEndsBefore)),
    filter.inStageBefore && sql`${inStageSince} < ${filter.inStageBefore.toISOString()}::timestamptz`,
    isBehind(filter),
  );
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

/** Applies one step to a deal and adds it to the deal's history. */
export function changeDeal(db: Database, id: string, step: MakeStep, actor: Actor): Promise<DealRow> {
  return changeAs(db, actor, (tx) => stepDeal(tx, id, step, actor));
}

/** Locks in the order of the ids, whatever the order of the argument. */
export function lockDeals(tx: Transaction, ids: string[]): Promise<DealRow[]> {
  return tx.select().from(deal).where(inArray(deal.id, ids)).orderBy(asc(deal.id)).for('no key update');
}

export async function stepDeal(tx: Transaction, id: string, makeStep: MakeStep, actor: Actor): Promise<DealRow> {
  const [present] = await tx.select().from(deal).where(eq(deal.id, id)).for('no key update');
  if (!present) throw noDeal(id);
  const step = await makeStep(present, tx);
  if (!step) return present;
  const { action, set, comment, quiet } = step;
  const isMoved = set.stage !== undefined && set.stage !== present.stage;
  const values = { ...set, ...(set.fields && columnsOf(set.fields)), ...(isMoved && { stageSince: new Date() }) };
  const [row] = await tx
    .update(deal)
    // The begin of the transaction, which db/settled-until.ts depends on, and never back behind another one that committed before.
    .set({ ...values, version: sql`${deal.version} + 1`, updatedAt: sql`greatest(now(), ${deal.updatedAt})` })
    .where(eq(deal.id, id))
    .returning();
  if (!row) throw noDeal(id);
  if (row.closedAt) await unindexDeal(tx, id);
  const { kind: actorKind, id: actorId, requestId = null } = actor;
  // A draft concerns only the partner.
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

/** The fields that are searched and summed, as separate columns. */
export function columnsOf({ expected_value: value, close_date }: DealFields): Pick<DealUpdate, 'valueMinor' | 'currency' | 'closeDate'> {
  return { valueMinor: value ? toMinor(value) : null, currency: value?.currency ?? null, closeDate: close_date ?? null };
}

const untold = new Set(['version', 'updatedAt', 'valueMinor', 'currency', 'closeDate', 'processError', 'stageSince']);

/** The changes of the partner's fields, one by one, and of the columns that steps set. */
function differences(before: DealRow, after: DealRow): Record<string, [unknown, unknown]> {
  const flat = ({ fields, ...columns }: DealRow) => ({ ...columns, ...fields });
  const [old, now]: Record<string, unknown>[] = [flat(before), flat(after)];
  const names = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])].filter((name) => !untold.has(name));
  const changed = names.filter((name) => JSON.stringify(old?.[name]) !== JSON.stringify(now?.[name]));
  return Object.fromEntries(changed.map((name) => [name, [old?.[name] ?? null, now?.[name] ?? null]]));
}

function externalIdTaken(externalId: string): DomainError {
  const message = `You already have a deal with the id ${externalId}`;
  return new DomainError('external_id_conflict', message, [registrationError(['external_id'], 'duplicate', message)]);
}

/** The error for a deal whose partner does not exist or was deleted. */
export function noOwner(partnerId: string): DomainError {
  const message = `is not a known partner: ${partnerId}`;
  return new DomainError('invalid_request', `There is no partner ${partnerId}`, [
    registrationError(['partner_id'], 'unknown_partner', message),
  ]);
}

export function noDeal(id: string): DomainError {
  return new DomainError('not_found', `There is no deal ${id}`);
}
