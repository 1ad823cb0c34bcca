import { type Actor, type Changeable, changeAs } from '#db/actor.ts';
import type { Database } from '#db/database.ts';
import { and, count, desc, eq, inArray, isNull, lt, ne, or, type SQL, sql } from '#db/drizzle.ts';
import { assertPins } from '#db/events/schema-version.ts';
import { delivery, endpoint, endpointSecret, partner } from '#db/schema.ts';
import { counted } from '#domain/counted.ts';
import type { BreakerState, EndpointState } from '#domain/delivery/endpoint.ts';
import { DomainError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { platformPartnerId } from '#domain/partners/partner.ts';
import { releaseTransformationHolds } from './transformation-hold.ts';

export type EndpointRow = typeof endpoint.$inferSelect;
type NewEndpoint = typeof endpoint.$inferInsert;
/** The settings that a client may change. The state has a separate operation, because changing it affects deliveries. */
export type EndpointChange = { [Column in ChangeableColumn]?: EndpointRow[Column] | undefined };
type ChangeableColumn =
  | 'url'
  | 'urlQuerySealed'
  | 'description'
  | 'metadata'
  | 'eventTypes'
  | 'retryPolicy'
  | 'timeoutMs'
  | 'rateLimitPerS'
  | 'region'
  | 'maxConcurrency'
  | 'headersSealed'
  | 'ordering'
  | 'schemaVersions'
  | 'transformation'
  | 'orderingOnDeadLetter';

/** Every change of the configuration increments the version, for ETags and for the processes' caches. */
export const nextVersion = () => ({ version: sql`${endpoint.version} + 1`, updatedAt: new Date() });

const live = (id: string) => and(eq(endpoint.id, id), isNull(endpoint.deletedAt));

/**
 * The endpoint, unless it was deleted or belongs to a partner other than `partnerId`. Callers cannot distinguish the two. Platform endpoints
 * are found only with `platformPartnerId`.
 */
export async function getEndpoint(db: Pick<Database, 'orm'>, id: string, partnerId?: string): Promise<EndpointRow> {
  const owned = partnerId === undefined ? ne(endpoint.partnerId, platformPartnerId) : eq(endpoint.partnerId, partnerId);
  const [row] = await db.orm
    .select()
    .from(endpoint)
    .where(and(live(id), owned));
  if (!row) throw noEndpoint(id);
  return row;
}

const breakerIs = {
  closed: isNull(endpoint.breakerOpenUntil),
  open: sql`${endpoint.breakerOpenUntil} > now()`,
  half_open: sql`${endpoint.breakerOpenUntil} <= now()`,
} as const satisfies Record<BreakerState, SQL>;

/** Newest first, from just below `before`. An endpoint must match all given partners; none means every partner. */
export async function listEndpoints(
  db: Database,
  filter: {
    partnerIds: string[];
    ofPlatform?: boolean;
    states?: EndpointState[] | undefined;
    breakers?: BreakerState[] | undefined;
    before?: string | undefined;
    limit: number;
  },
): Promise<EndpointRow[]> {
  const conditions = [
    isNull(endpoint.deletedAt),
    ...filter.partnerIds.map((partnerId) => eq(endpoint.partnerId, partnerId)),
    (filter.ofPlatform ? eq : ne)(endpoint.partnerId, platformPartnerId),
    filter.states && inArray(endpoint.state, filter.states),
    filter.breakers && or(...filter.breakers.map((breaker) => breakerIs[breaker])),
    filter.before === undefined ? undefined : lt(endpoint.id, filter.before),
  ];
  return db.orm
    .select()
    .from(endpoint)
    .where(and(...conditions))
    .orderBy(desc(endpoint.id))
    .limit(filter.limit);
}

/** Adds an endpoint with its first secret. Locks the partner's row, so that parallel calls cannot exceed the limit. */
export async function createEndpoint(
  db: Changeable,
  row: NewEndpoint,
  secret: { id: string; sealed: string },
  maxPerPartner: number,
  actor: Actor,
): Promise<EndpointRow> {
  return changeAs(db, actor, async (tx) => {
    const existing = and(eq(partner.id, row.partnerId), ne(partner.status, 'deleted'));
    const [owner] = await tx.select({ webhooks: partner.webhookSettings }).from(partner).where(existing).for('no key update');
    if (!owner) {
      const message = `There is no partner ${row.partnerId}`;
      throw new DomainError('invalid_request', message, [fieldError(['partner_id'], 'unknown_partner', message)]);
    }
    const max = owner.webhooks.max_endpoints ?? maxPerPartner;
    const [present] = await tx
      .select({ count: count() })
      .from(endpoint)
      .where(and(eq(endpoint.partnerId, row.partnerId), isNull(endpoint.deletedAt)));
    if ((present?.count ?? 0) >= max) {
      throw new DomainError(
        'endpoint_limit_reached',
        `The partner has ${counted(present?.count ?? 0, 'endpoint')}, and its limit is ${max}. Delete one, or ask the operator to raise ` +
          "the partner's webhook_settings.max_endpoints",
      );
    }
    await assertPins(tx, row.schemaVersions ?? {});
    const [created] = await tx.insert(endpoint).values(row).returning();
    if (!created) throw new Error('INSERT … RETURNING gave no endpoint');
    await tx.insert(endpointSecret).values({ ...secret, endpointId: row.id });
    return created;
  });
}

/**
 * Applies `change` to the current row, under a lock; `change` may throw to reject. If the transformation changes, deliveries that could not be
 * transformed before are released.
 */
export async function updateEndpoint(
  db: Database,
  id: string,
  change: (row: EndpointRow) => EndpointChange,
  actor: Actor,
): Promise<EndpointRow> {
  return changeAs(db, actor, async (tx) => {
    const [row] = await tx.select().from(endpoint).where(live(id)).for('no key update');
    if (!row) throw noEndpoint(id);
    const changed = change(row);
    await assertPins(tx, changed.schemaVersions ?? {});
    // This can take minutes. The audited change comes last, because it locks the audit chain, which all other changes need.
    if (changed.transformation !== undefined || changed.schemaVersions !== undefined) await releaseTransformationHolds(tx, id);
    const [updated] = await tx
      .update(endpoint)
      .set({ ...changed, ...nextVersion() })
      .where(eq(endpoint.id, id))
      .returning();
    if (!updated) throw noEndpoint(id);
    return updated;
  });
}

/** Enabling resets the endpoint's health: the breaker closes and the count of days until auto-disable restarts. */
const cleanRecord = { breakerOpenUntil: null, breakerReason: null, breakerTrips: 0, failingSince: null, failureWarnedPercent: 0 };

export async function setEndpointState(
  db: Database,
  id: string,
  state: EndpointState,
  reason: string | null,
  actor: Actor,
): Promise<EndpointRow> {
  const record = state === 'enabled' ? cleanRecord : {};
  const change = { state, stateReason: reason, ...record, ...nextVersion() };
  const [row] = await changeAs(db, actor, (tx) => tx.update(endpoint).set(change).where(live(id)).returning());
  if (!row) throw noEndpoint(id);
  return row;
}

/**
 * Deletes the endpoint and cancels its unfinished deliveries in one transaction. Its row stays for the deliveries that refer to it. Returns the
 * deliveries that can have running workflows; held deliveries have none.
 */
export async function deleteEndpoint(db: Database, id: string, actor: Actor): Promise<{ running: string[] }> {
  return changeAs(db, actor, async (tx) => {
    const now = new Date();
    // A million held deliveries take minutes, but only their own endpoint, which is being deleted, waits for that. The changes that are
    // audited come last, because they lock the audit chain, which all other changes need.
    await tx.execute(sql`set local statement_timeout = '10min'`);
    const [row] = await tx.select({ id: endpoint.id }).from(endpoint).where(live(id)).for('no key update');
    if (!row) throw noEndpoint(id);
    const owed = and(eq(delivery.endpointId, id), inArray(delivery.status, ['pending', 'retrying', 'held']));
    const running = await tx
      .select({ id: delivery.id })
      .from(delivery)
      .where(and(owed, inArray(delivery.status, ['pending', 'retrying'])));
    await tx
      .update(delivery)
      .set({ status: 'cancelled', holdReason: null, holdDetail: null, holder: null, nextAttemptAt: null, endedAt: now })
      .where(owed);
    await tx
      .update(endpoint)
      // Deliveries that are accepted at the same moment find a closed endpoint and are not sent.
      .set({ deletedAt: now, state: 'disabled', stateReason: 'deleted', ...nextVersion() })
      .where(eq(endpoint.id, id));
    await tx.delete(endpointSecret).where(eq(endpointSecret.endpointId, id));
    return { running: running.map((found) => found.id) };
  });
}

function noEndpoint(id: string): DomainError {
  return new DomainError('not_found', `There is no endpoint ${id}`);
}
