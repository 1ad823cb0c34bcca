import type { Queryable } from '#db/database.ts';
import type { conversionKinds, LostReason, touchSources } from '#domain/attribution/facts.ts';
import type { ReportWindow } from '#domain/attribution/report-window.ts';
import type { Books } from './sums-wanted.ts';

export interface Accuracy {
  /** By kind, and why no touch explains it: null, if one does. */
  kinds: { kind: (typeof conversionKinds)[number]; reason: LostReason | null; conversions: number }[];
  /** Of the conversions that a touch of the source or partner preceded: all, and those that are explained. */
  touched: { source: (typeof touchSources)[number] | null; partnerId: string | null; conversions: number; explained: number }[];
}

/** How many conversions of a window touches explain, as it is known now of what was recorded until `asOf`. */
export async function readAccuracy(sql: Queryable, { version, scope, asOf, window }: Books & { window: ReportWindow }): Promise<Accuracy> {
  const conversion = sql`
    select c.id, c.kind, c.occurred_at, c.subject_id, u.reason from conversion c
    left join unexplained u on u.version = ${version} and u.conversion_id = c.id
    where c.scope = ${scope} and c.occurred_at >= ${window.from} and c.occurred_at < ${window.to} and c.recorded_at <= ${asOf}`;
  const [kinds, touched] = await Promise.all([
    sql<Accuracy['kinds']>`select kind, reason, count(*)::int as conversions from (${conversion}) as c group by 1, 2 order by 1, 2`,
    sql<Accuracy['touched']>`
      with touched as (
        select distinct c.id, c.reason, t.source, t.partner_id from (${conversion}) as c
        join subject s on s.id = c.subject_id join subject same on same.root_id = s.root_id
        join touch t on t.subject_id = same.id and t.occurred_at <= c.occurred_at and t.recorded_at <= ${asOf}
      )
      select source, partner_id as "partnerId", count(distinct id)::int as conversions,
        (count(distinct id) filter (where reason is null))::int as explained
      from touched group by grouping sets ((source), (partner_id)) having source is not null or partner_id is not null
      order by source, partner_id`,
  ]);
  return { kinds, touched };
}
