import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** The result of seeding that the next start needs. It does not include the partner's key, which is shown once. */
const Seeded = z.object({
  /** The seeded database: DATABASE_URL can point to another one next time. */
  database: z.string(),
  partnerId: z.string(),
  endpointId: z.string(),
});
export type Seeded = z.infer<typeof Seeded>;

const ownerOnly = { mode: 0o600 };

/** The key that encrypts signing secrets in the local database; created on the first start. */
export function readOrMakeEncryptionKeys(stateDir: string): string {
  const file = path.join(stateDir, 'encryption-keys');
  if (!existsSync(file)) writeFileSync(file, `local:${randomBytes(32).toString('base64')}\n`, ownerOnly);
  return readFileSync(file, 'utf8').trim();
}

/** Of the sandbox vendors' apps, so that connections of an earlier start know them. */
export function readOrMakeVendorSecret(stateDir: string): string {
  const file = path.join(stateDir, 'vendor-secret');
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(24).toString('hex')}\n`, ownerOnly);
  return readFileSync(file, 'utf8').trim();
}

/** Stores the environment for the commands in apps/cli, which load it with load-environment.ts. */
export function keepEnvironment(stateDir: string, environment: NodeJS.ProcessEnv): void {
  const names = [
    'DATABASE_URL',
    'TEMPORAL_ADDRESS',
    'TEMPORAL_NAMESPACE',
    'TEMPORAL_UI_URL',
    'CAUSEWAY_ENCRYPTION_KEYS',
    'CAUSEWAY_ENVIRONMENT',
    'EGRESS_ALLOW',
    'PORT',
    'PUBLIC_URL',
  ];
  const lines = names.filter((name) => environment[name]).map((name) => `${name}="${environment[name]}"`);
  writeFileSync(path.join(stateDir, 'env'), `${lines.join('\n')}\n`, ownerOnly);
}

/** Null if this clone has not seeded this database. */
export function findSeeded(stateDir: string, database: string): Seeded | null {
  const file = path.join(stateDir, 'local.json');
  if (!existsSync(file) || !existsSync(platformKeyFile(stateDir))) return null;
  const seeded = Seeded.safeParse(parseJson(readFileSync(file, 'utf8')));
  return seeded.success && seeded.data.database === database ? seeded.data : null;
}

export function keepSeeded(stateDir: string, seeded: Seeded, platformKey: string): void {
  writeFileSync(platformKeyFile(stateDir), `${platformKey}\n`, ownerOnly);
  writeFileSync(path.join(stateDir, 'local.json'), JSON.stringify(seeded), ownerOnly);
}

/** Stored, so that the printed curl commands keep working. The key is valid for this local stack only. */
export function platformKeyFile(stateDir: string): string {
  return path.join(stateDir, 'platform-key');
}

export function readPlatformKey(stateDir: string): string {
  return readFileSync(platformKeyFile(stateDir), 'utf8').trim();
}

/** Identifies a database without storing its password. */
export function nameDatabase(givenUrl: string | undefined): string {
  if (!givenUrl) return 'embedded';
  const { host, pathname } = new URL(givenUrl);
  return `${host}${pathname}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
