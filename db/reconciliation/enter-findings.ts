import { hash } from 'node:crypto';
import type { Queryable } from '#db/database.ts';
import { newId } from '#domain/id.ts';
import type { Cause } from '#domain/reconciliation/cause.ts';
import type { Difference } from '#domain/reconciliation/difference.ts';
import { keptValue } from '#domain/reconciliation/kept-value.ts';

export interface NewFinding extends Difference {
  cause: Cause;
  changedAt: Date | null;
  /** Records of B that belong to it, such as subscriptions. */
  partIds: string[];
}

/** Safe to repeat: a difference is one finding of a run. */
export async function enterFindings(
  tx: Queryable,
  { runId, syncId, object }: { runId: string; syncId: string; object: string },
  findings: readonly NewFinding[],
): Promise<void> {
  if (findings.length === 0) return;
  const rows = findings.map((finding) => {
    const { class: name, field, aId, bId, aValue, bValue, agreedValue, toValue, mergedInto } = finding;
    const fingerprint = digest([syncId, object, name, field, aId, bId]);
    const kept = { aValue: keptValue(aValue), bValue: keptValue(bValue), agreedValue: keptValue(agreedValue), toValue: keptValue(toValue) };
    return { ...finding, ...kept, id: newId('fnd'), fingerprint, valuesHash: digest([aValue, bValue, mergedInto]) };
  });
  await tx`
    insert into reconciliation_finding (id, run_id, object, class, field, link_id, a_id, b_id, a_value, b_value, agreed_value, to_side, to_value,
      gone_side, merged_into, part_ids, message, remedy, cause, changed_at, fingerprint, values_hash)
    select f.id, ${runId}, ${object}, f.class, f.field, f."linkId", f."aId", f."bId", f."aValue", f."bValue", f."agreedValue", f."toSide", f."toValue",
      f."goneSide", f."mergedInto", f."partIds", f.message, f.remedy, f.cause, f."changedAt", f.fingerprint, f."valuesHash"
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as f (id text, class text, field text, "linkId" text, "aId" text, "bId" text,
      "aValue" text, "bValue" text, "agreedValue" text, "toSide" text, "toValue" text, "goneSide" text, "mergedInto" text, "partIds" text[],
      message text, remedy text, cause jsonb, "changedAt" timestamptz, fingerprint text, "valuesHash" text)
    on conflict (run_id, fingerprint) do nothing`;
}

const digest = (parts: readonly unknown[]): string => hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 32);

/** Last: the record that survived a merge has no counterpart yet, which the merge explains. */
export async function dropExplained(sql: Queryable, runId: string): Promise<void> {
  await sql`
    delete from reconciliation_finding f using reconciliation_finding m
    where f.run_id = ${runId} and m.run_id = ${runId} and m.class = 'merged' and f.object = m.object and f.link_id is null
      and m.merged_into = case m.gone_side when 'a' then case when f.b_id is null then f.a_id end else case when f.a_id is null then f.b_id end end`;
}
