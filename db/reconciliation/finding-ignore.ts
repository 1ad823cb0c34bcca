import { type Actor, beginAs } from '#db/actor.ts';
import { insertAuditEntry } from '#db/audit/audit.ts';
import type { Database, Queryable } from '#db/database.ts';
import { DomainError } from '#domain/errors.ts';
import { noFinding } from './finding.ts';

/** A person says that a finding is right as it is: until the values change, or the time has passed. Again with another reason is allowed. */
export function ignoreFinding(
  { sql }: Database,
  id: string,
  { reason, until }: { reason: string; until: Date | null },
  actor: Actor,
): Promise<void> {
  return beginAs(sql, actor, async (tx) => {
    const state = await lockState(tx, id);
    if (!['open', 'failed', 'ignored'].includes(state)) {
      throw new DomainError('conflict', `Finding ${id} is ${state}: there is nothing to ignore`);
    }
    await tx`
      insert into reconciliation_ignore (fingerprint, sync_id, book, values_hash, reason, until, created_by)
      select f.fingerprint, r.sync_id, r.book, f.values_hash, ${reason}, ${until}, ${actor.id}
      from reconciliation_finding f join reconciliation_run r on r.id = f.run_id where f.id = ${id}
      on conflict (fingerprint) do update set values_hash = excluded.values_hash, reason = excluded.reason, until = excluded.until,
        created_by = excluded.created_by, created_at = now()`;
    await tx`update reconciliation_finding set state = 'ignored', ended_at = now() where id = ${id}`;
    const detail = { reason, until: until?.toISOString() ?? null };
    await insertAuditEntry(tx, actor, { action: 'reconciliation.ignored', objectKind: 'finding', objectId: id, detail });
  });
}

/** It counts again. */
export function endIgnore({ sql }: Database, id: string, actor: Actor): Promise<void> {
  return beginAs(sql, actor, async (tx) => {
    const state = await lockState(tx, id);
    if (state !== 'ignored') throw new DomainError('conflict', `Finding ${id} is not ignored: it is ${state}`);
    await tx`
      delete from reconciliation_ignore i using reconciliation_finding f where f.id = ${id} and i.fingerprint = f.fingerprint`;
    await tx`update reconciliation_finding set state = 'open', ended_at = null where id = ${id}`;
    await insertAuditEntry(tx, actor, { action: 'reconciliation.ignore_ended', objectKind: 'finding', objectId: id, detail: {} });
  });
}

async function lockState(tx: Queryable, id: string): Promise<string> {
  const [finding] = await tx<{ state: string }[]>`select state from reconciliation_finding where id = ${id} for no key update`;
  if (!finding) throw noFinding(id);
  return finding.state;
}

/**
 * Findings of a new run that somebody said to be right as they are. An ignore whose time has passed, or whose values have changed, ends, so
 * that it does not come back with the old values.
 */
export async function applyIgnores(tx: Queryable, runId: string): Promise<void> {
  await tx`
    delete from reconciliation_ignore i using reconciliation_finding f
    where f.run_id = ${runId} and i.fingerprint = f.fingerprint and (i.values_hash <> f.values_hash or i.until <= now())`;
  await tx`
    update reconciliation_finding f set state = 'ignored', ended_at = now() from reconciliation_ignore i
    where f.run_id = ${runId} and f.state = 'open' and i.fingerprint = f.fingerprint`;
}
