import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Child } from '#apps/local/processes/child-process.ts';
import { startTcpProxy, type TcpProxy } from '#test/chaos/tcp-proxy.ts';
import { startEngine } from '#test/support/stack/engine-process.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { type Bench, type Target, waitForReceipts } from './bench.ts';
import { startLoad } from './isolation.ts';
import { round } from './percentiles.ts';
import { settle } from './saturation.ts';
import { runTraffic } from './traffic.ts';

/** Two groups of workers, one of them behind a network that adds 80 ms to each round trip to PostgreSQL and Temporal. */
export interface RegionsFound {
  /** Send → receipt of an endpoint of the home region, and of one of the other region; both at the same rate, accepted at home. */
  localP99: number;
  remoteP99: number;
  /** Events that never arrived although the other region was killed under load. */
  takeoverLost: number;
  /** The longest wait of an event of that time. */
  takeoverMaxS: number;
}

const region = 'far';
const takeoverS = 10;
const oneWayMs = 40;
const ratePerS = 50;

/** The engine of the bench must have ended: it knows no regions. */
export async function measureRegions(bench: Bench, plan: { seconds: number; warmUpS: number }): Promise<RegionsFound> {
  const { services } = bench;
  const config = path.join(services.stateDir, 'regions.yaml');
  writeFileSync(config, JSON.stringify({ webhooks: { regions: { [region]: { takeover_after_s: takeoverS } } } }));
  const proxies = [
    await startTcpProxy(services.postgresPort, 0, oneWayMs),
    await startTcpProxy(services.temporalPort, 0, oneWayMs),
  ] as const;
  const port = await findFixedPort();
  const home = await startEngine(services, { role: 'engine', name: 'home', port, until: 'live', environment: { CAUSEWAY_CONFIG: config } });
  let far: Child | undefined;
  try {
    far = await startFar(bench, config, proxies);
    const here: Bench = {
      ...bench,
      apiUrl: `http://127.0.0.1:${port}/api/v1`,
      apiUrls: [`http://127.0.0.1:${port}/api/v1`],
      loopFile: null,
    };
    const [local, remote] = [await bench.addTarget('local'), await bench.addTarget('remote', { region })];
    for (const { name, body } of [local, remote]) await runTraffic(here, { name, bodies: [body], ratePerS, seconds: plan.warmUpS });
    const p99Of = async ({ name, body }: Target) => {
      const { sendToReceiptMs } = await runTraffic(here, { name, bodies: [body], ratePerS, seconds: plan.seconds });
      await settle(here);
      return sendToReceiptMs.p99;
    };
    const [localP99, remoteP99] = [await p99Of(local), await p99Of(remote)];
    return { localP99, remoteP99, ...(await measureTakeover(here, remote, far)) };
  } finally {
    await far?.stop();
    await home.stop();
    for (const proxy of proxies) await proxy.close();
  }
}

function startFar({ services }: Bench, config: string, [database, temporal]: readonly [TcpProxy, TcpProxy]): Promise<Child> {
  const databaseUrl = new URL(services.databaseUrl);
  databaseUrl.port = String(database.port);
  return findFixedPort().then((port) =>
    startEngine(services, {
      ...{ role: 'worker', name: region, port, until: 'live' },
      databaseUrl: databaseUrl.href,
      temporalAddress: `127.0.0.1:${temporal.port}`,
      environment: { CAUSEWAY_CONFIG: config, REGION: region },
    }),
  );
}

/** Its worker is killed in the middle of its traffic. */
async function measureTakeover(bench: Bench, target: Target, far: Child): Promise<Pick<RegionsFound, 'takeoverLost' | 'takeoverMaxS'>> {
  const stop = await startLoad(bench, target, ratePerS);
  await delay(5_000);
  process.kill(far.pid, 'SIGKILL');
  await delay(5_000);
  const result = await stop();
  await waitForReceipts(bench, 180_000);
  await bench.ledger.collect();
  const received = result.ids.map((id) => bench.ledger.receivedAt(id));
  return {
    takeoverLost: received.filter((at) => at === undefined).length,
    takeoverMaxS: round(Math.max(...received.map((at, index) => (at ?? Infinity) - (result.sentAt[index] ?? 0))) / 1_000, 1),
  };
}
