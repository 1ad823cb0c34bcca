import type { Queryable } from '#db/database.ts';
import type { ReportWindow } from '#domain/attribution/report-window.ts';

/** The touches of a partner in a window, as they were recorded until `asOf`, without those of crawlers. */
export async function countTouches(
  sql: Queryable,
  { scope, partnerId, window, asOf }: { scope: string; partnerId: string; window: ReportWindow; asOf: Date },
): Promise<{ touches: number; subjects: number }> {
  const [row] = await sql<{ touches: number; subjects: number }[]>`
    select count(*)::int as touches, count(distinct subject_id)::int as subjects from touch
    where partner_id = ${partnerId} and scope = ${scope} and occurred_at >= ${window.from} and occurred_at < ${window.to}
      and recorded_at <= ${asOf} and not is_bot`;
  return row ?? { touches: 0, subjects: 0 };
}
