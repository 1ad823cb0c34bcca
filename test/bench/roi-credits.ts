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

const NEW_TOUCHES = 5_000;

/** What a thousand new touches cost, with what follows from them, at the history that there is. */
export async function measureRollup(stack: RoiStack): Promise<RollupFound> {
  const history = stack.touches;
  await stack.fill(history + NEW_TOUCHES);
  const startedAt = performance.now();
  await catchUp(stack);
  return { history, msPer1000New: round((performance.now() - startedAt) / (NEW_TOUCHES / 1_000), 1) };
}
