import type { Queryable } from '#db/database.ts';
import type { OpenAlert } from '#domain/alerts/compare-alerts.ts';
import type { AlertSubject } from '#domain/alerts/finding.ts';

/** Every alert that is not resolved. They are bounded: each rule opens so many at most. */
export async function listOpenAlerts(sql: Queryable): Promise<OpenAlert[]> {
  const rows = await sql<(Omit<OpenAlert, 'subject'> & { kind: AlertSubject['kind']; subjectId: string })[]>`
    select rule, subject_kind as kind, subject_id as "subjectId", severity, reason from alert where state <> 'resolved'`;
  return rows.map(({ kind, subjectId, ...alert }) => ({ ...alert, subject: { kind, id: subjectId } }));
}
