import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodeProtectedHeader } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenSettings, openSettings } from '#apps/settings.ts';
import { warnWithoutTls } from '#apps/tls-files.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { addReceivingEndpoint, deliveryIn, publish, startTestEngine } from '#test/support/engine.ts';
import { createClient, getToken } from '#test/support/oauth.ts';
import { tlsFixture } from '#test/support/tls.ts';

let folder: string;
let file: string;
let settings: OpenSettings | undefined;
let api: TestApp | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'causeway-settings-'));
  file = path.join(folder, 'partners-engine.yaml');
});
afterEach(async () => {
  await api?.close();
  settings?.close();
  api = settings = undefined;
  rmSync(folder, { recursive: true });
});

const log = { info: () => {}, error: () => {} };
const open = (yaml: string) => {
  writeFileSync(file, yaml);
  settings = openSettings(file, log);
  return settings;
};
const serve = async (yaml: string, more: Parameters<typeof buildTestApp>[0] = {}) =>
  (api = await buildTestApp({ settings: open(yaml).current, ...more }));
const ask = (app: TestApp, partner: TestPartner) => app.app.inject({ url: '/api/v1/partners/me/feature-flags', headers: partner.headers });
const policyOf = async (app: TestApp, partner: TestPartner) => (await ask(app, partner)).headers['ratelimit-policy'];

test('partners of every tier have the limit that the original form gives them, and a change to the canonical form is followed', async () => {
  const app = await serve(`partner: { gateway: { rate_limit: {
    default: { requests_per_minute: 60, burst_size: 7 },
    tiers: { sandbox: { requests_per_minute: 60, burst_size: 3 }, enterprise: { requests_per_minute: 120, burst_size: 20 } } } } }`);
  const limited = (tier: 'sandbox' | 'standard' | 'enterprise') => app.partner(tier, { limit: 'tier' });
  const partners = [await limited('sandbox'), await limited('standard'), await limited('enterprise')];
  const policies = () => Promise.all(partners.map((partner) => policyOf(app, partner)));
  expect(await policies()).toEqual(['"default";q=3;w=3', '"default";q=7;w=7', '"default";q=20;w=10']);
  writeFileSync(file, 'rate_limit: { standard: { per_minute: 60, burst: 9 } }');
  await expect.poll(policies).toEqual(['"default";q=5;w=15', '"default";q=9;w=9', '"default";q=50;w=10']);
  writeFileSync(file, 'partner: { gateway: { rate_limit: { default: { requests_per_minute: 60, burst_size: 8 } } } }');
  await expect.poll(policies).toEqual(Array(3).fill('"default";q=8;w=8'));
});

test('tokens are signed by jwt_signing_algo, and mtls: enabled offers certificates', async () => {
  const yaml = 'partner: { security: { enterprise: { mtls: enabled, jwt_signing_algo: RS256, audit_logging: enabled } } }';
  const app = await serve(yaml, { tls: { ...tlsFixture, ca: undefined } });
  const client = await createClient(app, (await app.partner('enterprise')).id);
  expect(decodeProtectedHeader((await getToken(app, client)).body.access_token).alg).toBe('RS256');
  const metadata = await app.app.inject({ url: '/.well-known/oauth-authorization-server' });
  expect(metadata.json().token_endpoint_auth_methods_supported).toContain('tls_client_auth');
});

test('mtls: enabled in a process that does not end TLS is told once, with what to do', async () => {
  const told: unknown[] = [];
  const recorder = { warn: (line: unknown) => void told.push(line) };
  const enabled = 'partner: { security: { enterprise: { mtls: enabled } } }';
  const current = open(enabled);
  warnWithoutTls(current, { cert: '', key: '', ca: undefined }, recorder);
  expect(told).toEqual([]);
  warnWithoutTls(current, undefined, recorder);
  expect(told).toEqual([expect.stringMatching(/mtls.*TLS_CERT_FILE.*source: header/)]);
  writeFileSync(file, `${enabled}\nwebhooks: { secret_overlap_h: 1 }`);
  await expect.poll(() => current.current().webhooks.secret_overlap_h).toBe(1);
  writeFileSync(file, 'gateway: { oauth: { mtls: { source: off } } }');
  await expect.poll(() => current.current().gateway.oauth.mtls.source).toBe('off');
  expect(told).toHaveLength(1);
  writeFileSync(file, 'gateway: { oauth: { mtls: { source: tls } } }');
  await expect.poll(() => told).toHaveLength(2);
});

test('what a process knows of a partner is believed for tenant_resolution_ttl_sec', async () => {
  const app = await serve('partner: { gateway: { tenant_resolution_ttl_sec: 1 } }');
  await expect.poll(() => app.directory.isListening).toBe(true);
  const partner = await app.partner('standard');
  expect((await ask(app, partner)).statusCode).toBe(200);
  // Nobody is told of the change: the process finds it when it looks again.
  await app.db.sql`alter table partner disable trigger user`;
  await app.db.sql`update partner set status = 'suspended', status_reason = 'unpaid' where id = ${partner.id}`;
  await expect.poll(async () => (await ask(app, partner)).statusCode, { timeout: 10_000 }).toBe(403);
});

test('an endpoint of every tier retries by webhooks.retry, and its dead letters are kept for dlq.retention_days', async () => {
  const { webhooks } = open(`partner: { webhooks: {
    retry: { max_attempts: 2, backoff_base_sec: 1, backoff_multiplier: 1 }, dlq: { enabled: true, retention_days: 7 } } }`).current();
  const engine = await startTestEngine({ settings: { webhooks } });
  const tiers = ['sandbox', 'standard', 'enterprise'];
  const letters = await Promise.all(
    tiers.map(async (tier) => {
      const { receiver, endpoint, type } = await addReceivingEndpoint(engine);
      await engine.call('PATCH', `/partners/${endpoint.partnerId}`, { tier });
      receiver.script({ status: 500 }, { status: 500 });
      const delivery = await deliveryIn(engine, await publish(engine, type), 'dead_lettered');
      const { body } = await engine.call('GET', `/dead-letters/${delivery['id']}`);
      await receiver.close();
      return {
        attempts: receiver.requests.length,
        keptDays: (Date.parse(body['purge_at']) - Date.parse(body['dead_lettered_at'])) / 86_400_000,
      };
    }),
  );
  await engine.close();
  expect(letters).toEqual(tiers.map(() => ({ attempts: 2, keptDays: 7 })));
});
