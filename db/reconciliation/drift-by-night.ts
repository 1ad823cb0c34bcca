import type { Queryable } from '#db/database.ts';
import type { bookNames, runStates } from '#domain/reconciliation/reconciliation.ts';
import type { TimeToSync } from '#domain/reconciliation/report.ts';
import { isDrift, needsPerson } from './report.ts';

export interface NightDrift {
  id: string;
  night: string;
  state: (typeof runStates)[number];
  records: number;
  findings: number;
  repaired: number;
  needsPerson: number;
  /** Null for a book, and if nothing was written in the day before. */
  timeToSync: TimeToSync | null;
}

interface Compared {
  syncId?: string | undefined;
  book?: (typeof bookNames)[number] | undefined;
  limit: number;
}

/** What the latest nights of a pair or of a book found, the newest first. Nights that were not compared are left out. */
export const driftByNight = (sql: Queryable, { syncId = '', book, limit }: Compared): Promise<NightDrift[]> => sql<NightDrift[]>`
  select r.id, r.night::text as night, r.state, nullif(r.report->'time_to_sync', 'null') as "timeToSync", found.*
  from (
    select id, night, state, report from reconciliation_run
    where ${book === undefined ? sql`sync_id = ${syncId}` : sql`book = ${book}`} and state in ('completed', 'incomplete')
    order by id desc limit ${limit}
  ) r cross join lateral (
    select count(distinct (f.object, coalesce(f.a_id, ''), coalesce(f.b_id, '')))::int as records, count(*)::int as findings,
      (count(*) filter (where f.state in ('repaired', 'settled')))::int as repaired,
      (count(*) filter (where ${needsPerson(sql)}))::int as "needsPerson"
    from reconciliation_finding f where f.run_id = r.id and ${isDrift(sql)}
  ) found order by r.id desc`;
