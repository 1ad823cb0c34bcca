import type { Queryable } from '#db/database.ts';
import type { AlertRule, Severity } from '#domain/alerts/finding.ts';

/** Alerts that are not resolved. */
export async function countOpenAlerts(sql: Queryable): Promise<{ rule: AlertRule; severity: Severity; count: number }[]> {
  return [
    ...(await sql<{ rule: AlertRule; severity: Severity; count: number }[]>`
      select rule, severity, count(*)::int as count from alert where state <> 'resolved' group by rule, severity`),
  ];
}

/** Messages that failed and are tried again. */
export async function countUnsentMessages(sql: Queryable): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from alert_message where state = 'sending' and error is not null`;
  return row?.count ?? 0;
}
