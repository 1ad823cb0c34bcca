import type { Actor } from '#db/actor.ts';
import type { Database, Sql } from '#db/database.ts';
import { and, asc, eq, isNull, sql as fragment } from '#db/drizzle.ts';
import { deal, dealChange, partner } from '#db/schema.ts';
import { readSnapshot } from '#db/snapshot.ts';
import { canMove } from '#domain/deals/deal-states.ts';
import { ruleDecision } from '#domain/deals/programme-rules.ts';
import type { ProgrammeSettings } from '#domain/deals/programme.ts';
import { DomainError } from '#domain/errors.ts';
import { crmOverdueS } from './crm-outage.ts';
import { approveDeal, rejectDeal } from './deal-review.ts';
import { changeDeal, type DealChangeRow, type DealRow } from './deal.ts';
import { settingsOf } from './programme.ts';
import { isUnsynced } from './synced-deal.ts';

/** A deal, as its workflow needs it. */
export interface DealInProcess {
  row: DealRow;
  settings: ProgrammeSettings;
  /** When the current review began. */
  handedInAt: Date | null;
  /** Oldest first. */
  unpublished: DealChangeRow[];
}

/** Null if the deal was erased. */
export function findDealInProcess(db: Database, id: string): Promise<DealInProcess | null> {
  // Changes that commit meanwhile are left for the next turn: published with this row, they would show the deal as it was before.
  return readSnapshot(db, async ({ orm }) => {
    const [row] = await orm.select().from(deal).where(eq(deal.id, id));
    if (!row) return null;
    const handedIn = fragment<string | null>`max(${dealChange.at}) filter (where ${dealChange.action} in ('submitted', 'resubmitted'))`;
    const own = eq(dealChange.dealId, id);
    const settings = await settingsOf({ orm }, row);
    const [times] = await orm.select({ handedInAt: handedIn }).from(dealChange).where(own);
    const unpublished = await orm
      .select()
      .from(dealChange)
      .where(and(own, isNull(dealChange.announcedAt)))
      .orderBy(asc(dealChange.version));
    return { row, settings, handedInAt: times?.handedInAt ? new Date(times.handedInAt) : null, unpublished };
  });
}

/** Safe to repeat: the first timestamp stays. */
export async function markPublished(sql: Sql, dealId: string, versions: number[]): Promise<void> {
  await sql`update deal_change set announced_at = now() where deal_id = ${dealId} and version = any(${versions}::int[]) and announced_at is null`;
}

/**
 * Decides a deal by the programme's rules if possible, and otherwise leaves it to a reviewer. All deals of a partner that is not active go to a
 * reviewer. Safe to repeat.
 */
export async function openReview(db: Database, id: string, actor: Actor): Promise<void> {
  const [found] = await db.orm
    .select({ present: deal, status: partner.status })
    .from(deal)
    .innerJoin(partner, eq(partner.id, deal.partnerId))
    .where(eq(deal.id, id));
  if (found?.present.reviewStatus !== 'submitted') return;
  const { present } = found;
  const settings = await settingsOf(db, present);
  const review = { actor, assertVersion: sameVersion(present) };
  const decision = found.status === 'active' ? ruleDecision(present, settings) : 'review';
  if (decision === 'reject') {
    await rejectDeal(db, id, { reason: 'This customer has been registered before' }, review);
  } else if (decision === 'approve') {
    await approveDeal(db, id, { comment: "Approved automatically by the programme's rules" }, review);
  } else {
    await changeDeal(
      db,
      id,
      (row) => (canMove(row, 'hold_for_review') ? { action: 'review_started', set: { reviewStatus: 'in_review' } } : null),
      actor,
    );
  }
}

/** If the deal has changed in the meantime, the step is repeated with the new version. */
function sameVersion({ version }: DealRow) {
  return (row: DealRow) => {
    if (row.version !== version) throw new DomainError('precondition_failed', `Deal ${row.id} is now at version ${row.version}`);
  };
}

/** Expires a protection that was due by then, or a deal whose requested changes were not made. Safe to repeat: an extended deal does not change. */
export function expireDeal(db: Database, id: string, by: Date, actor: Actor): Promise<DealRow> {
  return changeDeal(
    db,
    id,
    (present) => {
      const until = present.reviewStatus === 'approved' ? present.protectedUntil : present.reviewDueAt;
      if (!canMove(present, 'expire') || until === null || until > by) return null;
      const reason = present.reviewStatus === 'approved' ? 'The protection has ended' : 'The requested changes were not made in time';
      return { action: 'expired', comment: reason, set: { reviewStatus: 'expired', reason, closedAt: new Date() } };
    },
    actor,
  );
}

/**
 * Deals that a workflow should handle, in the order of their ids: submitted and open, or closed without the CRM's knowledge. Not those that
 * were made with a sandbox's synthetic data, which wait for nothing.
 */
export function listDealsInProcess(
  sql: Sql,
  { after, limit, hasCrm }: { after: string; limit: number; hasCrm: boolean },
): Promise<{ id: string; partnerId: string }[]> {
  return sql<{ id: string; partnerId: string }[]>`
    select d.id, d.partner_id as "partnerId" from deal d
    where d.submitted_at is not null and (d.closed_at is null or d.crm_version < d.version) and d.id > ${after}
      and (d.closed_at is null or (${hasCrm} and d.crm_error is null and ${isUnsynced(sql)}))
      and d.process_error is null and d.created_by not like 'provision-sandbox/%'
    order by d.id limit ${limit}`;
}

/** With a reason, the sweeper leaves the deal alone from now on. Only a change of the deal starts its workflow, which removes the reason. */
export async function setProcessError(sql: Sql, id: string, reason: string | null): Promise<void> {
  await sql`update deal set process_error = ${reason} where id = ${id}`;
}

/** Deals with overdue work of their workflow: changes to publish, reviews to open, deadlines that have passed. */
export async function listOverdueDeals(
  sql: Sql,
  { graceS, limit }: { graceS: number; limit: number },
): Promise<{ id: string; partnerId: string }[]> {
  return await sql<{ id: string; partnerId: string }[]>`
    with late as (select now() - make_interval(secs => ${graceS}) as at),
    neglected as (
      (select deal_id as id from deal_change, late where announced_at is null and deal_change.at < late.at order by deal_change.at limit ${limit})
      union
      (select id from deal, late where review_status = 'submitted' and closed_at is null and updated_at < late.at limit ${limit})
      union
      (select id from deal, late where review_status = 'action_required' and closed_at is null and review_due_at < late.at limit ${limit})
      union
      (select id from deal, late where review_status = 'approved' and closed_at is null and protected_until < late.at limit ${limit})
      union
      (select id from deal where ${isUnsynced(sql)} and crm_error is not null and crm_next_attempt_at < now() - make_interval(secs => ${crmOverdueS})
        order by crm_next_attempt_at limit ${limit})
    )
    select d.id, d.partner_id as "partnerId" from neglected n join deal d on d.id = n.id where d.process_error is null limit ${limit}`;
}
