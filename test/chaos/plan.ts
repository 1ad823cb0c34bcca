import { createRandom } from './random.ts';

export const components = ['engine', 'worker', 'temporal', 'postgres'] as const;
export type Component = (typeof components)[number];
export const links = ['engine-postgres', 'engine-temporal', 'worker-postgres', 'worker-temporal'] as const;
export type LinkName = (typeof links)[number];

export type Disturbance = { atMs: number } & ({ kill: Component; downMs: number } | { cut: LinkName });

/** One publish; bursts share a moment. */
export interface PlannedEvent {
  number: number;
  atMs: number;
  partner: number;
}

export interface ChaosPlan {
  seed: number;
  durationMs: number;
  kills: number;
  disturbances: Disturbance[];
  events: PlannedEvent[];
  /** Published once everything is up again: what comes afterwards must fare as if nothing had happened. */
  afterwards: PlannedEvent[];
}

/** Partner 0 gets the low rate, the bursts go to the others in turn. */
export const partnerCount = 4;
/** How many of the events come one by one, so that each has its own workflow. */
const singleShare = 0.4;
const burst = { least: 80, most: 240 };
/** Before the first and after the last disturbance there is load, too. */
const calmMs = 2_000;
/** Of the events, when all is over: some one by one, then the rest at once. */
const afterwardsShare = 0.05;
const afterwardsEveryMs = 250;
const down = { leastMs: 200, mostMs: 4_000 };

/** Everything that a seed decides: when what is killed, for how long, and when which event is published. */
export function makePlan(options: { seed: number; events: number; kills: number; durationMs: number }): ChaosPlan {
  const random = createRandom(options.seed);
  const times = (count: number) => Array.from({ length: count }, () => random.between(calmMs, options.durationMs - calmMs));
  const kills = components.flatMap((kill) =>
    times(options.kills).map((atMs) => ({ atMs, kill, downMs: random.between(down.leastMs, down.mostMs) })),
  );
  // As many cuts towards each service as kills of each component, in turn from engine and worker.
  const cuts = random.shuffle([...links]).flatMap((cut) => times(Math.ceil(options.kills / 2)).map((atMs) => ({ atMs, cut })));
  const disturbances = [...kills, ...cuts].toSorted((a, b) => a.atMs - b.atMs);
  const during = Math.round(options.events * (1 - afterwardsShare));
  const events = planEvents({ ...options, events: during }, random);
  return { ...options, disturbances, events, afterwards: planAfterwards(during, options.events - during) };
}

function planAfterwards(firstNumber: number, count: number): PlannedEvent[] {
  const singles = Math.min(20, Math.floor(count / 2));
  return Array.from({ length: count }, (_, index) => ({
    number: firstNumber + index,
    atMs: Math.min(index, singles) * afterwardsEveryMs,
    partner: index < singles ? 0 : 1,
  }));
}

function planEvents(
  { events, durationMs }: { events: number; durationMs: number },
  random: ReturnType<typeof createRandom>,
): PlannedEvent[] {
  const singles = Math.round(events * singleShare);
  const planned = Array.from({ length: singles }, (_, index) => ({ atMs: (index / singles) * durationMs, partner: 0 }));
  for (let turn = 0; planned.length < events; turn++) {
    const size = Math.min(events - planned.length, Math.round(random.between(burst.least, burst.most)));
    const [atMs, partner] = [random.between(0, durationMs), 1 + (turn % (partnerCount - 1))];
    for (let index = 0; index < size; index++) planned.push({ atMs, partner });
  }
  return planned.toSorted((a, b) => a.atMs - b.atMs).map((event, number) => ({ ...event, number }));
}
