import { type Actor, beginAs, changeAs } from '#db/actor.ts';
import type { Database, Queryable, Sql } from '#db/database.ts';
import { and, eq } from '#db/drizzle.ts';
import { existing } from '#db/partners/partner.ts';
import { partner, promotion } from '#db/schema.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';
import type { Tier } from '#domain/partners/partner.ts';
import { checkPromotion, type PromotionCheck, type PromotionFacts } from '#domain/sandboxes/promotion.ts';
import { deleteSandboxDeals } from './sandbox-deals.ts';

export type PromotionRow = typeof promotion.$inferSelect;

/** Locks the partner's row, so that two requests cannot both find no running promotion. */
export async function createPromotion(db: Database, partnerId: string, tier: Tier, actor: Actor): Promise<PromotionRow> {
  return changeAs(db, actor, async (tx) => {
    const [owner] = await tx.select({ tier: partner.tier }).from(partner).where(existing(partnerId)).for('no key update');
    if (!owner) throw new DomainError('not_found', `There is no partner ${partnerId}`);
    assertSandbox({ id: partnerId, tier: owner.tier });
    const [other] = await tx
      .select()
      .from(promotion)
      .where(and(eq(promotion.partnerId, partnerId), eq(promotion.status, 'checking')));
    if (other) throw new DomainError('conflict', `Promotion ${other.id} of this partner is running. See GET /promotions/${other.id}`);
    const [row] = await tx
      .insert(promotion)
      .values({ id: newId('prm'), partnerId, tier, requestedBy: actor.id })
      .returning();
    if (!row) throw new Error('INSERT … RETURNING gave no promotion');
    return row;
  });
}

export function assertSandbox({ id, tier }: { id: string; tier: Tier }): void {
  if (tier !== 'sandbox') throw new DomainError('conflict', `Partner ${id} is already ${tier}. Only a sandbox can be promoted.`);
}

/** A promotion of a partner other than `visibleTo` looks like an unknown one. */
export async function getPromotion({ orm }: Database, id: string, visibleTo?: string): Promise<PromotionRow> {
  const owned = visibleTo === undefined ? undefined : eq(promotion.partnerId, visibleTo);
  const [row] = await orm
    .select()
    .from(promotion)
    .where(and(eq(promotion.id, id), owned));
  if (!row) throw new DomainError('not_found', `There is no promotion ${id}`);
  return row;
}

/** Promotions that a workflow should be working on, in the order of their ids. */
export function listUnfinishedPromotions(
  sql: Sql,
  { after, limit }: { after: string; limit: number },
): Promise<{ id: string; partnerId: string }[]> {
  return sql<{ id: string; partnerId: string }[]>`
    select id, partner_id as "partnerId" from promotion
    where status = 'checking' and reason is null and id > ${after} order by id limit ${limit}`;
}

/** From now on the sweeper leaves it alone. Without a decision it is blocked, so that another promotion can be requested. */
export async function giveUpPromotion({ sql }: Database, id: string, reason: string, actor: Actor): Promise<void> {
  await beginAs(sql, actor, async (tx) => {
    await tx`
      update promotion set reason = ${reason}, status = case when checks = '[]' then 'blocked' else status end,
        finished_at = case when checks = '[]' then now() end
      where id = ${id} and finished_at is null`;
  });
}

/** The audit log shows since when an endpoint has its current URL. An entry whose detail was erased counts as a possible change of the URL. */
export async function readPromotionFacts(sql: Queryable, partnerId: string): Promise<PromotionFacts> {
  const [facts] = await sql<PromotionFacts[]>`
    with enabled as (
      select ep.id, coalesce((
        select max(a.at) from audit_entry a
        where a.object_kind = 'endpoint' and a.object_id = ep.id
          and (a.detail is null or a.action = 'endpoint.created' or (a.detail->'changed')::jsonb @> '["url"]'
              -- Another query can be another receiver. A rotation of the encryption key changes no version.
              or (a.detail->'changed')::jsonb @> '["url_query_sealed", "version"]')), ep.created_at) as url_since
      from endpoint ep where ep.partner_id = ${partnerId} and ep.deleted_at is null and ep.state = 'enabled'
    )
    select (select status from partner where id = ${partnerId}) as "partnerStatus",
      (select status from sandbox where partner_id = ${partnerId}) as "sandboxStatus",
      (select count(*)::int from enabled) as "enabledEndpoints",
      (select count(*)::int from enabled en where exists (
        select from delivery d join attempt t on t.delivery_id = d.id
        where d.endpoint_id = en.id and d.event_type = 'webhook.test' and t.status_code between 200 and 299
          and t.started_at >= en.url_since)) as "verifiedEndpoints",
      (select count(*)::int from delivery
        where partner_id = ${partnerId} and event_type = 'webhook.test' and status = 'delivered') as "testEventsDelivered",
      (select count(*)::int from deal
        where partner_id = ${partnerId} and submitted_at is not null and created_by not like 'provision-sandbox/%') as "dealsSubmitted",
      (select count(*)::int from deal_import where partner_id = ${partnerId} and status = 'running') as "runningImports",
      (select count(*)::int from partner p cross join jsonb_array_elements(p.contacts) c
        where p.id = ${partnerId} and c->>'role' = 'technical') as "technicalContacts"`;
  if (!facts) throw new Error('The query returned no facts');
  return facts;
}

/**
 * Runs the checks, records their results and, if all pass, changes the tier and deletes the sandbox's deals. All of this is one transaction, so
 * the checks are still true when the tier changes. It waits for transactions that write rows of the partner; later rows belong to production.
 * A repeat returns the first decision.
 */
export async function decidePromotion({ sql }: Database, id: string, actor: Actor): Promise<'passed' | 'blocked'> {
  return beginAs(sql, actor, async (tx) => {
    const [found] = await tx<{ status: string; tier: Tier; partnerId: string; partnerTier: Tier; checks: PromotionCheck[] }[]>`
      select pr.status, pr.tier, pr.partner_id as "partnerId", p.tier as "partnerTier", pr.checks
      from promotion pr join partner p on p.id = pr.partner_id where pr.id = ${id} for update`;
    if (!found) throw new DomainError('not_found', `There is no promotion ${id}`);
    if (found.checks.length > 0) return found.checks.every((check) => check.passed) ? 'passed' : 'blocked';
    const checks = checkPromotion(await readPromotionFacts(tx, found.partnerId));
    const passed = checks.every((check) => check.passed);
    // No sandbox deal may register a customer in production, and no production deal may be deleted with them. This runs first, because from its
    // first entry on, a transaction locks the audit log.
    if (passed) await deleteSandboxDeals(tx, found.partnerId);
    await tx`
      update promotion set checks = ${JSON.stringify(checks)}::text::jsonb, status = ${passed ? 'checking' : 'blocked'},
        finished_at = ${passed ? null : new Date()}
      where id = ${id}`;
    if (!passed) return 'blocked';
    await tx`update partner set tier = ${found.tier}, updated_at = now(), version = version + 1 where id = ${found.partnerId}`;
    return 'passed';
  });
}

/** Idempotent. */
export async function finishPromotion({ sql }: Database, id: string, actor: Actor): Promise<void> {
  await beginAs(sql, actor, async (tx) => {
    await tx`delete from sandbox where partner_id = (select partner_id from promotion where id = ${id})`;
    await tx`update promotion set status = 'promoted', reason = null, finished_at = now() where id = ${id} and finished_at is null`;
  });
}
