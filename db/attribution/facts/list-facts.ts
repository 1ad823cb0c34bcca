import type { Queryable } from '#db/database.ts';
import type { conversionKinds, costKinds, revenueKinds, touchSources } from '#domain/attribution/facts.ts';

/** What the stored row of every fact has. */
export interface FactRow {
  id: string;
  scope: string;
  /** The subject's pseudonym, shortened; null without a subject. */
  subject: string | null;
  occurredAt: Date;
  recordedAt: Date;
  externalId: string | null;
  origin: string;
  metadata: Record<string, unknown> | null;
}

export interface TouchRow extends FactRow {
  subject: string;
  partnerId: string | null;
  source: (typeof touchSources)[number];
  campaign: string | null;
  isBot: boolean;
}

export interface ConversionRow extends FactRow {
  kind: (typeof conversionKinds)[number];
  valueMinor: string | null;
  currency: string | null;
  dealId: string | null;
  registeredBy: string | null;
  registeredAt: Date | null;
}

export interface RevenueRow extends FactRow {
  kind: (typeof revenueKinds)[number];
  amountMinor: string;
  taxMinor: string;
  currency: string;
  product: string | null;
  customerPlan: string | null;
  conversionId: string | null;
  refundOf: string | null;
  subscription: string | null;
}

export interface CostRow extends FactRow {
  kind: (typeof costKinds)[number];
  partnerId: string | null;
  amountMinor: string;
  currency: string;
}

export interface FactFilter {
  /** Undefined: every scope, for those who know the ids. */
  scope?: string | undefined;
  partnerId?: string | undefined;
  externalId?: string | undefined;
  /** The pseudonym: facts of it and of all subjects that are the same. */
  subjectKey?: string | undefined;
  /** Sources, or kinds. */
  kinds?: readonly string[] | undefined;
  /** Inclusive. */
  occurredFrom?: Date | undefined;
  /** Exclusive. */
  occurredTo?: Date | undefined;
  /** An id: only facts that were recorded before it. */
  before?: string | undefined;
  /** Only these facts. */
  ids?: string[] | undefined;
  limit: number;
}

/** Newest recorded first, like the following. */
export const listTouches = (sql: Queryable, filter: FactFilter): Promise<TouchRow[]> =>
  listFacts<TouchRow>(sql, filter, {
    table: 'touch',
    kind: 'source',
    columns: sql`t.partner_id as "partnerId", t.source, t.campaign, t.is_bot as "isBot"`,
  });

export const listConversions = (sql: Queryable, filter: FactFilter): Promise<ConversionRow[]> =>
  listFacts<ConversionRow>(sql, filter, {
    table: 'conversion',
    kind: 'kind',
    columns: sql`t.kind, t.value_minor::text as "valueMinor", t.currency, t.deal_id as "dealId", t.registered_by as "registeredBy",
      t.registered_at as "registeredAt"`,
  });

export const listRevenue = (sql: Queryable, filter: FactFilter): Promise<RevenueRow[]> =>
  listFacts<RevenueRow>(sql, filter, {
    table: 'revenue',
    kind: 'kind',
    columns: sql`t.kind, t.amount_minor::text as "amountMinor", t.tax_minor::text as "taxMinor", t.currency, t.product,
      t.customer_plan as "customerPlan", t.conversion_id as "conversionId", t.refund_of as "refundOf", t.subscription`,
  });

export const listCosts = (sql: Queryable, filter: FactFilter): Promise<CostRow[]> =>
  listFacts<CostRow>(sql, filter, {
    table: 'cost',
    kind: 'kind',
    columns: sql`t.kind, t.partner_id as "partnerId", t.amount_minor::text as "amountMinor", t.currency`,
  });

interface Shape {
  table: 'touch' | 'conversion' | 'revenue' | 'cost';
  kind: 'source' | 'kind';
  columns: ReturnType<Queryable>;
}

async function listFacts<Row>(sql: Queryable, filter: FactFilter, { table, kind, columns }: Shape): Promise<Row[]> {
  const { scope, partnerId, externalId, subjectKey, occurredFrom, occurredTo, before, ids, limit } = filter;
  const when = (value: unknown, condition: ReturnType<Queryable>) => (value === undefined ? sql`` : condition);
  const rows: unknown = await sql`
    select t.id, t.scope, encode(substr(s.key, 1, 12), 'hex') as subject, t.occurred_at as "occurredAt", t.recorded_at as "recordedAt",
      t.external_id as "externalId", t.origin, t.metadata, ${columns}
    from ${sql(table)} t left join subject s on s.id = t.subject_id
    where true
      ${when(scope, sql`and t.scope = ${scope ?? ''}`)}
      ${when(partnerId, sql`and t.partner_id = ${partnerId ?? ''}`)}
      ${when(externalId, sql`and t.external_id = ${externalId ?? ''}`)}
      ${when(filter.kinds, sql`and t.${sql(kind)} in ${sql(filter.kinds ?? [''])}`)}
      ${when(occurredFrom, sql`and t.occurred_at >= ${occurredFrom ?? ''}`)}
      ${when(occurredTo, sql`and t.occurred_at < ${occurredTo ?? ''}`)}
      ${when(before, sql`and t.id < ${before ?? ''}`)}
      ${when(ids, sql`and t.id = any(${ids ?? []}::text[])`)}
      ${when(
        subjectKey,
        sql`and t.subject_id in (select g.id from subject k join subject g on g.root_id = k.root_id
        where k.scope = ${scope ?? ''} and k.key = decode(${subjectKey ?? ''}, 'hex'))`,
      )}
    order by t.id desc limit ${limit}`;
  return rows as Row[];
}
