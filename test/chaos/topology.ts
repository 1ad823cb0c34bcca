import type { Child } from '#apps/local/processes/child-process.ts';
import { signalProcess } from '#apps/local/processes/process-identity.ts';
import { startEngine } from '#test/support/stack/engine-process.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import type { Services } from '#test/support/stack/services.ts';
import type { Component, LinkName } from './plan.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** One engine (API and worker), one more worker, both behind proxies of their own, and what they run on. */
export interface Topology {
  apiUrl: string;
  start(component: Component): Promise<void>;
  /** kill -9, the process itself and nobody else. */
  kill(component: Component): Promise<void>;
  cut(link: LinkName): number;
  /** Ends that nobody here caused, each with the end of its log. */
  crashes: string[];
  stop(): Promise<void>;
}

type Program = 'engine' | 'worker';

export async function buildTopology(services: Services, environment: Record<string, string> = {}): Promise<Topology> {
  const proxies: Record<LinkName, TcpProxy> = {
    'engine-postgres': await startTcpProxy(services.postgresPort),
    'engine-temporal': await startTcpProxy(services.temporalPort),
    'worker-postgres': await startTcpProxy(services.postgresPort),
    'worker-temporal': await startTcpProxy(services.temporalPort),
  };
  const ports: Record<Program, number> = { engine: await findFixedPort(), worker: await findFixedPort() };
  const running = new Map<Program, Child>();
  const lives: Record<Program, number> = { engine: 0, worker: 0 };
  const crashes: string[] = [];
  const expected = new Set<number>();

  async function startProgram(role: Program): Promise<void> {
    const databaseUrl = new URL(services.databaseUrl);
    databaseUrl.port = String(proxies[`${role}-postgres`].port);
    const child = await startEngine(services, {
      role,
      // A log for each life: what explains a crash must outlast the next start.
      name: `${role}-${++lives[role]}`,
      port: ports[role],
      databaseUrl: databaseUrl.href,
      temporalAddress: `127.0.0.1:${proxies[`${role}-temporal`].port}`,
      environment,
      // Whatever else is down at this moment: it must come up without it.
      until: 'live',
    });
    running.set(role, child);
    void child.ended.then((how) => {
      if (!expected.has(child.pid)) crashes.push(`${child.name} ended by itself (${how}):\n${child.lastLines(12)}`);
    });
  }

  const pidOf: Record<Component, () => number> = {
    engine: () => running.get('engine')?.pid ?? 0,
    worker: () => running.get('worker')?.pid ?? 0,
    temporal: services.temporalPid,
    postgres: services.postgresPid,
  };
  const starts: Record<Component, () => Promise<void>> = {
    engine: () => startProgram('engine'),
    worker: () => startProgram('worker'),
    temporal: services.startTemporal,
    postgres: services.startPostgres,
  };
  return {
    apiUrl: `http://127.0.0.1:${ports.engine}/api/v1`,
    crashes,
    start: (component) => starts[component](),
    async kill(component) {
      const pid = pidOf[component]();
      if (pid === 0) throw new Error(`There is no ${component} to kill`);
      expected.add(pid);
      signalProcess(pid, 'SIGKILL');
      await running.get(component as Program)?.ended;
    },
    cut: (link) => proxies[link].cut(),
    async stop() {
      for (const child of running.values()) expected.add(child.pid);
      await Promise.all([...running.values()].map((child) => child.stop()));
      await Promise.all(Object.values(proxies).map((proxy) => proxy.close()));
    },
  };
}
