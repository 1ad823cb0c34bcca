import { type Actor, beginAs } from '#db/actor.ts';
import { hasAuditEntry, insertAuditEntry } from '#db/audit/audit.ts';
import type { Sql } from '#db/database.ts';

/** What is done, or about to be done, to a version. */
interface VersionChange {
  what: 'creation_requested' | 'created' | 'activation_requested' | 'activated' | 'discard_requested' | 'discarded';
  number: number | 'new';
  detail?: object;
}

/** Each is done to a version once. */
const onlyOnce: ReadonlySet<string> = new Set(['created', 'activated', 'discarded'] satisfies VersionChange['what'][]);

/**
 * Writes an audit entry in a transaction of its own, because the version may be in another database. Who changes a version notes the request before, and
 * the change after it: if the process dies between, the log has the request, and repeating an activation adds what is missing. No change is without an entry. Safe
 * to repeat: what was done is noted once.
 */
export function noteVersionChange(sql: Sql, actor: Actor, { what, number, detail = {} }: VersionChange): Promise<void> {
  const entry = { action: `attribution_version.${what}`, objectKind: 'attribution_version', objectId: String(number), detail };
  return beginAs(sql, actor, async (tx) => {
    if (onlyOnce.has(what) && (await hasAuditEntry(tx, entry))) return;
    await insertAuditEntry(tx, actor, entry);
  });
}
