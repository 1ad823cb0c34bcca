import { randomBytes } from 'node:crypto';
import { describeFault } from '#apps/fakes/sandbox-crm/sandbox-crm-faults.ts';
import { startSandboxCrm } from '#apps/fakes/sandbox-crm/sandbox-crm.ts';
import { startPostgres } from '#apps/local/postgres/postgres.ts';
import { type Child, findRunning, stopOrphan } from '#apps/local/processes/child-process.ts';
import { findTemporalBinary } from '#apps/local/temporal/temporal-binary.ts';
import { prepareNamespace, startTemporal } from '#apps/local/temporal/temporal.ts';
import { connectVendors } from '#apps/local/vendors/connect-vendors.ts';
import { startSandboxSync } from '#apps/local/vendors/sandbox-sync.ts';
import { type SandboxVendor, startSandboxVendors } from '#apps/local/vendors/sandbox-vendors.ts';
import { createApiClient } from './api-client.ts';
import { ensureSeeded, startDemo } from './demo.ts';
import { runCli, startEngine } from './engine.ts';
import { keepEnvironment, platformKeyFile, readOrMakeEncryptionKeys, readOrMakeVendorSecret, readPlatformKey } from './local-secrets.ts';
import { checkPorts, takePorts } from './ports.ts';
import { reportSettings } from './report-settings.ts';
import type { LocalSettings } from './settings.ts';
import { writeSummary } from './summary.ts';
import { watchEngine } from './watch-engine.ts';

export interface StackOptions {
  settings: LocalSettings;
  /** Restart the engine when its sources change, and print its log. */
  watch: boolean;
  say: (line: string) => void;
  /** Called when a part ends unexpectedly. */
  onLost: (child: Child, how: string) => void;
  /** Aborts when the user wants to stop: no further part is started. */
  stopping: AbortSignal;
}

// In the order in which they are stopped: the engine writes to both others until it has stopped.
const parts = ['engine', 'temporal', 'postgres'] as const;

/** The running parts. */
export function findParts(stateDir: string): string[] {
  return parts.filter((part) => findRunning(stateDir, part));
}

/** Stops every running part, whether this process or an earlier one started it. */
export async function stopParts(stateDir: string): Promise<boolean> {
  let hadSome = false;
  for (const part of parts) hadSome = (await stopOrphan(stateDir, part)) || hadSome;
  return hadSome;
}

/** Starts everything in order and shows that it works. Returns the servers that run in this process; they are stopped last. */
export async function startStack(options: StackOptions): Promise<{ stop(): Promise<void> }> {
  const { settings, say, stopping } = options;
  if (await stopParts(settings.stateDir)) say('Stopped processes that an earlier start had left running.');
  await checkPorts(portsInUse(settings));
  const databaseUrl = settings.databaseUrl ?? (await bringUpPostgres(options));
  stopping.throwIfAborted();
  const temporal = await bringUpTemporal(options);
  stopping.throwIfAborted();
  const apiUrl = `http://127.0.0.1:${settings.ports.api.port}`;
  const receiverUrl = `http://127.0.0.1:${settings.ports.receiver.port}/ok`;
  const crm = await bringUpCrm(options);
  const publicUrl = new URL(settings.environment['PUBLIC_URL'] || apiUrl).origin;
  const vendors = await bringUpVendors(options, publicUrl);
  const environment = { ...engineEnvironment(settings, databaseUrl, temporal), ...crm?.environment, ...vendorEnvironment(vendors) };
  keepEnvironment(settings.stateDir, environment);
  say('Migrating the database …');
  await runCli(['apps/cli/migrate.ts'], environment);
  const { seeded, newKeys } = await ensureSeeded(options, environment, receiverUrl);
  stopping.throwIfAborted();
  const demo = await startDemo(options, { apiUrl, receiverUrl, seeded, isNew: newKeys !== null });
  say('Starting the engine …');
  await bringUpEngine(options, environment, apiUrl);
  const settingsFile = reportSettings(settings.environment, say);
  await demo.show();
  const syncId = await connectSandboxVendors(options, apiUrl, vendors);
  const keyFile = platformKeyFile(settings.stateDir);
  const { stateDir } = settings;
  say(
    writeSummary({
      apiUrl,
      receiverUrl,
      crmUrl: crm?.url ?? null,
      vendors,
      syncId,
      temporalUiUrl: temporal.uiUrl,
      stateDir,
      platformKeyFile: keyFile,
      newKeys,
    }),
  );
  return {
    async stop() {
      settingsFile.close();
      await demo.stop();
      await crm?.stop();
      await Promise.all(vendors.map((vendor) => vendor.close()));
    },
  };
}

function portsInUse({ ports, databaseUrl, temporalAddress, crmUrl, vendorUrls }: LocalSettings): LocalSettings['ports']['api'][] {
  return [
    ports.api,
    ports.receiver,
    ...(crmUrl ? [] : [ports.crm]),
    ...(vendorUrls ? [] : [ports.hubspot, ports.salesforce, ports.stripe]),
    ...(databaseUrl ? [] : [ports.postgres]),
    ...(temporalAddress ? [] : [ports.temporal, ports.temporalUi]),
  ];
}

