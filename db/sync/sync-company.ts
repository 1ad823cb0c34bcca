import type { Queryable } from '#db/database.ts';
import type { CompanyCandidate } from '#domain/sync/company-link.ts';
import type { Side } from '#domain/sync/mapping.ts';
import type { Place } from './sync-record.ts';

/** Records per key and side: of names that hundreds share, more would say no more. */
const MAX_PER_KEY = 50;
/** Of each side, those that share the most and the rarest keys with the record are compared. */
const MAX_COMPARED = 10;

/** A record that needs a counterpart, with the match keys of its company. */
interface Wanted {
  side: Side;
  recordId: string;
  keys: readonly string[];
}

/** Live records of both sides whose company shares a match key with that of a record. `of` and `ofSide` say of which. */
export async function findCompanyCandidates(
  tx: Queryable,
  { syncId, object }: Place,
  wanted: readonly Wanted[],
): Promise<(CompanyCandidate & { side: Side; of: string; ofSide: Side })[]> {
  if (wanted.length === 0) return [];
  const keys = wanted.flatMap(({ side, recordId, keys: some }) => some.map((key) => ({ side, recordId, key })));
  return tx<(CompanyCandidate & { side: Side; of: string; ofSide: Side })[]>`
    with hit as materialized (
      select w.side as of_side, w."recordId" as of_id, s.side, array(
        select k.record_id from sync_record_key k
        where k.sync_id = ${syncId} and k.object = ${object} and k.key = 'company:' || w.key and k.side = s.side
        order by k.record_id limit ${MAX_PER_KEY}
      ) as found
      from jsonb_to_recordset(${JSON.stringify(keys)}::text::jsonb) as w (side text, "recordId" text, key text)
      cross join (values ('a'), ('b')) s (side)
    ), ranked as (
      select of_side, of_id, side, id, row_number() over (partition by of_side, of_id, side order by sum(1.0 / cardinality(found)) desc, id) as rank
      from hit cross join unnest(found) id
      where not (side = of_side and id = of_id)
      group by of_side, of_id, side, id
    )
    select ranked.of_side as "ofSide", ranked.of_id as of, ranked.side, ranked.id, r.company,
      (ranked.side = 'a' and exists (select from sync_link where sync_id = ${syncId} and object = ${object} and a_id = ranked.id))
        or (ranked.side = 'b' and exists (select from sync_link where sync_id = ${syncId} and object = ${object} and b_id = ranked.id))
        as "isLinked"
    from ranked join sync_record r on r.sync_id = ${syncId} and r.object = ${object} and r.side = ranked.side and r.record_id = ranked.id
    where rank <= ${MAX_COMPARED} and r.company is not null
    order by rank`;
}
