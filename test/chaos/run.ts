import { setTimeout as delay } from 'node:timers/promises';
import { type Receiver, startReceiver } from '#test/support/stack/receiver.ts';
import { seedPartner, seedPlatform } from '#test/support/stack/seed.ts';
import { type Services, startServices } from '#test/support/stack/services.ts';
import { disturb, type Done } from './disturb.ts';
import { awaitOutcome, listUnfinished, type Outcome } from './outcome.ts';
import { type ChaosPlan, makePlan, partnerCount, type PlannedEvent } from './plan.ts';
import { Publisher } from './publisher.ts';
import { buildTopology, type Topology } from './topology.ts';

export interface ChaosOptions {
  stateDir: string;
  seed: number;
  events: number;
  /** Of each component. */
  kills: number;
  durationMs: number;
  /** After the last disturbance, until everything must have arrived. */
  maxWaitMs: number;
  say: (line: string) => void;
  signal: AbortSignal;
}

export interface ChaosResult extends Outcome, Done {
  seed: number;
  planned: { events: number; kills: number };
  accepted: number;
  /** Answers that the publisher came back for. */
  answers: Record<string, number>;
  doubled: number;
  crashes: string[];
  unfinishedRows: string[];
  /** From the moment when everything was up again. */
  recoveredInS: number;
  tookS: number;
}

/** Retries come from kills alone: the receiver is healthy. So they may be quick, and must never run out. */
const retryPolicy = { base_s: 1, multiplier: 1.5, max_delay_s: 5, max_attempts: 30 };

export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { say, signal } = options;
  const startedAt = performance.now();
  const plan = makePlan(options);
  say(
    `Seed ${plan.seed}: ${options.events} events, most of them in ${plan.durationMs / 1_000} s, ${plan.disturbances.length} disturbances.`,
  );
  const services = await startServices(options.stateDir, say);
  const receiver = await startReceiver();
  const topology = await buildTopology(services);
  let disturbing: Promise<Done> | undefined;
  try {
    const publisher = await openPublisher(services, receiver, topology, plan);
    await Promise.all([topology.start('engine'), topology.start('worker')]);
    say('Everything is up: the load begins.');
    const published = publishAll(publisher, plan.events, signal);
    disturbing = disturb(topology, { disturbances: plan.disturbances, say, signal });
    const done = await disturbing;
    signal.throwIfAborted();
    const upAt = performance.now();
    const publishedAll = publishAll(publisher, plan.afterwards, signal).then(() => published);
    await Promise.race([publishedAll, delay(options.maxWaitMs, undefined, { ref: false })]);
    await publisher.stop();
    say(`Accepted ${publisher.accepted.size} events; waiting until all have arrived …`);
    const left = Math.max(1_000, options.maxWaitMs - (performance.now() - upAt));
    const outcome = await awaitOutcome({ services, receiver }, publisher.accepted.values(), left);
    const { answers, accepted, doubled } = publisher;
    return {
      ...outcome,
      ...done,
      seed: plan.seed,
      planned: { events: options.events, kills: options.kills },
      accepted: accepted.size,
      answers,
      doubled: doubled.size,
      crashes: topology.crashes,
      unfinishedRows: outcome.unfinished > 0 ? await listUnfinished(services, 10) : [],
      recoveredInS: Math.round((performance.now() - upAt) / 1_000),
      tookS: Math.round((performance.now() - startedAt) / 1_000),
    };
  } finally {
    // Nothing may be started behind the back of what stops it.
    await disturbing?.catch(() => undefined);
    await topology.stop();
    await receiver.stop();
    await services.stop();
  }
}

async function openPublisher(services: Services, receiver: Receiver, { apiUrl }: Topology, { seed }: ChaosPlan) {
  const key = await seedPlatform(services, [{ name: 'chaos.happened', schema: { type: 'object', required: ['number'] } }]);
  const partners: string[] = [];
  for (let index = 0; index < partnerCount; index++) {
    const url = receiver.urlOf(`/partner-${index}`);
    const { id, endpoints } = await seedPartner(services, `Partner ${index}`, [{ url, retryPolicy }]);
    for (const { secret } of endpoints) await receiver.call('verify', { path: new URL(url).pathname, secret });
    partners.push(id);
  }
  const publisher = new Publisher({ apiUrl, key, prefix: `chaos-${seed}` });
  return Object.assign(publisher, { partners });
}

async function publishAll(publisher: Publisher & { partners: string[] }, events: PlannedEvent[], signal: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  const running: Promise<void>[] = [];
  for (const { number, atMs, partner } of events) {
    const early = atMs - (performance.now() - startedAt);
    if (early > 0) await delay(early, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    running.push(publisher.publish({ number, partnerId: publisher.partners[partner] as string }));
  }
  await Promise.all(running);
}
