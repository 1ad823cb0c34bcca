import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** A port of the local stack, the variable that sets it, and which program often uses it too. */
export interface LocalPort {
  port: number;
  variable: string;
  purpose: string;
  rival: string;
}

/** What the local stack itself reads from the environment; the engine gets the rest unchanged. */
export interface LocalSettings {
  stateDir: string;
  ports: Record<'api' | 'temporal' | 'temporalUi' | 'postgres' | 'receiver' | 'crm' | 'hubspot' | 'salesforce' | 'stripe', LocalPort>;
  databaseUrl: string | undefined;
  temporalAddress: string | undefined;
  temporalUiUrl: string | undefined;
  /** The user's own CRM; the sandbox CRM is then not started. */
  crmUrl: string | undefined;
  /** Where the user's own vendors are; the sandbox vendors are then not started. */
  vendorUrls: string | undefined;
  encryptionKeys: string | undefined;
  environment: NodeJS.ProcessEnv;
}

export const portTable = {
  api: { variable: 'PORT', fallback: 3000, purpose: 'the API', rival: 'another web application in development' },
  temporal: { variable: 'TEMPORAL_PORT', fallback: 7233, purpose: 'Temporal', rival: 'another Temporal server' },
  temporalUi: {
    variable: 'TEMPORAL_UI_PORT',
    fallback: 8233,
    purpose: 'Temporal UI',
    rival: 'another Temporal server',
  },
  postgres: { variable: 'POSTGRES_PORT', fallback: 5433, purpose: 'PostgreSQL', rival: 'another PostgreSQL' },
  receiver: {
    variable: 'RECEIVER_PORT',
    fallback: 3005,
    purpose: 'the demo receiver',
    rival: 'another web application',
  },
  crm: {
    variable: 'SANDBOX_CRM_PORT',
    fallback: 3006,
    purpose: 'the sandbox CRM',
    rival: 'another web application',
  },
  hubspot: { variable: 'SANDBOX_HUBSPOT_PORT', fallback: 3007, purpose: 'the sandbox HubSpot', rival: 'another web application' },
  salesforce: { variable: 'SANDBOX_SALESFORCE_PORT', fallback: 3008, purpose: 'the sandbox Salesforce', rival: 'another web application' },
  stripe: { variable: 'SANDBOX_STRIPE_PORT', fallback: 3009, purpose: 'the sandbox Stripe', rival: 'another web application' },
} as const;

function readPort(environment: NodeJS.ProcessEnv, name: keyof typeof portTable): LocalPort {
  const { variable, fallback, purpose, rival } = portTable[name];
  const text = environment[variable] || String(fallback);
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new SetupError(`${variable} is "${text}", but a port must be a number from 1 to 65535.`);
  }
  return { port, variable, purpose, rival };
}

/** A problem that the user can fix: only its message is shown, without a stack trace. */
export class SetupError extends Error {}

export const stateDirOf = (environment: NodeJS.ProcessEnv): string =>
  path.resolve(repository, environment['CAUSEWAY_STATE_DIR'] || '.causeway');

/** Throws SetupError for a malformed port. */
export function readLocalSettings(environment: NodeJS.ProcessEnv = process.env): LocalSettings {
  return {
    stateDir: stateDirOf(environment),
    ports: {
      api: readPort(environment, 'api'),
      temporal: readPort(environment, 'temporal'),
      temporalUi: readPort(environment, 'temporalUi'),
      postgres: readPort(environment, 'postgres'),
      receiver: readPort(environment, 'receiver'),
      crm: readPort(environment, 'crm'),
      hubspot: readPort(environment, 'hubspot'),
      salesforce: readPort(environment, 'salesforce'),
      stripe: readPort(environment, 'stripe'),
    },
    databaseUrl: environment['DATABASE_URL'] || undefined,
    temporalAddress: environment['TEMPORAL_ADDRESS'] || undefined,
    temporalUiUrl: environment['TEMPORAL_UI_URL'] || undefined,
    crmUrl: environment['CRM_URL'] || undefined,
    vendorUrls: environment['VENDOR_URLS'] || undefined,
    encryptionKeys: environment['CAUSEWAY_ENCRYPTION_KEYS'] || undefined,
    environment,
  };
}
