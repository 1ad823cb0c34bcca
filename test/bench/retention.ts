import { round } from './percentiles.ts';
import { layOut, type Row } from './report.ts';
import { type FollowingCost, measureFollowing } from './retention-following.ts';
import { measurePurge, type Purged } from './retention-purge.ts';
import { measureSizes, type Sizes } from './retention-sizes.ts';
import { startRetentionStack } from './retention-stack.ts';
import { runParts } from './run-parts.ts';

const usage = `Measures what deliveries take in PostgreSQL, how fast they are purged, and what it costs that they can be followed.

  npm run bench:retention -- [--quick] [--json] [--only=sizes,purge,following]

  --quick   less than a minute, with 20,000 deliveries: proves the bench rather than the engine
  --json    ends with one line of JSON; docs/benchmarks.md explains its keys
  --only    some of: sizes, purge, following`;

interface Findings {
  quick: boolean;
  sizes?: Sizes;
  purge?: Purged;
  following?: FollowingCost;
}

const names = ['sizes', 'purge', 'following'] as const;
const mb = (bytes: number) => `${round(bytes / 1e6, 1)} MB`;
/** What an installation that never rests accepts. */
const acceptedPerS = 1_000;

await runParts<(typeof names)[number], Awaited<ReturnType<typeof startRetentionStack>>, Findings>({
  ...{ usage, names, starts: 'PostgreSQL (fsync on)', subject: 'database', start: startRetentionStack, describe, toJson },
  async measure(name, stack, isQuick, say) {
    if (name === 'following') {
      const deliveries = isQuick ? 10_000 : 100_000;
      say(`Delivering ${deliveries} events with and without what keeps updated_at …`);
      return { following: await measureFollowing(stack, deliveries) };
    }
    const deliveries = isQuick ? 20_000 : 1_000_000;
    say(name === 'sizes' ? `Accepting and delivering ${deliveries} events …` : `Purging ${deliveries} deliveries …`);
    return name === 'sizes' ? { sizes: await measureSizes(stack, deliveries) } : { purge: await measurePurge(stack, deliveries) };
  },
});

function toJson({ quick, sizes, purge, following }: Findings): Record<string, unknown> {
  return { sizes: sizes ?? null, purge: purge ?? null, following: following ?? null, quick };
}

function describe({ sizes, purge, following }: Findings): string {
  return layOut([...sizeRows(sizes), ...purgeRows(purge), ...followingRows(following)]);
}

function sizeRows(sizes: Sizes | undefined): Row[] {
  if (!sizes) return [];
  const { deliveries, tables, walBytes, perS, bareRowsPerS } = sizes;
  return [
    ...tables.map(({ table, rows, heap, index, toast }) => ({
      figure: `${table}: rows`,
      value: `${rows}  heap ${mb(heap)}  indexes ${mb(index)}  toast ${mb(toast)}`,
    })),
    { figure: `WAL of ${deliveries} deliveries`, value: mb(walBytes) },
    { figure: 'accepted and recorded, deliveries/s', value: `${perS}  (floor: bare INSERT of the same events: ${bareRowsPerS}/s)` },
  ];
}

function followingRows(following: FollowingCost | undefined): Row[] {
  if (!following) return [];
  const { neither, trigger, both } = following;
  const rowOf = (figure: string, { perS, walBytes }: FollowingCost['both']) => ({
    figure: `${figure}: deliveries/s`,
    value: `${perS}  (${round(perS / neither.perS)} of neither)  WAL ${mb(walBytes)}`,
  });
  return [rowOf('neither trigger nor index', neither), rowOf('trigger of updated_at', trigger), rowOf('trigger and its index', both)];
}

function purgeRows(purge: Purged | undefined): Row[] {
  if (!purge) return [];
  const { deliveries, events, byRow, longestWaitMs } = purge;
  const rateOf = ({ rows, seconds, perS, walBytes }: Purged['events']) => ({
    value: `${perS}  (${rows} in ${seconds} s, WAL ${mb(walBytes)})`,
    target: `≥ ${acceptedPerS}`,
    met: perS >= acceptedPerS,
  });
  return [
    { figure: 'deliveries with attempts purged by partition, /s', ...rateOf(deliveries) },
    { figure: 'longest wait of others meanwhile', value: `${longestWaitMs} ms` },
    { figure: 'events purged by row, /s', ...rateOf(events) },
    { figure: 'floor: deliveries with attempts by row, /s', ...rateOf(byRow) },
  ];
}
