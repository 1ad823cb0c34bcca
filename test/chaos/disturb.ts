import { setTimeout as delay } from 'node:timers/promises';
import { type Component, components, type Disturbance, type LinkName } from './plan.ts';
import type { Topology } from './topology.ts';

export interface Done {
  kills: Record<Component, number>;
  /** Cuts of connections, by what they led to. */
  cuts: Record<'postgres' | 'temporal', number>;
}

/** A link that is to be cut needs a connection, and the service behind it may be down just then. */
const maxConnectMs = 20_000;

/**
 * Carries the plan out. Different components may be down at the same time; what is to happen to one that is still starting
 * happens as soon as it is up. Ends when everything is up again, or when it is told to stop.
 */
export async function disturb(
  topology: Topology,
  { disturbances, say, signal }: { disturbances: Disturbance[]; say: (line: string) => void; signal: AbortSignal },
): Promise<Done> {
  const done: Done = { kills: { engine: 0, worker: 0, temporal: 0, postgres: 0 }, cuts: { postgres: 0, temporal: 0 } };
  const turns = Object.fromEntries(components.map((name) => [name, Promise.resolve()])) as Record<Component, Promise<void>>;
  const startedAt = performance.now();
  const seconds = () => ((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6);

  async function killAndStart(component: Component, downMs: number): Promise<void> {
    signal.throwIfAborted();
    await topology.kill(component);
    done.kills[component]++;
    say(`${seconds()} s  killed ${component}`);
    await delay(downMs, undefined, { signal });
    await topology.start(component);
    say(`${seconds()} s  ${component} is up again`);
  }

  async function cut(link: LinkName): Promise<void> {
    const deadline = performance.now() + maxConnectMs;
    let count = topology.cut(link);
    while (count === 0 && performance.now() < deadline && !signal.aborted) {
      await delay(50);
      count = topology.cut(link);
    }
    if (count > 0) done.cuts[link.endsWith('postgres') ? 'postgres' : 'temporal']++;
    say(`${seconds()} s  cut ${count} connections ${link.replace('-', ' → ')}`);
  }

  for (const disturbance of disturbances) {
    await delay(Math.max(0, disturbance.atMs - (performance.now() - startedAt)), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    const component = 'cut' in disturbance ? programOf(disturbance.cut) : disturbance.kill;
    turns[component] = turns[component].then(() =>
      'cut' in disturbance ? cut(disturbance.cut) : killAndStart(component, disturbance.downMs),
    );
    // Reported below, when nothing is half started any more; without this it would end the process first.
    turns[component].catch(() => {});
  }
  const failed = (await Promise.allSettled(Object.values(turns))).find((turn) => turn.status === 'rejected');
  if (failed) throw failed.reason;
  return done;
}

const programOf = (link: LinkName): Component => (link.startsWith('engine') ? 'engine' : 'worker');
