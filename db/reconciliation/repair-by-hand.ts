import { type Actor, beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import type { Database } from '#db/database.ts';
import { DomainError } from '#domain/errors.ts';
import { beginRepairs, countRepairs, type RepairCount } from './finding-repair.ts';
import type { FindingSelection } from './finding.ts';

/** Keeps a transaction, and what it sends to PostgreSQL at once, small. */
const PAGE = 1_000;
const MAX_AT_ONCE = 10_000;

/** A person asks for repairs, which is a yes: no limit of the plan holds them up. The limits of the sync still do. */
export function repairByHand(
  { sql }: Database,
  place: { runId: string; syncId: string },
  selection: FindingSelection,
  actor: Actor,
): Promise<RepairCount & { repairing: number }> {
  return beginAs(sql, actor, async (tx) => {
    const [sync] = await tx<{ isPaused: boolean }[]>`select paused_at is not null as "isPaused" from sync where id = ${place.syncId}`;
    if (sync?.isPaused === true) throw new DomainError('conflict', 'The sync is paused. Resume it first, or ask for a dry run');
    const counted = await countRepairs(tx, place.runId, selection);
    let repairing = 0;
    for (let begun = PAGE; begun === PAGE && repairing < MAX_AT_ONCE; repairing += begun) {
      begun = await beginRepairs(tx, place, selection, PAGE);
    }
    const detail = { ...selection, ...counted, repairing };
    await insertAuditEntry(tx, actor, {
      action: 'reconciliation.repairs_asked',
      objectKind: 'reconciliation',
      objectId: place.runId,
      detail,
    });
    return { ...counted, repairing };
  });
}
