import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type FakeSlack, startFakeSlack } from '#apps/fakes/alerting/slack.ts';
import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { type CallApi, createApiClient } from '#apps/local/api-client.ts';
import type { Child } from '#apps/local/processes/child-process.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { startTcpProxy } from '#test/chaos/tcp-proxy.ts';
import { startEngine } from '#test/support/stack/engine-process.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { type Receiver, startReceiver } from '#test/support/stack/receiver.ts';
import { makeScratch, removeScratch } from '#test/support/stack/scratch.ts';
import { seedPlatform } from '#test/support/stack/seed.ts';
import { type Services, startServices } from '#test/support/stack/services.ts';
import { startInbox } from './alert-inbox.ts';
import { eventTypes } from './events.ts';

/** Low enough that a fault is one at once; what a fault is otherwise, the tests of the rules say. */
const rules = {
  failure_streak: { failures: 8, for_s: 0 },
  dead_letters_growing: { count: 5, within_min: 60 },
  objective_burning: { min_deliveries: 20 },
  drift: { findings: 5 },
  // Also before midnight, when quotas begin anew.
  quota_low: { resets_after_min: 0 },
};
/** Longer than a campaign: a quota that was used up begins anew when its fault is mended. */
const DAILY = { max: 1_000, windowMs: 86_400_000 };
/** Recoveries are told after some seconds, so that a campaign ends. What begins together is grouped as by default. */
const RECOVER_AFTER_S = 5;

export type AlertStack = Awaited<ReturnType<typeof startAlertStack>>;

/** The real program with its services, a partner's receiver, a vendor, and two channels of alerts: a webhook, and Slack. Its attribution store is behind a proxy. */
export async function startAlertStack(say: (line: string) => void) {
  const stateDir = await makeScratch();
  const steps: (() => Promise<unknown> | void)[] = [() => removeScratch(stateDir)];
  const stop = async (): Promise<void> => {
    for (const step of steps.splice(0).toReversed()) await step();
  };
  const kept = <T>(thing: T, end: (thing: T) => Promise<unknown> | void): T => {
    steps.push(() => end(thing));
    return thing;
  };
  try {
    const services: Services = kept(await startServices(stateDir, say), (one) => one.stop());
    const receiver: Receiver = kept(await startReceiver(), (one) => one.stop());
    const hubspot: HubSpotFake = kept(await startHubSpot({ port: 0, limits: { daily: DAILY } }), (one) => one.close());
    const inbox = kept(await startInbox(), (one) => one.close());
    const slack: FakeSlack = kept(await startFakeSlack(), (one) => one.close());
    const proxy = kept(await startTcpProxy(services.postgresPort), (one) => one.close());
    const db: Database = kept(openDatabase(services.databaseUrl, { max: 2, name: 'alerts-bench' }), (one) => one.close());
    const key = await seedPlatform(services, eventTypes);
    const port = await findFixedPort();
    const config = path.join(stateDir, 'settings.yaml');
    // JSON is YAML.
    writeFileSync(config, JSON.stringify({ alerts: { rules }, webhooks: { breaker: { min_attempts: 1_000 } } }));
    const attributionUrl = new URL(services.databaseUrl);
    attributionUrl.port = String(proxy.port);
    const environment = {
      CAUSEWAY_CONFIG: config,
      ATTRIBUTION_DATABASE_URL: attributionUrl.href,
      VENDOR_URLS: JSON.stringify({ hubspot: hubspot.url, slack: slack.url }),
    };
    const engineOptions = { role: 'engine', port, environment } as const;
    let engine: Child = await startEngine(services, { ...engineOptions, name: 'engine', until: 'ready' });
    steps.push(() => engine.stop());
    const call: CallApi = createApiClient(`http://127.0.0.1:${port}`, key);
    const signing = `whsec_${randomBytes(32).toString('base64')}`;
    const channels: string[] = [];
    for (const settings of [
      { kind: 'webhook', url: inbox.url, secrets: { signing_secret: signing } },
      { kind: 'slack_webhook', secrets: { url: slack.webhookUrl } },
    ]) {
      channels.push(((await call('POST', '/alert-channels', { name: settings.kind, settings })).body as { id: string }).id);
    }
    await call('PUT', '/alert-routes', { routes: [{ name: 'all', channels, recover_after_s: RECOVER_AFTER_S }] });
    return {
      ...{ db, call, receiver, hubspot, inbox, slack, proxy, key, apiUrl: `http://127.0.0.1:${port}`, stop },
      /** Asks as a supervisor does: what fails is found by asking. */
      askReady: () => fetch(`http://127.0.0.1:${port}/health/ready`).then((reply) => reply.text()),
      /** As if the machine had lost power. */
      async killEngine(): Promise<void> {
        process.kill(engine.pid, 'SIGKILL');
        await engine.ended;
      },
      async restartEngine(): Promise<void> {
        engine = await startEngine(services, { ...engineOptions, name: 'engine', until: 'live' });
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
