import { convertMonths, type MonthPlace } from '#db/attribution/reports/convert-months.ts';
import { rollUp } from '#db/attribution/versions/roll-up.ts';
import { findActiveVersion } from '#db/attribution/versions/version.ts';
import { round } from './percentiles.ts';
import type { RoiStack } from './roi-stack.ts';

export interface RollupFound {
  history: number;
  msPer1000New: number;
}

/** Rolls up until the active version has everything. Returns how many facts it read. */
export async function catchUp({ attribution: { sql } }: Pick<RoiStack, 'attribution'>): Promise<number> {
  const version = await findActiveVersion(sql);
  let facts = 0;
  for (let isBehind = version !== null; isBehind;) {
    const pass = await rollUp(sql, version?.number ?? 0);
    facts += pass?.facts ?? 0;
    isBehind = pass?.isBehind ?? false;
  }
  return facts;
}

/** What the worker does between its looks at new facts: stores the months of all partners as reports read them. Returns how many seconds it took. */
export async function storeMonths({ attribution }: Pick<RoiStack, 'attribution'>): Promise<number> {
  const version = await findActiveVersion(attribution.sql);
  if (version === null) return 0;
  const startedAt = performance.now();
  let after: MonthPlace | null = null;
  do after = await convertMonths(attribution, version, { currency: 'EUR', model: 'position_based' }, after);
  while (after !== null);
  return round((performance.now() - startedAt) / 1_000, 1);
}

const NEW_TOUCHES = 5_000;

/** What a thousand new touches cost, with what follows from them, at the history that there is. */
export async function measureRollup(stack: RoiStack): Promise<RollupFound> {
  const history = stack.touches;
  await stack.fill(history + NEW_TOUCHES);
  const startedAt = performance.now();
  await catchUp(stack);
  return { history, msPer1000New: round((performance.now() - startedAt) / (NEW_TOUCHES / 1_000), 1) };
}
