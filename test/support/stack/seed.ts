import { insertApiKey } from '#db/access/api-key.ts';
import { openDatabase } from '#db/database.ts';
import { secretContext } from '#db/delivery/endpoint-secret.ts';
import { createEndpoint } from '#db/delivery/endpoint.ts';
import { insertEventType } from '#db/events/event-type.ts';
import { createPartner } from '#db/partners/partner.ts';
import { newApiKey } from '#domain/access/api-key.ts';
import { scopes } from '#domain/access/scope.ts';
import { newSecret } from '#domain/delivery/signature.ts';
import { newId } from '#domain/id.ts';
import type { RetryPolicy } from '#domain/retry.ts';
import { createSecretBox, parseEncryptionKeys } from '#domain/secret-box.ts';
import { tester } from '#test/support/tester.ts';
import type { Services } from './services.ts';

export interface EndpointPlan {
  url: string;
  /** Empty means every type. */
  eventTypes?: string[];
  maxConcurrency?: number;
  region?: string;
  retryPolicy?: RetryPolicy;
}

export interface SeededEndpoint {
  id: string;
  url: string;
  secret: string;
}

export interface SeededPartner {
  id: string;
  endpoints: SeededEndpoint[];
}

/** Enough for the largest test; the default is 50. */
const maxEndpoints = 1_000;
const defaultConcurrency = 32;
const timeoutMs = 15_000;

/** Creates the event types and a platform key with the API's own queries. Returns the key. */
export async function seedPlatform(services: Services, eventTypes: { name: string; schema: Record<string, unknown> }[]): Promise<string> {
  return withDatabase(services, async (db) => {
    for (const type of eventTypes) await insertEventType(db.sql, { ...type, description: '' }, tester);
    const { key, publicId, secretHash } = newApiKey('live');
    await insertApiKey(db, { publicId, secretHash, name: 'stack', scopes }, tester);
    return key;
  });
}

export async function seedPartner(services: Services, name: string, plans: EndpointPlan[]): Promise<SeededPartner> {
  const box = createSecretBox(parseEncryptionKeys(services.encryptionKeys));
  return withDatabase(services, async (db) => {
    const { id: partnerId } = await createPartner(db, { name, tier: 'standard' }, tester);
    const endpoints: SeededEndpoint[] = [];
    for (const { url, eventTypes = [], maxConcurrency = defaultConcurrency, retryPolicy = null, region = null } of plans) {
      const [id, secretId, secret] = [newId('ep'), newId('sec'), newSecret('v1')];
      const row = { id, partnerId, url, eventTypes, maxConcurrency, retryPolicy, region, timeoutMs };
      await createEndpoint(db, row, { id: secretId, sealed: box.seal(secret, secretContext(secretId)) }, maxEndpoints, tester);
      endpoints.push({ id, url, secret });
    }
    return { id: partnerId, endpoints };
  });
}

async function withDatabase<T>({ databaseUrl }: Services, use: (db: ReturnType<typeof openDatabase>) => Promise<T>): Promise<T> {
  const db = openDatabase(databaseUrl, { max: 1, name: 'stack-seed' });
  try {
    return await use(db);
  } finally {
    await db.close();
  }
}
