import { type Actor, type Changeable, changeAs } from '#db/actor.ts';
import type { Database } from '#db/database.ts';
import { and, asc, desc, eq, ilike, inArray, lt, ne, sql } from '#db/drizzle.ts';
import { endpoint, eventType, partner, programme } from '#db/schema.ts';
import { DomainError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { newId } from '#domain/id.ts';
import { type PartnerStatus, platformPartnerId, type Tier } from '#domain/partners/partner.ts';

export type PartnerRow = typeof partner.$inferSelect;
export type PartnerChange = {
  [
    Column in
      | 'name'
      | 'tier'
      | 'ratePerMinute'
      | 'rateBurst'
      | 'credentialPolicy'
      | 'timeZone'
      | 'programmeId'
      | 'contacts'
      | 'webhookSettings'
      | 'fields'
  ]?: PartnerRow[Column] | undefined;
};

/** Every change increments the version, for ETags. */
export const nextVersion = () => ({ version: sql`${partner.version} + 1`, updatedAt: new Date() });

export async function createPartner(db: Changeable, wanted: Omit<typeof partner.$inferInsert, 'id'>, actor: Actor): Promise<PartnerRow> {
  const [row] = await changeAs(db, actor, (tx) =>
    tx
      .insert(partner)
      .values({ ...wanted, id: newId('ptn') })
      .returning(),
  );
  if (!row) throw new Error('INSERT … RETURNING gave no partner');
  return row;
}

/** Also undefined if the partner was deleted. */
export async function findPartner(db: Database, id: string): Promise<PartnerRow | undefined> {
  const [row] = await db.orm.select().from(partner).where(existing(id)).prepare('find_partner').execute();
  return row;
}

export async function getPartner(db: Database, id: string): Promise<PartnerRow> {
  const row = await findPartner(db, id);
  if (!row) throw noPartner(id);
  return row;
}

export interface PartnerFilter {
  tiers?: Tier[] | undefined;
  statuses?: PartnerStatus[] | undefined;
  /** A part of the name, case-insensitive. */
  name?: string | undefined;
  before?: string | undefined;
  limit: number;
}

/** Newest first. Deleted partners are included only if the filter requests them. */
export async function listPartners(db: Database, filter: PartnerFilter): Promise<PartnerRow[]> {
  const conditions = [
    ne(partner.id, platformPartnerId),
    filter.tiers && inArray(partner.tier, filter.tiers),
    filter.statuses ? inArray(partner.status, filter.statuses) : ne(partner.status, 'deleted'),
    filter.name && ilike(partner.name, `%${filter.name.replaceAll(/[\\%_]/g, '\\$&')}%`),
    filter.before && lt(partner.id, filter.before),
  ].filter((condition) => condition !== undefined && condition !== '');
  return db.orm
    .select()
    .from(partner)
    .where(and(...conditions))
    .orderBy(desc(partner.id))
    .limit(filter.limit);
}

/** `change` receives the current row, locked, and may throw to reject the change. */
export async function updatePartner(
  db: Database,
  id: string,
  change: (present: PartnerRow) => PartnerChange,
  actor: Actor,
): Promise<PartnerRow> {
  return changeAs(db, actor, async (tx) => {
    const [present] = await tx.select().from(partner).where(existing(id)).for('no key update');
    if (!present) throw noPartner(id);
    const changed = change(present);
    assertSameSide(present, changed.tier ?? present.tier);
    const [row] = await tx
      .update(partner)
      .set({ ...changed, ...nextVersion() })
      .where(eq(partner.id, id))
      .returning();
    if (!row) throw noPartner(id);
    return row;
  });
}

/** Synthetic customers must not mix with real ones, so only a promotion, which deletes them first, leads out of a sandbox. */
function assertSameSide({ tier }: PartnerRow, next: Tier): void {
  if ((tier === 'sandbox') === (next === 'sandbox')) return;
  const message =
    tier === 'sandbox'
      ? 'cannot be changed from sandbox: promote the partner with POST /partners/{id}/promotions'
      : 'cannot be changed to sandbox: create a sandbox with POST /sandboxes';
  throw new DomainError('conflict', `tier ${message}`, [fieldError(['tier'], 'not_permitted', message, { legacy_code: 'conflict' })]);
}

/**
 * Suspends or activates a partner, from one of the states in `from`. A trigger closes or opens the partner's endpoints in the same transaction,
 * so that no later claim is posted. Returns the endpoints, whose deliveries must be released.
 */
export async function setPartnerStatus(
  db: Database,
  id: string,
  change: { status: 'active' | 'suspended'; reason: string | null; from: readonly PartnerStatus[] },
  actor: Actor,
): Promise<{ row: PartnerRow; endpointIds: string[] }> {
  return changeAs(db, actor, async (tx) => {
    const { status, reason, from } = change;
    const [row] = await tx
      .update(partner)
      .set({ status, statusReason: reason, ...nextVersion() })
      .where(and(existing(id), inArray(partner.status, [...from])))
      .returning();
    if (!row) {
      const [present] = await tx.select().from(partner).where(existing(id));
      if (!present) throw noPartner(id);
      throw new DomainError(
        'conflict',
        `Partner ${id} is ${present.status}. Only a partner that is ${from.join(' or ')} can become ${status}.`,
      );
    }
    const endpoints = await tx.select({ id: endpoint.id }).from(endpoint).where(eq(endpoint.partnerId, id));
    return { row, endpointIds: endpoints.map((found) => found.id) };
  });
}

/** Whether `partner.programme_id` can refer to it. */
export async function programmeExists(db: Database, id: string): Promise<boolean> {
  const [row] = await db.orm.select({ id: programme.id }).from(programme).where(eq(programme.id, id));
  return row !== undefined;
}

/** The event types that an endpoint's filter can contain. */
export async function listEventTypeNames(db: Database): Promise<string[]> {
  const rows = await db.orm.select({ name: eventType.name }).from(eventType).orderBy(asc(eventType.name));
  return rows.map((row) => row.name);
}

/** A partner that was not deleted. The owner of the platform endpoints is no partner, so its id looks unknown. */
export const existing = (id: string) => and(eq(partner.id, id), ne(partner.status, 'deleted'), ne(partner.id, platformPartnerId));

export function noPartner(id: string): DomainError {
  return new DomainError('not_found', `There is no partner ${id}`);
}
