import type { Queryable } from '#db/database.ts';
import type { Place } from '#db/sync/sync-record.ts';
import type { Evidence } from '#domain/reconciliation/cause.ts';
import type { Difference } from '#domain/reconciliation/difference.ts';
import type { SyncValue } from '#domain/sync/sync-value.ts';

type Row = Omit<Evidence, 'write'> & {
  write: (Omit<NonNullable<Evidence['write']>, 'endedAt' | 'value'> & { endedAt: string | null; values: SyncValue[] }) | null;
};

/** What the sync knows of these differences, in their order. A value that it does not have is absent. */
export async function findEvidence(sql: Queryable, { syncId, object }: Place, differences: readonly Difference[]): Promise<Evidence[]> {
  if (differences.length === 0) return [];
  const asked = differences.map(({ field, linkId, aId, bId, toSide }, n) => ({ n, field, linkId, aId, bId, toSide }));
  const known = (side: 'a' | 'b') => sql`(
    select jsonb_build_object('isLive', r.state = 'live', 'isPending', r.is_pending)
      || case when r."values" ? d.field then jsonb_build_object('value', r."values" -> d.field) else '{}' end
    from sync_record r where r.sync_id = ${syncId} and r.object = ${object} and r.side = ${side} and r.record_id = d.${sql(`${side}Id`)})`;
  const shown = sql`jsonb_build_object('id', w.id, 'side', w.side, 'state', w.state, 'reason', w.reason, 'message', w.message, 'endedAt', w.ended_at,
    'values', case when w."values" ? d.field then jsonb_build_array(w."values" -> d.field) else '[]' end)`;
  const isIts = sql`w.sync_id = ${syncId} and w.object = ${object} and (d."toSide" is null or w.side = d."toSide") and (
      w.side = 'a' and w.target = d."aId" and w.operation <> 'create' or w.side = 'b' and w.target = d."bId" and w.operation <> 'create'
      or w.side = 'a' and w.target = d."bId" and w.operation = 'create' or w.side = 'b' and w.target = d."aId" and w.operation = 'create')`;
  const rows = await sql<Row[]>`
    with asked as (select max(id) as id from sync_run where sync_id = ${syncId} and kind <> 'hinted')
    select ${known('a')} as a, ${known('b')} as b, coalesce(
        (select ${shown} from sync_write w where ${isIts} and w.state in ('waiting', 'failed') order by w.id desc limit 1),
        (select ${shown} from sync_write w where ${isIts} and w.state in ('acked', 'dismissed') and (d.field is null or w."values" ? d.field)
          order by w.ended_at desc limit 1)) as write,
      (select c.id from sync_conflict c where c.link_id = d."linkId" and c.field = d.field and c.resolved_at is null) as "conflictId",
      (select case when question is not null then question when reason like 'Waits for a person%' then reason end
        from sync_run where id = (select id from asked)) as question
    from jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb) as d (n int, field text, "linkId" text, "aId" text, "bId" text, "toSide" text)
    order by d.n`;
  return rows.map(({ write, ...row }) => {
    if (write === null) return { ...row, write };
    const { values, endedAt, ...rest } = write;
    return { ...row, write: { ...rest, endedAt: endedAt === null ? null : new Date(endedAt), value: values[0] } };
  });
}
