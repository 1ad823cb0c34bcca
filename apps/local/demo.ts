import { z } from 'zod';
import { createArrivals } from '#apps/local/receiver/arrivals.ts';
import { createSecretFinder } from '#apps/local/receiver/endpoint-secrets.ts';
import { type Receiver, startReceiver } from '#apps/local/receiver/receiver.ts';
import { createApiClient } from './api-client.ts';
import { runCli } from './engine.ts';
import { findSeeded, keepSeeded, nameDatabase, readPlatformKey, type Seeded } from './local-secrets.ts';
import { takePorts } from './ports.ts';
import { pointEndpoint, publishSamples } from './samples.ts';
import type { LocalSettings } from './settings.ts';

export interface DemoOptions {
  settings: LocalSettings;
  say: (line: string) => void;
}

// The API is up: events that take longer will not arrive.
const sampleTimeoutMs = 20_000;

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
    // Synthetic events would arrive at the demo receiver too, between the sample events.
    '--no-data',
    '--platform-key',
    '--json',
  ];
  const output = await runCli(['apps/cli/partner-seed.ts', ...args], environment);
  const result = SeedResult.parse(JSON.parse(output.trim().split('\n').at(-1) ?? ''));
  const seeded = { database, partnerId: result.partner_id, endpointId: result.endpoint_id };
  keepSeeded(settings.stateDir, seeded, result.platform_key);
  return { seeded, newKeys: { partner: result.partner_key, platform: result.platform_key } };
}

/** Starts the demo receiver, publishes sample events and waits until they arrive there. */
export async function startDemo(
  { settings, say }: DemoOptions,
  { apiUrl, receiverUrl, seeded }: { apiUrl: string; receiverUrl: string; seeded: Seeded },
): Promise<Receiver> {
  const arrivals = createArrivals(say);
  const call = createApiClient(apiUrl, readPlatformKey(settings.stateDir));
  const { receiver: place } = settings.ports;
  const findSecrets = createSecretFinder(call, new URL(receiverUrl).origin);
  const receiver = await takePorts([place], () => startReceiver({ port: place.port, findSecrets, onArrival: arrivals.note }));
  const obstacle = await pointEndpoint(call, seeded.endpointId, receiverUrl);
  if (obstacle) {
    say(`Not publishing sample events: ${obstacle}.`);
    return receiver;
  }
  say('Publishing sample events …');
  const arrived = await arrivals.waitFor(await publishSamples(call), sampleTimeoutMs);
  if (!arrived) {
    say(`  Not all sample events arrived within ${sampleTimeoutMs / 1000} s. See ${apiUrl}/api/v1/deliveries and logs/engine.log.`);
  }
  return receiver;
}
