import { z } from 'zod';
import { createArrivals } from '#apps/local/receiver/arrivals.ts';
import { createSecretFinder } from '#apps/local/receiver/endpoint-secrets.ts';
import { startReceiver } from '#apps/local/receiver/receiver.ts';
import { createApiClient } from './api-client.ts';
import { runCli } from './engine.ts';
import { findSeeded, keepSeeded, nameDatabase, readPlatformKey, type Seeded } from './local-secrets.ts';
import { takePorts } from './ports.ts';
import { pointEndpoint, publishSamples, waitForSandbox } from './samples.ts';
import type { LocalSettings } from './settings.ts';

export interface DemoOptions {
  settings: LocalSettings;
  say: (line: string) => void;
}

// The API is up: events that take longer will not arrive.
const sampleTimeoutMs = 20_000;
// A slow machine needs longer for the deals of a sandbox.
const fillTimeoutMs = 60_000;

const SeedResult = z.object({
  partner_id: z.string(),
  partner_key: z.string(),
  platform_key: z.string(),
  endpoint_id: z.string(),
});

interface SeedOutcome {
  seeded: Seeded;
  newKeys: { partner: string; platform: string } | null;
}

/** A sandbox partner with an endpoint on the demo receiver. Created on the first start with a database. */
export async function ensureSeeded(
  { settings, say }: DemoOptions,
  environment: NodeJS.ProcessEnv,
  receiverUrl: string,
): Promise<SeedOutcome> {
  const database = nameDatabase(settings.databaseUrl);
  const known = findSeeded(settings.stateDir, database);
  if (known) return { seeded: known, newKeys: null };
  say('Creating a sandbox partner with an endpoint on the demo receiver …');
  const args = [
    '--tier=sandbox',
    '--name=Sandbox partner',
    `--endpoint-url=${receiverUrl}`,
    // Whoever pastes the partner guide block by block is faster than the limit of the tier.
    '--rate-limit=1200/200',
    '--platform-key',
    '--json',
  ];
  const output = await runCli(['apps/cli/partner-seed.ts', ...args], environment);
  const result = SeedResult.parse(JSON.parse(output.trim().split('\n').at(-1) ?? ''));
  const seeded = { database, partnerId: result.partner_id, endpointId: result.endpoint_id };
  keepSeeded(settings.stateDir, seeded, result.platform_key);
  return { seeded, newKeys: { partner: result.partner_key, platform: result.platform_key } };
}

export interface Demo {
  /** Once the API is up: waits for the synthetic data of a new sandbox, publishes sample events and waits until they arrive. */
  show(): Promise<void>;
  stop(): Promise<void>;
}

interface DemoPlace {
  apiUrl: string;
  receiverUrl: string;
  seeded: Seeded;
  /** Whether the engine is about to fill the sandbox. */
  isNew: boolean;
}

/** Starts the demo receiver, before the engine sends to it. It prints what arrives, but only counts what fills a new sandbox. */
export async function startDemo({ settings, say }: DemoOptions, { apiUrl, receiverUrl, seeded, isNew }: DemoPlace): Promise<Demo> {
  const arrivals = createArrivals(say);
  const endSilence = isNew ? arrivals.countSilently() : null;
  const call = createApiClient(apiUrl, readPlatformKey(settings.stateDir));
  const { receiver: place } = settings.ports;
  const findSecrets = createSecretFinder(call, new URL(receiverUrl).origin);
  const receiver = await takePorts([place], () => startReceiver({ port: place.port, findSecrets, onArrival: arrivals.note }));
  async function fill(countArrived: () => number): Promise<void> {
    say('Filling the sandbox with synthetic customers, deals and events …');
    const expected = await waitForSandbox(call, seeded.partnerId, fillTimeoutMs);
    await arrivals.waitForCount(expected, sampleTimeoutMs);
    say(`  ← ${new URL(receiverUrl).pathname}  ${countArrived()} synthetic events, signatures valid`);
    if (expected === 0) say(`  The rest takes longer than ${fillTimeoutMs / 1000} s, and arrives below.`);
  }
  async function publish(): Promise<void> {
    const obstacle = await pointEndpoint(call, seeded.endpointId, receiverUrl);
    if (obstacle) return say(`Not publishing sample events: ${obstacle}.`);
    say('Publishing sample events …');
    if (await arrivals.waitFor(await publishSamples(call), sampleTimeoutMs)) return;
    say(`  Not all sample events arrived within ${sampleTimeoutMs / 1000} s. See ${apiUrl}/api/v1/deliveries and logs/engine.log.`);
  }
  return {
    async show() {
      if (endSilence) await fill(endSilence);
      await publish();
    },
    stop: () => receiver.stop(),
  };
}
