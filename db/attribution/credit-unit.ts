import type { Queryable } from '#db/database.ts';
import { type Credited, type Fact, goalOf, type Revenue } from '#domain/attribution/credits.ts';
import type { Conversion, History, Touch } from '#domain/attribution/path.ts';

/**
 * What is to be credited anew. All facts of a root whose goals lie between two times (in milliseconds), and single facts.
 */
export interface Affected {
  roots: Map<string, Span>;
  conversionIds: Set<string>;
  revenueIds: Set<string>;
  costIds: Set<string>;
}
export interface Span {
  from: number;
  to: number;
}

export const nothingAffected = (): Affected => ({ roots: new Map(), conversionIds: new Set(), revenueIds: new Set(), costIds: new Set() });

/** Widens what is affected of a root. */
export function affectRoot({ roots }: Affected, root: string, { from, to }: Span): void {
  const known = roots.get(root);
  roots.set(root, known === undefined ? { from, to } : { from: Math.min(known.from, from), to: Math.max(known.to, to) });
}

/** A fact with all that its credits follow from. */
export interface CreditUnit {
  fact: Fact;
  scope: string;
  history: History | null;
  /** The ids of what the credits are of: a conversion, a cost, or each revenue of a chain. */
  factIds: string[];
  /** A refund whose sale has not arrived brings nothing until then. */
  isWaiting: boolean;
  /** Its goal is outside the span of its root: its credits stay as they are, even if its touches were purged meanwhile. */
  isOutside: boolean;
}

export const nothingCredited: Credited = { credits: [], lost: null };

type Row<Of> = Omit<Of, 'at' | 'registeredAt'> & { at: Date; root: string | null; scope: string };
type ConversionRow = Row<Conversion> & { registeredAt: Date | null };
interface RevenueRow extends Omit<Row<Revenue>, 'amountMinor' | 'taxMinor'> {
  amountMinor: string;
  taxMinor: string;
  conversionId: string | null;
  chain: string;
}

const everything: Span = { from: -Infinity, to: Infinity };

/** Reads what is affected, with its history. */
export async function readUnits(tx: Queryable, affected: Affected): Promise<CreditUnit[]> {
  const roots = [...affected.roots.keys()];
  const own = await readConversions(tx, { roots, ids: [...affected.conversionIds] });
  const revenue = await readChains(tx, { roots, conversionIds: own.map(({ id }) => id), ids: [...affected.revenueIds] });
  const chains = [...Map.groupBy(revenue, ({ chain }) => chain).values()];
  const named = await readConversions(tx, { roots: [], ids: chains.flatMap(([head]) => head?.conversionId ?? []) });
  const conversions = new Map([...own, ...named].map((row) => [row.id, row]));
  const rootOf = (chain: RevenueRow[]): string | null => conversions.get(chain[0]?.conversionId ?? '')?.root ?? chain[0]?.root ?? null;
  const histories = await readHistories(tx, [...own.map(({ root }) => root), ...chains.map(rootOf)]);
  const historyOf = (root: string | null) => (root === null ? null : (histories.get(root) ?? null));

  const isIn = (at: number, { from, to } = everything): boolean => at >= from && at <= to;
  const conversionUnits = own.map((row): CreditUnit => {
    const isOutside = !affected.conversionIds.has(row.id) && !isIn(row.at.getTime(), affected.roots.get(row.root ?? ''));
    return {
      fact: { type: 'conversion', conversion: conversionOf(row) },
      ...{ scope: row.scope, history: historyOf(row.root), factIds: [row.id], isWaiting: false, isOutside },
    };
  });
  const revenueUnits = chains.map((chain): CreditUnit => {
    const conversion = conversions.get(chain[0]?.conversionId ?? '');
    const history = historyOf(rootOf(chain));
    const fact = {
      type: 'revenue',
      chain: chain.map(revenueOf),
      conversion: conversion === undefined ? null : conversionOf(conversion),
    } as const;
    const isAskedFor = chain.some(({ id }) => affected.revenueIds.has(id));
    return {
      ...{ fact, history, scope: chain[0]?.scope ?? '', factIds: chain.map(({ id }) => id) },
      isWaiting: chain[0]?.kind === 'refund' && chain[0].chain !== chain[0].id,
      isOutside: !isAskedFor && !isIn(goalOf(fact, history).at, affected.roots.get(rootOf(chain) ?? '')),
    };
  });
  return [...conversionUnits, ...revenueUnits, ...(await readCosts(tx, [...affected.costIds]))];
}

const conversionOf = ({ id, kind, at, registeredBy, registeredAt }: ConversionRow): Conversion => ({
  ...{ id, kind, at: at.getTime(), registeredBy },
  registeredAt: registeredAt?.getTime() ?? null,
});
const revenueOf = ({ id, kind, at, amountMinor, taxMinor, currency }: RevenueRow): Revenue => ({
  ...{ id, kind, at: at.getTime(), currency },
  amountMinor: BigInt(amountMinor),
  taxMinor: BigInt(taxMinor),
});

