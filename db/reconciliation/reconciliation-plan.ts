import { type Actor, changeAs } from '#db/actor.ts';
import type { Database, Queryable } from '#db/database.ts';
import { sql as fragment } from '#db/drizzle.ts';
import { reconciliationPlan } from '#db/schema.ts';
import { DomainError } from '#domain/errors.ts';
import type { NightClock } from '#domain/reconciliation/night.ts';

/** When and how a sync is reconciled; the defaults, if nobody has said otherwise. */
export interface ReconciliationPlan {
  syncId: string;
  timeOfDay: string;
  /** Null: that of the mapping. */
  timeZone: string | null;
  mappingTimeZone: string;
  isDryRun: boolean;
  maxRepairPercent: number;
  maxDeletePercent: number;
  pausedAt: Date | null;
  isSyncPaused: boolean;
  /** When the sync, or its plan, was changed: what was due before counts no more. */
  since: Date;
  scheduledFor: string | null;
  version: number;
}

const columns = (sql: Queryable) => sql`
  s.id as "syncId", coalesce(p.time_of_day, '02:00') as "timeOfDay", p.time_zone as "timeZone",
  coalesce(s.mapping->>'time_zone', 'UTC') as "mappingTimeZone", coalesce(p.is_dry_run, false) as "isDryRun",
  coalesce(p.max_repair_percent, 5) as "maxRepairPercent", coalesce(p.max_delete_percent, 5) as "maxDeletePercent",
  p.paused_at as "pausedAt", s.paused_at is not null as "isSyncPaused", coalesce(p.updated_at, s.created_at) as since, p.scheduled_for as "scheduledFor", coalesce(p.version, 1) as version`;

export async function findPlan(sql: Queryable, syncId: string): Promise<ReconciliationPlan | undefined> {
  const [plan] = await sql<ReconciliationPlan[]>`
    select ${columns(sql)} from sync s left join reconciliation_plan p on p.sync_id = s.id where s.id = ${syncId}`;
  return plan;
}

export async function getPlan(sql: Queryable, syncId: string): Promise<ReconciliationPlan> {
  const plan = await findPlan(sql, syncId);
  if (!plan) throw new DomainError('not_found', `There is no sync ${syncId}`);
  return plan;
}

export const clockOf = ({ timeOfDay, timeZone, mappingTimeZone }: ReconciliationPlan): NightClock => ({
  timeOfDay,
  timeZone: timeZone ?? mappingTimeZone,
});

type PlanChange = Pick<ReconciliationPlan, 'timeOfDay' | 'timeZone' | 'isDryRun' | 'maxRepairPercent' | 'maxDeletePercent'> & {
  isPaused: boolean;
};

/** `check` receives the present plan, and may throw to reject the change. */
export async function putPlan(
  db: Database,
  syncId: string,
  { isPaused, ...plan }: PlanChange,
  { actor, check }: { actor: Actor; check: (present: ReconciliationPlan) => void },
): Promise<ReconciliationPlan> {
  await changeAs(db, actor, async (tx) => {
    const found = await tx.execute(fragment`select from sync where id = ${syncId} for no key update`);
    if (found.length === 0) throw new DomainError('not_found', `There is no sync ${syncId}`);
    check(await getPlan(db.sql, syncId));
    const values = { ...plan, updatedAt: new Date() };
    const pausedAt = isPaused ? fragment`coalesce(${reconciliationPlan.pausedAt}, now())` : null;
    await tx
      .insert(reconciliationPlan)
      .values({ ...values, syncId, pausedAt: isPaused ? new Date() : null, version: 2 })
      .onConflictDoUpdate({
        target: reconciliationPlan.syncId,
        set: { ...values, pausedAt, version: fragment`${reconciliationPlan.version} + 1` },
      });
  });
  return getPlan(db.sql, syncId);
}

/** What a schedule is made for: another version or another zone needs another one. */
export const scheduleKey = (plan: ReconciliationPlan): string => `${plan.version}/${clockOf(plan).timeZone}`;

/** The schedule is as this version of the plan says. */
export async function noteScheduled(sql: Queryable, plan: ReconciliationPlan): Promise<void> {
  await sql`
    insert into reconciliation_plan (sync_id, scheduled_for) select id, ${scheduleKey(plan)} from sync where id = ${plan.syncId}
    on conflict (sync_id) do update set scheduled_for = excluded.scheduled_for`;
}

/** Pairs whose schedule is not as their plan says: nobody could tell Temporal. */
export function listUnscheduled(sql: Queryable, limit: number): Promise<{ id: string }[]> {
  const found = sql<{ id: string }[]>`
    select s.id from sync s left join reconciliation_plan p on p.sync_id = s.id
    where p.scheduled_for is distinct from
      coalesce(p.version, 1) || '/' || coalesce(p.time_zone, s.mapping->>'time_zone', 'UTC')
    order by s.id limit ${limit}`;
  return found.then((rows) => [...rows]);
}

export interface Attended extends ReconciliationPlan {
  id: string;
  /** The last night that the schedule has seen to. */
  lastNight: string | null;
  lastStartedAt: Date | null;
}

/** Pairs whose nights must not pass without a run, a page after an id. */
export function listAttended(sql: Queryable, { after, limit }: { after: string; limit: number }): Promise<Attended[]> {
  const page = sql<Attended[]>`
    select s.id, ${columns(sql)},
      (select max(night)::text from reconciliation_run r where r.sync_id = s.id and r.trigger = 'schedule') as "lastNight",
      (select max(started_at) from reconciliation_run r where r.sync_id = s.id and r.state not in ('queued', 'skipped')) as "lastStartedAt"
    from sync s left join reconciliation_plan p on p.sync_id = s.id
    where s.paused_at is null and p.paused_at is null and p.scheduled_for is not null and s.id > ${after}
    order by s.id limit ${limit}`;
  return page.then((rows) => [...rows]);
}
