import type { Queryable } from '#db/database.ts';
import type { HoldReason } from '#domain/delivery/delivery.ts';
import type { EndpointState } from '#domain/delivery/endpoint.ts';
import type { HeldDeliveries } from '#domain/health/endpoint-health.ts';
import { type PartnerStatus, platformPartnerId } from '#domain/partners/partner.ts';
import type { Selection } from './selection.ts';
import { storedDate } from './stored-date.ts';

/** More deliveries of one status of an endpoint are not counted: a page of endpoints must not read millions of rows. */
const MAX_COUNTED_DELIVERIES = 1_000;
/** How many of its latest deliveries are looked at for the last success and the last error. */
const LATEST = 50;

/** What is stored of an endpoint and of its deliveries. */
export interface EndpointHealthRow {
  id: string;
  partnerId: string;
  partnerStatus: PartnerStatus;
  /** With masked values in its query. */
  url: string;
  state: EndpointState;
  stateReason: string | null;
  breakerOpenUntil: Date | null;
  breakerReason: string | null;
  failingSince: Date | null;
  lastFailedAt: Date | null;
  held: Partial<Record<HoldReason, HeldDeliveries>>;
  retrying: number;
  deadLetters: number;
  deadSince: Date | null;
  /** When the oldest delivery that waits was accepted. */
  waitingSince: Date | null;
  /** When the next one is due. */
  nextAttemptAt: Date | null;
  /** Among its latest deliveries. */
  deliveredAt: Date | null;
  lastError: string | null;
}

interface Row extends Omit<EndpointHealthRow, 'held' | 'retrying' | 'deadLetters' | 'deadSince' | 'waitingSince'> {
  unwell: UnwellJson[] | null;
}

interface UnwellJson {
  status: 'retrying' | 'held' | 'dead_lettered';
  reason: HoldReason | null;
  n: number;
  since: string;
  ended: string | null;
  detail: string | null;
}

export interface EndpointSelection extends Selection {
  /** An endpoint must belong to all of them; none means every partner. */
  partnerIds?: readonly string[];
  /** Also those of the company itself. */
  withOwn?: boolean;
}

/** One statement for all endpoints of a page. */
export async function readEndpointFacts(
  sql: Queryable,
  { ids, partnerIds = [], withOwn = false, before, limit }: EndpointSelection,
): Promise<EndpointHealthRow[]> {
  const rows = await sql<Row[]>`
    with page as materialized (
      select e.*, p.status as partner_status from endpoint e join partner p on p.id = e.partner_id
      where e.deleted_at is null and p.status <> 'deleted' and ${withOwn ? sql`true` : sql`e.partner_id <> ${platformPartnerId}`} and ${ids ? sql`e.id = any(${[...ids]}::text[])` : sql`true`}
        and e.partner_id = all(${[...partnerIds]}::text[]) and ${before === undefined ? sql`true` : sql`e.id < ${before}`}
      order by e.id desc limit ${limit}
    )
    select page.id, page.partner_id as "partnerId", page.partner_status as "partnerStatus", page.url, page.state, page.state_reason as "stateReason",
      page.breaker_open_until as "breakerOpenUntil", page.breaker_reason as "breakerReason", page.failing_since as "failingSince",
      page.last_failed_at as "lastFailedAt", unwell.unwell, unwell.next as "nextAttemptAt", latest.delivered_at as "deliveredAt",
      latest.last_error as "lastError"
    from page
    left join lateral (
      select jsonb_agg(jsonb_build_object('status', status, 'reason', hold_reason, 'n', n, 'since', since, 'ended', ended, 'detail', detail)) as unwell,
        min(next) as next
      from (
        select status, hold_reason, count(*)::int as n, min(created_at) as since, min(ended_at) as ended, min(hold_detail) as detail,
          min(next_attempt_at) as next
        from (
          select d.* from unnest(array['retrying', 'held', 'dead_lettered']) as wanted (status) cross join lateral (
            select d.status, d.hold_reason, d.created_at, d.ended_at, d.hold_detail, d.next_attempt_at from delivery d
            where d.endpoint_id = page.id and d.status = wanted.status and d.status in ('retrying', 'held', 'dead_lettered')
            limit ${MAX_COUNTED_DELIVERIES}
          ) d
        ) d group by status, hold_reason
      ) by_status
    ) unwell on true
    left join lateral (
      select max(ended_at) filter (where status = 'delivered') as delivered_at,
        (array_agg(last_error order by id desc) filter (where last_error is not null))[1] as last_error
      from (select id, status, ended_at, last_error from delivery d where d.endpoint_id = page.id order by d.id desc limit ${LATEST}) d
    ) latest on true
    order by page.id desc`;
  return rows.map(({ unwell, ...row }) => ({ ...row, ...sorted(unwell ?? []) }));
}

function sorted(unwell: UnwellJson[]): Pick<EndpointHealthRow, 'held' | 'retrying' | 'deadLetters' | 'deadSince' | 'waitingSince'> {
  const held: EndpointHealthRow['held'] = {};
  let [retrying, deadLetters, deadSince, waitingSince]: [number, number, Date | null, Date | null] = [0, 0, null, null];
  for (const { status, reason, n, since, ended, detail } of unwell) {
    const from = new Date(since);
    if (status === 'dead_lettered') [deadLetters, deadSince] = [deadLetters + n, storedDate(ended)];
    else if (waitingSince === null || from < waitingSince) waitingSince = from;
    if (status === 'retrying') retrying += n;
    if (status === 'held' && reason !== null) held[reason] = { n, since: from, detail };
  }
  return { held, retrying, deadLetters, deadSince, waitingSince };
}
