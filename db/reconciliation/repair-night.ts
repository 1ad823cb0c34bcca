import type { Queryable, Sql } from '#db/database.ts';
import { countLinks } from '#db/sync/sync-link.ts';
import { counted } from '#domain/counted.ts';
import { applyIgnores } from './finding-ignore.ts';
import { countRepairs } from './finding-repair.ts';

export interface NightPlan {
  isApproved: boolean;
  /** What the plan does not allow without a person; null if it allows all. */
  question: string | null;
  repairs: number;
}

/** Brings ignored findings to rest, and says whether the repairs of a night need a person's yes. */
export function planNight(sql: Sql, { runId, syncId }: { runId: string; syncId: string }): Promise<NightPlan> {
  return sql.begin(async (tx) => {
    await applyIgnores(tx, runId);
    const { findings, records, deletions } = await countRepairs(tx, runId, { isNew: true });
    const links = await countLinks(tx, syncId);
    const [plan] = await tx<{ isApproved: boolean; repair: number; delete: number }[]>`
      select r.approved_at is not null as "isApproved", coalesce(p.max_repair_percent, 5) as repair, coalesce(p.max_delete_percent, 5) as delete
      from reconciliation_run r left join reconciliation_plan p on p.sync_id = r.sync_id where r.id = ${runId}`;
    const { isApproved = false, repair: maxRepair = 5, delete: maxDelete = 5 } = plan ?? {};
    const reasons = [
      ...(records > Math.max(ALWAYS_ALLOWED, limitOf(links, maxRepair))
        ? [`${counted(records, 'record')} to repair, more than ${maxRepair} % of ${counted(links, 'linked record')}`]
        : []),
      ...(deletions > limitOf(links, maxDelete)
        ? [`${counted(deletions, 'deletion')}, more than ${maxDelete} % of ${counted(links, 'linked record')}`]
        : []),
    ];
    return { isApproved, question: reasons.length === 0 ? null : reasons.join(', and '), repairs: findings };
  }) as Promise<NightPlan>;
}

/** A percentage of a few records would stop a single repair. */
const ALWAYS_ALLOWED = 20;
const limitOf = (links: number, percent: number) => Math.floor((links * percent) / 100);

/** The run waits for a yes. Returns false if it got one meanwhile. */
export async function askForYes(sql: Queryable, runId: string, question: string): Promise<boolean> {
  const asked = await sql`
    update reconciliation_run set state = 'waiting', question = ${question}
    where id = ${runId} and state in ('running', 'waiting') and approved_at is null`;
  return asked.count > 0;
}

/** Findings that the sync is still about to repair. Those that it was asked for longer ago are not waited for. */
export async function countRepairing(sql: Queryable, runId: string, patienceMs: number): Promise<number> {
  const [row] = await sql<{ repairing: number }[]>`
    select count(*)::int as repairing from reconciliation_finding
    where run_id = ${runId} and state = 'repairing' and repair_at > now() - make_interval(secs => ${patienceMs} / 1000.0)`;
  return row?.repairing ?? 0;
}