async function readConversions(tx: Queryable, { roots, ids }: { roots: string[]; ids: string[] }): Promise<ConversionRow[]> {
  const columns = tx`c.id, c.kind, c.occurred_at as at, c.registered_by as "registeredBy", c.registered_at as "registeredAt", c.scope`;
  const rows = await tx<ConversionRow[]>`
    select ${columns}, s.root_id::text as root from subject s join conversion c on c.subject_id = s.id where s.root_id = any(${roots}::bigint[])
    union
    select ${columns}, s.root_id::text as root from conversion c left join subject s on s.id = c.subject_id where c.id = any(${ids}::text[])
    order by 3, 1`;
  return rows;
}

/**
 * Chains of revenue: a sale with its refunds, or the story of a subscription. A chain is read as a whole if any part of it is asked for. In each
 * the head comes first, whose subject and conversion decide.
 */
async function readChains(
  tx: Queryable,
  { roots, conversionIds, ids }: { roots: string[]; conversionIds: string[]; ids: string[] },
): Promise<RevenueRow[]> {
  return tx<RevenueRow[]>`
    with asked as (
      select r.* from subject s join revenue r on r.subject_id = s.id where s.root_id = any(${roots}::bigint[])
      union all select r.* from revenue r where r.conversion_id = any(${conversionIds}::text[])
      union all select r.* from revenue r where r.id = any(${ids}::text[])
    ), parts as (
      select id from asked
      union select r.id from asked a join revenue r on r.scope = a.scope and r.origin = a.origin and r.refund_of = coalesce(a.refund_of, a.external_id)
        where a.kind in ('sale', 'refund') and r.kind = 'refund' and r.refund_of is not null
      union select r.id from asked a join revenue r on r.scope = a.scope and r.origin = a.origin and r.external_id = a.refund_of
        where a.kind = 'refund' and r.kind = 'sale'
      union select r.id from asked a join revenue r on r.scope = a.scope and r.origin = a.origin and r.subscription = a.subscription
        where a.subscription is not null and a.kind like 'subscription%' and r.kind like 'subscription%'
    )
    select r.id, r.kind, r.occurred_at as at, r.amount_minor as "amountMinor", r.tax_minor as "taxMinor", r.currency, r.scope,
      r.conversion_id as "conversionId", s.root_id::text as root,
      case
        when r.kind like 'subscription%' then coalesce(r.scope || ' ' || r.origin || ' subscription ' || r.subscription, r.id)
        when r.kind = 'sale' then coalesce(r.scope || ' ' || r.origin || ' sale ' || r.external_id, r.id)
        else coalesce(r.scope || ' ' || r.origin || ' sale ' || r.refund_of, r.id)
      end as chain
    from parts join revenue r using (id) left join subject s on s.id = r.subject_id
    order by chain, r.kind = 'refund', r.occurred_at, r.id`;
}

async function readCosts(tx: Queryable, ids: string[]): Promise<CreditUnit[]> {
  if (ids.length === 0) return [];
  const rows = await tx<{ id: string; scope: string; partnerId: string | null; at: Date; amountMinor: string; currency: string }[]>`
    select id, scope, partner_id as "partnerId", occurred_at as at, amount_minor as "amountMinor", currency
    from cost where id = any(${ids}::text[]) order by id`;
  return rows.map(({ scope, at, amountMinor, ...row }) => ({
    fact: { type: 'cost', ...row, at: at.getTime(), amountMinor: BigInt(amountMinor) },
    ...{ scope, history: null, factIds: [row.id], isWaiting: false, isOutside: false },
  }));
}

/** Touches and conversions of roots. */
export async function readHistories(tx: Queryable, wanted: (string | null)[]): Promise<Map<string, History>> {
  const roots = [...new Set(wanted.filter((root) => root !== null))];
  if (roots.length === 0) return new Map();
  const touches = await tx<(Omit<Touch, 'at'> & { at: Date; root: string })[]>`
    select t.id, t.partner_id as "partnerId", t.source, t.occurred_at as at, t.is_bot as "isBot", s.root_id::text as root
    from subject s join touch t on t.subject_id = s.id where s.root_id = any(${roots}::bigint[])`;
  const touchesOf = Map.groupBy(touches, ({ root }) => root);
  const conversionsOf = Map.groupBy(await readConversions(tx, { roots, ids: [] }), ({ root }) => root);
  return new Map(
    roots.map((root) => [
      root,
      {
        touches: (touchesOf.get(root) ?? []).map(({ root: _, at, ...touch }) => ({ ...touch, at: at.getTime() })),
        conversions: (conversionsOf.get(root) ?? []).map(conversionOf),
      },
    ]),
  );
}
