import { setTimeout as delay } from 'node:timers/promises';
import { type Component, components, type Disturbance, type LinkName } from './plan.ts';
import type { Topology } from './topology.ts';

export interface Done {
  kills: Record<Component, number>;
  /** Cuts of connections, by what they led to. */
  cuts: Record<'postgres' | 'temporal', number>;
}

/**
 * Carries the plan out. Different components may be down at the same time; one that is still starting is killed as soon as
 * it is up. Ends when everything is up again.
 */
export async function disturb(topology: Topology, plan: Disturbance[], say: (line: string) => void): Promise<Done> {
  const done: Done = { kills: { engine: 0, worker: 0, temporal: 0, postgres: 0 }, cuts: { postgres: 0, temporal: 0 } };
  const turns = Object.fromEntries(components.map((name) => [name, Promise.resolve()])) as Record<Component, Promise<void>>;
  const startedAt = performance.now();
  const seconds = () => ((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6);

  async function killAndStart(component: Component, downMs: number): Promise<void> {
    await topology.kill(component);
    done.kills[component]++;
    say(`${seconds()} s  killed ${component}`);
    await delay(downMs);
    await topology.start(component);
    say(`${seconds()} s  ${component} is up again`);
  }

  function cut(link: LinkName): void {
    const count = topology.cut(link);
    done.cuts[link.endsWith('postgres') ? 'postgres' : 'temporal']++;
    say(`${seconds()} s  cut ${count} connections ${link.replace('-', ' → ')}`);
  }

  for (const disturbance of plan) {
    await delay(Math.max(0, disturbance.atMs - (performance.now() - startedAt)));
    if ('cut' in disturbance) cut(disturbance.cut);
    else {
      const { kill, downMs } = disturbance;
      turns[kill] = turns[kill].then(() => killAndStart(kill, downMs));
      // Reported by the wait below; without this it would end the process first.
      turns[kill].catch(() => {});
    }
  }
  await Promise.all(Object.values(turns));
  return done;
}
