import type { Queryable } from '#db/database.ts';
import { type Credited, type Fact, goalOf } from '#domain/attribution/credits.ts';
import type { History } from '#domain/attribution/path.ts';
import { type Affected, everything } from './affected.ts';
import { readChains, type RevenueRow, revenueOf } from './read-chains.ts';
import { conversionOf, readConversions, readHistories } from './read-histories.ts';

/** A fact with all that its credits follow from. */
export interface CreditUnit {
  fact: Fact;
  scope: string;
  /** Whose history it is. */
  root: string | null;
  history: History | null;
  /** The ids of what the credits are of: a conversion, a cost, or each revenue of a chain. */
  factIds: string[];
  /** A refund whose sale has not arrived brings nothing until then. */
  isWaiting: boolean;
  /** Its goal is outside the span of its root: its credits stay as they are, even if its touches were purged meanwhile. */
  isOutside: boolean;
}

export const nothingCredited: Credited = { credits: [], lost: null };

/** Reads what is affected, with its history. */
export async function readUnits(tx: Queryable, affected: Affected): Promise<CreditUnit[]> {
  const roots = [...affected.roots.keys()];
  const own = await readConversions(tx, { roots, ids: [...affected.conversionIds] });
  const revenue = await readChains(tx, { roots, conversionIds: own.map(({ id }) => id), ids: [...affected.revenueIds] });
  const chains = [...Map.groupBy(revenue, ({ chain }) => chain).values()];
  const conversions = new Map(own.map((row) => [row.id, row]));
  const named = chains.flatMap(([head]) => (head?.conversionId && !conversions.has(head.conversionId) ? [head.conversionId] : []));
  for (const row of await readConversions(tx, { roots: [], ids: named })) conversions.set(row.id, row);
  const rootOf = (chain: RevenueRow[]): string | null => conversions.get(chain[0]?.conversionId ?? '')?.root ?? chain[0]?.root ?? null;
  const wanted = new Set([...own.map(({ root }) => root), ...chains.map(rootOf)].filter((root) => root !== null));
  const isComplete = [...wanted].every((root) => affected.roots.has(root));
  const histories = await readHistories(tx, [...wanted], isComplete ? own : undefined);
  const historyOf = (root: string | null) => (root === null ? null : (histories.get(root) ?? null));

  const isIn = (at: number, { from, to } = everything): boolean => at >= from && at <= to;
  const conversionUnits = own.map((row): CreditUnit => {
    const isOutside = !affected.conversionIds.has(row.id) && !isIn(row.at.getTime(), affected.roots.get(row.root ?? ''));
    return {
      fact: { type: 'conversion', conversion: conversionOf(row) },
      ...{ scope: row.scope, root: row.root, history: historyOf(row.root), factIds: [row.id], isWaiting: false, isOutside },
    };
  });
  const revenueUnits = chains.map((chain): CreditUnit => {
    const conversion = conversions.get(chain[0]?.conversionId ?? '');
    const root = rootOf(chain);
    const history = historyOf(root);
    const fact = {
      type: 'revenue',
      chain: chain.map(revenueOf),
      conversion: conversion === undefined ? null : conversionOf(conversion),
    } as const;
    const isAskedFor = chain.some(({ id }) => affected.revenueIds.has(id));
    return {
      ...{ fact, root, history, scope: chain[0]?.scope ?? '', factIds: chain.map(({ id }) => id) },
      isWaiting: chain[0]?.kind === 'refund' && chain[0].chain !== chain[0].id,
      isOutside: !isAskedFor && !isIn(goalOf(fact, history).at, affected.roots.get(root ?? '')),
    };
  });
  return [...conversionUnits, ...revenueUnits, ...(await readCosts(tx, [...affected.costIds]))];
}

async function readCosts(tx: Queryable, ids: string[]): Promise<CreditUnit[]> {
  if (ids.length === 0) return [];
  const rows = await tx<{ id: string; scope: string; partnerId: string | null; at: Date; amountMinor: string; currency: string }[]>`
    select id, scope, partner_id as "partnerId", occurred_at as at, amount_minor as "amountMinor", currency
    from cost where id = any(${ids}::text[]) order by id`;
  return rows.map(({ scope, at, amountMinor, ...row }) => ({
    fact: { type: 'cost', ...row, at: at.getTime(), amountMinor: BigInt(amountMinor) },
    ...{ scope, root: null, history: null, factIds: [row.id], isWaiting: false, isOutside: false },
  }));
}