async function bringUpPostgres(options: StackOptions): Promise<string> {
  const { settings, say } = options;
  say('Starting PostgreSQL …');
  const { stateDir, ports } = settings;
  const server = await takePorts([ports.postgres], () => startPostgres({ stateDir, port: ports.postgres.port, say }));
  watchOver(server.child, options);
  await server.ensureDatabase('causeway');
  return server.urlOf('causeway');
}

interface TemporalPlace {
  address: string;
  uiUrl: string | null;
}

async function bringUpTemporal(options: StackOptions): Promise<TemporalPlace> {
  const { settings, say } = options;
  const { stateDir, temporalAddress } = settings;
  if (temporalAddress) {
    say(`Using the Temporal server at ${temporalAddress} …`);
    await prepareNamespace(temporalAddress, settings.environment['TEMPORAL_NAMESPACE'] || 'default');
    return { address: temporalAddress, uiUrl: settings.temporalUiUrl ?? null };
  }
  const program = await findTemporalBinary({ environment: settings.environment, stateDir, say });
  options.stopping.throwIfAborted();
  say('Starting Temporal …');
  const { temporal, temporalUi } = settings.ports;
  const [port, uiPort] = [temporal.port, temporalUi.port];
  watchOver(await takePorts([temporal, temporalUi], () => startTemporal({ program, stateDir, port, uiPort })), options);
  return { address: `127.0.0.1:${port}`, uiUrl: `http://127.0.0.1:${uiPort}` };
}

interface LocalCrm {
  url: string;
  /** The engine's variables. */
  environment: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/** Starts the sandbox CRM in this process, like the receiver, and before the engine, which writes to it. Null if the user has a CRM. */
async function bringUpCrm({ settings, say }: StackOptions): Promise<LocalCrm | null> {
  if (settings.crmUrl) return null;
  // Its data is in memory and lost with each start, so the token is not stored either.
  const token = randomBytes(24).toString('base64url');
  const { crm } = settings.ports;
  const { url, stop } = await takePorts([crm], () =>
    startSandboxCrm({
      port: crm.port,
      token,
      onWrite: ({ id, external_id, name, status }) => say(`  → CRM  ${id}  ${external_id}  ${status}  ${name}`),
      onFault: (fault, dealId) => say(`  → CRM  ${describeFault(fault, dealId)}`),
    }),
  );
  return { url, stop, environment: { CRM_URL: url, CRM_TOKEN: token } };
}

/** Starts HubSpot, Salesforce and Stripe in this process, before the engine, which is told where they are. None if the user has others. */
async function bringUpVendors({ settings }: StackOptions, publicUrl: string): Promise<SandboxVendor[]> {
  if (settings.vendorUrls) return [];
  return startSandboxVendors(settings, { publicUrl, secret: readOrMakeVendorSecret(settings.stateDir) });
}

function vendorEnvironment(vendors: readonly SandboxVendor[]): NodeJS.ProcessEnv {
  if (vendors.length === 0) return {};
  return { VENDOR_URLS: JSON.stringify(Object.fromEntries(vendors.map(({ vendor, url }) => [vendor, url]))) };
}

/** Returns the id of the sync between them; null if there is none. */
async function connectSandboxVendors({ settings, say }: StackOptions, apiUrl: string, vendors: readonly SandboxVendor[]) {
  if (vendors.length === 0) return null;
  say('Connecting the sandbox vendors …');
  const call = createApiClient(apiUrl, readPlatformKey(settings.stateDir));
  const { connections, problems } = await connectVendors(call, vendors);
  for (const problem of problems) say(`  Not connected: ${problem}`);
  const [crm, billing] = [connections.get('hubspot'), connections.get('stripe')];
  if (crm === undefined || billing === undefined) return null;
  say('Syncing the sandbox HubSpot with the sandbox Stripe …');
  try {
    const { id, outcome } = await startSandboxSync(call, { crm, billing });
    say(`  ${outcome}`);
    return id;
  } catch (error) {
    say(`  Not synced: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

async function bringUpEngine(options: StackOptions, environment: NodeJS.ProcessEnv, apiUrl: string): Promise<void> {
  const { settings, say, stopping, watch } = options;
  const { stateDir, ports } = settings;
  const start = (): Promise<Child> =>
    takePorts([ports.api], () => startEngine({ program: 'apps/engine/main.ts', stateDir, environment, apiUrl, echo: watch }));
  const first = await start();
  if (watch) watchEngine({ first, start, say, stopping });
  else watchOver(first, options);
}

function watchOver(child: Child, { onLost }: StackOptions): void {
  void child.ended.then((how) => onLost(child, how));
}

function engineEnvironment(settings: LocalSettings, databaseUrl: string, temporal: TemporalPlace): NodeJS.ProcessEnv {
  const { environment, stateDir } = settings;
  return {
    CAUSEWAY_ENVIRONMENT: 'test',
    ...environment,
    // The demo receiver is on this machine, and the egress guard blocks loopback addresses by default.
    EGRESS_ALLOW: [environment['EGRESS_ALLOW'], '127.0.0.0/8'].filter(Boolean).join(','),
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporal.address,
    ...(temporal.uiUrl ? { TEMPORAL_UI_URL: temporal.uiUrl } : {}),
    PORT: String(settings.ports.api.port),
    CAUSEWAY_ENCRYPTION_KEYS: settings.encryptionKeys ?? readOrMakeEncryptionKeys(stateDir),
  };
}
