import type { Database } from '#db/database.ts';
import { sql as fragment } from '#db/drizzle.ts';
import { delivery } from '#db/schema.ts';
import type { ErrorClass } from '#domain/delivery/attempt.ts';
import { type DeliveryFilter, matching } from './delivery-query.ts';

/** Dead letters with the same last error. */
export interface DeadLetterGroup extends Record<string, unknown> {
  errorClass: ErrorClass | null;
  lastError: string | null;
  count: number;
  partners: number;
  endpoints: number;
  firstAt: Date;
  lastAt: Date;
  latestId: string;
}

/** The largest groups, and the number of dead letters in all of them. */
export async function groupDeadLetters(
  { orm }: Database,
  filter: Omit<DeliveryFilter, 'statuses'>,
  limit: number,
): Promise<{ groups: DeadLetterGroup[]; total: number }> {
  // Grouped by endpoint first, because counting distinct endpoints would sort all dead letters.
  const rows = await orm.execute<DeadLetterGroup & { total: number }>(fragment`
    with by_endpoint as (
      select ${delivery.errorClass}, ${delivery.lastError}, ${delivery.partnerId}, count(*) as count,
        min(coalesce(${delivery.endedAt}, ${delivery.createdAt})) as first_at,
        max(coalesce(${delivery.endedAt}, ${delivery.createdAt})) as last_at, max(${delivery.id}) as latest_id
      from ${delivery} where ${matching({ ...filter, statuses: ['dead_lettered'] })}
      group by ${delivery.errorClass}, ${delivery.lastError}, ${delivery.partnerId}, ${delivery.endpointId}
    )
    select error_class as "errorClass", last_error as "lastError", sum(count)::int as count,
      count(distinct partner_id)::int as partners, count(*)::int as endpoints,
      min(first_at) as "firstAt", max(last_at) as "lastAt", max(latest_id) as "latestId", (sum(sum(count)) over ())::int as total
    from by_endpoint
    group by error_class, last_error
    order by sum(count) desc, max(latest_id) desc
    limit ${limit}`);
  return { groups: [...rows], total: rows[0]?.total ?? 0 };
}
