import type { Queryable } from '#db/database.ts';
import type { Terms } from '#domain/commissions/accrue.ts';
import type { Plan } from '#domain/commissions/plan.ts';
import type { Standing } from '#domain/commissions/pool.ts';
import type { Sale } from '#domain/commissions/sale.ts';
import type { Split } from '#domain/commissions/split.ts';

/** What a partner's commission for a sale is computed with, and where each part comes from. */
export interface PinnedTerms {
  id: string;
  factId: string;
  partnerId: string;
  planId: string;
  planVersion: number;
  plan: Plan;
  sale: Sale;
  split: Split;
  soFar: Standing;
  splitRevision: number | null;
  attributionVersion: number | null;
  model: string | null;
  fxImport: number | null;
}

/** As the rules take them. */
export const termsOf = ({ plan, sale, split, soFar, partnerId }: PinnedTerms): Terms => ({
  ...{ plan, sale, split },
  soFar: new Map([[partnerId, soFar]]),
});

/** Of facts, or by ids; in the order of the partners. */
export async function readTerms(
  sql: Queryable,
  wanted: { factIds: readonly string[] } | { ids: readonly string[] },
): Promise<PinnedTerms[]> {
  const which = 'factIds' in wanted ? sql`t.fact_id = any(${[...wanted.factIds]}::text[])` : sql`t.id = any(${[...wanted.ids]}::text[])`;
  const rows = await sql<(PinnedTerms & { sale: unknown; soFar: unknown })[]>`
    select t.id, t.fact_id as "factId", t.partner_id as "partnerId", t.plan_id as "planId", t.plan_version as "planVersion", v.plan, t.sale, t.split,
      t.so_far as "soFar", t.split_revision as "splitRevision", t.attribution_version as "attributionVersion", t.model, t.fx_import as "fxImport"
    from commissions.terms t join commissions.plan_version v on v.plan_id = t.plan_id and v.number = t.plan_version
    where ${which} order by t.partner_id`;
  return rows.map((row) => ({ ...row, sale: reviveMinor(row.sale) as Sale, soFar: reviveMinor(row.soFar) as Standing }));
}

/** More sales than that share locks: a page has hundreds, and PostgreSQL has room for some thousands of locks. */
const TERM_LOCKS = 64;

/**
 * Nobody else pins the terms of these sales until the transaction ends. Before `lockLedger`, which is not enough: two processes can propose different
 * partners for a sale, and both would be right.
 */
export async function lockTerms(tx: Queryable, factIds: readonly string[]): Promise<void> {
  await tx`
    select pg_advisory_xact_lock(hashtextextended('commissions.terms', place)) from (
      select distinct hashtextextended(id, 0) & ${TERM_LOCKS - 1}::bigint as place from unnest(${[...factIds]}::text[]) f (id) order by 1) sorted`;
}

/** Pins them. Only after `lockTerms` and `lockLedger`, and if there are none yet. */
export async function insertTerms(tx: Queryable, terms: readonly PinnedTerms[]): Promise<void> {
  if (terms.length === 0) return;
  const of = <Value>(read: (one: PinnedTerms) => Value) => terms.map(read);
  await tx`
    insert into commissions.terms (
      id, fact_id, partner_id, plan_id, plan_version, sale, split, so_far, split_revision, attribution_version, model, fx_import)
    select id, fact_id, partner_id, plan_id, plan_version, sale::jsonb, split::jsonb, so_far::jsonb, split_revision, attribution_version, model, fx_import
    from unnest(
      ${of(({ id }) => id)}::text[], ${of(({ factId }) => factId)}::text[], ${of(({ partnerId }) => partnerId)}::text[],
      ${of(({ planId }) => planId)}::text[], ${of(({ planVersion }) => planVersion)}::int[], ${of(({ sale }) => writeJson(sale))}::text[],
      ${of(({ split }) => JSON.stringify(split))}::text[], ${of(({ soFar }) => writeJson(soFar))}::text[],
      ${of(({ splitRevision }) => splitRevision)}::int[], ${of(({ attributionVersion }) => attributionVersion)}::int[],
      ${of(({ model }) => model)}::text[], ${of(({ fxImport }) => fxImport)}::int[]) r (
      id, fact_id, partner_id, plan_id, plan_version, sale, split, so_far, split_revision, attribution_version, model, fx_import)`;
}

/** JSON has no bigint: `{"minor": "12"}`. */
const writeJson = (value: object): string =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? { minor: String(inner) } : inner));

/** What `writeJson` wrote. */
export function reviveMinor(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reviveMinor);
  if (typeof value !== 'object' || value === null) return value;
  if ('minor' in value && typeof value.minor === 'string') return BigInt(value.minor);
  const revived: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) revived[key] = reviveMinor(inner);
  return revived;
}
