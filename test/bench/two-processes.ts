import type { Child } from '#apps/local/processes/child-process.ts';
import { type EngineOptions, startEngine } from '#test/support/stack/engine-process.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import type { Bench, Target } from './bench.ts';
import { round } from './percentiles.ts';
import { findSaturation, type Saturation, type SearchPlan, settle } from './saturation.ts';

/** Two processes on one database, one Temporal server and the same machine. */
export interface TwoProcesses {
  deliveredPerS: number;
  /** Of what one engine delivers. */
  ratio: number;
  sendToReceiptP99: number;
}

interface Plan {
  search: Omit<SearchPlan, 'name' | 'bodies'>;
  single: Saturation;
}

/** A second engine beside the first, each of which gets half of the requests. */
export async function measureTwoEngines(bench: Bench, target: Target, plan: Plan): Promise<TwoProcesses> {
  const second = await startOther(bench, 'engine');
  try {
    return await measure({ ...bench, apiUrls: [...bench.apiUrls, second.apiUrl] }, target, plan, 'two engines');
  } finally {
    await second.child.stop();
  }
}

/** An API, which gets all requests, and a worker, in the place of the engine, which ends. */
export async function measureApiAndWorker(bench: Bench, target: Target, plan: Plan): Promise<TwoProcesses> {
  await bench.engine.stop();
  const worker = await startOther(bench, 'worker');
  try {
    const api = await startOther(bench, 'api');
    try {
      return await measure({ ...bench, apiUrls: [api.apiUrl], loopFile: null }, target, plan, 'API and worker');
    } finally {
      await api.child.stop();
    }
  } finally {
    await worker.child.stop();
  }
}

async function startOther({ services }: Bench, role: EngineOptions['role']): Promise<{ child: Child; apiUrl: string }> {
  const port = await findFixedPort();
  const child = await startEngine(services, { role, name: `other-${role}`, port, until: 'ready' });
  return { child, apiUrl: `http://127.0.0.1:${port}/api/v1` };
}

async function measure(bench: Bench, target: Target, { search, single }: Plan, name: string): Promise<TwoProcesses> {
  const { deliveredPerS, sendToReceiptMs } = await findSaturation(bench, { ...search, name, bodies: [target.body] });
  await settle(bench);
  return { deliveredPerS, ratio: round(deliveredPerS / single.deliveredPerS, 3), sendToReceiptP99: sendToReceiptMs.p99 };
}
