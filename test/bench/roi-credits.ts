import { learn } from '#db/attribution/learn.ts';
import { beginRecomputation, recomputePage } from '#db/attribution/recompute.ts';
import { rollUp } from '#db/attribution/roll-up.ts';
import { endVersion, insertVersion } from '#db/attribution/version.ts';
import { VersionSettings } from '#domain/attribution/version-settings.ts';
import { round } from './percentiles.ts';
import type { RoiStack } from './roi-stack.ts';

export interface RollupFound {
  history: number;
  msPer1000New: number;
}

export async function catchUp({ attribution }: Pick<RoiStack, 'attribution'>): Promise<number> {
  const startedAt = performance.now();
  for (let isBehind = true; isBehind;) ({ isBehind } = (await rollUp(attribution.sql, 1)) ?? { isBehind: false });
  return performance.now() - startedAt;
}

const NEW_TOUCHES = 5_000;

/** What a thousand new touches cost, with what follows from them, at the history that there is. */
export async function measureRollup(stack: RoiStack): Promise<RollupFound> {
  const history = stack.touches;
  await stack.fill(history + NEW_TOUCHES);
  return { history, msPer1000New: round((await catchUp(stack)) / (NEW_TOUCHES / 1_000), 1) };
}

export interface RecomputeFound {
  seconds: number;
  rssMb: number;
  idleRssMb: number;
  identical: boolean;
}

/** Computes all models anew, twice, the second time with the settings of the first: both must have the same sums as the version that followed the facts. */
export async function measureRecompute({ attribution, admin }: RoiStack): Promise<RecomputeFound> {
  const settings = VersionSettings.parse({});
  const rss = () => process.memoryUsage.rss() / 1024 / 1024;
  const idleRssMb = rss();
  let highest = idleRssMb;
  const compute = async () => {
    const version = await insertVersion(attribution.sql, settings, 'bench');
    if (version === null) throw new Error('there are too many versions');
    const startedAt = performance.now();
    await beginRecomputation(attribution.sql, version.number, () => learn(attribution.sql, settings, async () => {}));
    for (let isDone = false; !isDone; highest = Math.max(highest, rss())) {
      ({ isDone } = (await recomputePage(attribution.sql, version.number)) ?? { isDone: true });
    }
    const seconds = (performance.now() - startedAt) / 1_000;
    const [digest] = await admin<{ digest: string }[]>`
      select md5(string_agg(concat_ws(' ', scope, partner_id, day, measure, currency, by_model), E'\n' order by scope, partner_id, day, measure, currency)) as digest
      from day_rollup where version = ${version.number}`;
    await endVersion(attribution.sql, version.number, 'retired', 'measured');
    return { seconds, digest: digest?.digest };
  };
  const [first, second] = [await compute(), await compute()];
  return {
    ...{ seconds: round(first.seconds, 1), rssMb: round(highest, 0), idleRssMb: round(idleRssMb, 0) },
    identical: first.digest !== undefined && first.digest === second.digest,
  };
}
