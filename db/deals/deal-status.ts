import { type Actor, changeAs, type Transaction } from '#db/actor.ts';
import type { Database, Queryable } from '#db/database.ts';
import { eq, sql as fragment } from '#db/drizzle.ts';
import { dealStatusRule } from '#db/schema.ts';
import type { DealStatusRule } from '#domain/deals/deal-status-rule.ts';
import type { SaleNews } from '#domain/deals/synced-deal.ts';
import { DomainError } from '#domain/errors.ts';
import { stepDeal, type DealRow } from './deal.ts';
import { stepTo } from './follow-sale.ts';

export async function setDealStatusRule(db: Database, sourceId: string, rule: DealStatusRule, actor: Actor): Promise<void> {
  await changeAs(db, actor, (tx) =>
    tx
      .insert(dealStatusRule)
      .values({ sourceId, rule })
      .onConflictDoUpdate({ target: dealStatusRule.sourceId, set: { rule, updatedAt: new Date() } }),
  );
}

export async function getDealStatusRule({ orm }: Pick<Database, 'orm'>, sourceId: string): Promise<DealStatusRule> {
  const [row] = await orm.select().from(dealStatusRule).where(eq(dealStatusRule.sourceId, sourceId));
  if (!row) throw noRule(sourceId);
  return row.rule;
}

export async function deleteDealStatusRule(db: Database, sourceId: string, actor: Actor): Promise<void> {
  const deleted = await changeAs(db, actor, (tx) => tx.delete(dealStatusRule).where(eq(dealStatusRule.sourceId, sourceId)).returning());
  if (deleted.length === 0) throw noRule(sourceId);
}

function noRule(sourceId: string): DomainError {
  return new DomainError('not_found', `The inbound source ${sourceId} does not tell the status of deals`);
}

/** A pending event of a source that tells the status of deals. */
export interface DealStatusEvent {
  id: string;
  sourceId: string;
  type: string;
  /** When it happened; when it arrived, if the sender does not say. */
  at: Date;
  receivedAt: Date;
  body: Buffer;
  rule: DealStatusRule;
}

/** In the order in which they happened. */
export async function listDealStatusEvents(sql: Queryable, ids: readonly string[]): Promise<DealStatusEvent[]> {
  return [
    ...(await sql<DealStatusEvent[]>`
      select e.id, e.source_id as "sourceId", e.type, coalesce(e.occurred_at, e.received_at) as at, e.received_at as "receivedAt", w.body, r.rule
      from inbound_event e join deal_status_rule r on r.source_id = e.source_id join inbound_webhook w on w.id = e.webhook_id
      where e.id = any(${[...ids]}::text[]) and e.status = 'pending' order by at, e.id`),
  ];
}

/** The deals that may be meant: two are enough to see that there are several. */
export async function findToldDeals(
  sql: Queryable,
  { dealId, externalId, partnerId }: { dealId: string | null; externalId: string | null; partnerId: string | null },
): Promise<string[]> {
  const named = dealId === null ? sql`d.external_id = ${externalId}` : sql`d.id = ${dealId}`;
  const rows = await sql<{ id: string }[]>`
    select d.id from deal d join partner p on p.id = d.partner_id
    where ${named} and p.status <> 'deleted' and d.submitted_at is not null and (${partnerId}::text is null or d.partner_id = ${partnerId}) limit 2`;
  return rows.map(({ id }) => id);
}

/**
 * Brings a deal to what a source tells. Null if the source has told something later about this deal before. Safe to repeat: the same news
 * changes nothing.
 */
export async function followStatus(
  db: Database,
  { sourceId, dealId, at, news }: { sourceId: string; dealId: string; at: Date; news: SaleNews },
  actor: Actor,
): Promise<DealRow | null> {
  return changeAs(db, actor, async (tx) => {
    if (!(await isLatest(tx, sourceId, dealId, at))) return null;
    return stepDeal(tx, dealId, (present) => stepTo(present, news), actor);
  });
}

async function isLatest(tx: Transaction, sourceId: string, dealId: string, at: Date): Promise<boolean> {
  const rows = await tx.execute(fragment`
    insert into deal_status_told as t (deal_id, source_id, told_at) values (${dealId}, ${sourceId}, ${at.toISOString()})
    on conflict (deal_id, source_id) do update set told_at = excluded.told_at where t.told_at <= excluded.told_at
    returning deal_id`);
  return rows.length > 0;
}
