import type { Queryable } from '#db/database.ts';
import { bookNames, type FindingClass, type findingStates } from '#domain/reconciliation/reconciliation.ts';

/** The last night of a sync or of one of the company's own books that was compared to its end, as far as it could be read. */
export interface NightCounts {
  /** The sync's id, or the book's name. */
  pair: string;
  /** Unix time in seconds. */
  endedAt: number;
  /** Of at most `maxFindings`. */
  findings: { class: FindingClass; state: (typeof findingStates)[number]; count: number }[];
}

const maxFindings = 10_000;
/** Nights that were skipped, cancelled or failed say nothing of the data. */
const maxNights = 30;

export async function readFindingCounts(sql: Queryable, limit: number): Promise<NightCounts[]> {
  return await sql<NightCounts[]>`
    with night as (
      select s.id as pair, r.id, r.ended_at from (select id from sync order by id limit ${limit}) s cross join lateral (
        select id, ended_at from (
          select id, ended_at, state from reconciliation_run where sync_id = s.id order by id desc limit ${maxNights}) recent
        where state in ('completed', 'incomplete') order by id desc limit 1) r
      union all
      select b.name, r.id, r.ended_at from unnest(${[...bookNames]}::text[]) b (name) cross join lateral (
        select id, ended_at from (
          select id, ended_at, state from reconciliation_run where book = b.name order by id desc limit ${maxNights}) recent
        where state in ('completed', 'incomplete') order by id desc limit 1) r
    )
    select n.pair, extract(epoch from n.ended_at)::float8 as "endedAt", coalesce(f.findings, '[]') as findings
    from night n cross join lateral (
      select jsonb_agg(jsonb_build_object('class', class, 'state', state, 'count', count)) as findings from (
        select class, state, count(*) as count from (
          select class, state from reconciliation_finding where run_id = n.id limit ${maxFindings}) one
        group by class, state) counted
    ) f`;
}
