import { randomInt } from 'node:crypto';
import { addEndpoint } from '#apps/api/delivery/add-endpoint.ts';
import { CreateEndpoint } from '#apps/api/delivery/endpoint-view.ts';
import type { ShownKeys } from '#apps/api/delivery/signing-keys.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { insertApiKey } from '#db/access/api-key.ts';
import { type Actor, changeAs } from '#db/actor.ts';
import type { EndpointRow } from '#db/delivery/endpoint.ts';
import { createPartner, type PartnerRow } from '#db/partners/partner.ts';
import { createSandbox, type SandboxRow } from '#db/sandboxes/sandbox.ts';
import { newApiKey } from '#domain/access/api-key.ts';
import { partnerScopes } from '#domain/access/scope.ts';

export interface NewSandbox {
  name: string;
  /** Already validated. */
  endpointUrl: string | undefined;
  /** A random seed if undefined; `null` creates a tenant without synthetic data. */
  seed: number | undefined | null;
  /** Its own limit of API requests instead of that of its tier. */
  rateLimit?: { ratePerMinute: number; rateBurst: number } | undefined;
}

export interface CreatedSandbox {
  partner: PartnerRow;
  apiKey: { id: string; key: string };
  endpoint: { row: EndpointRow; keys: ShownKeys } | null;
  sandbox: SandboxRow | null;
}

/** The maximum of PostgreSQL's integer type. */
const seedEnd = 2 ** 31;

/** Creates a tenant of the sandbox tier with a key, an endpoint and a request for synthetic data, in one transaction. */
export async function addSandbox(
  deps: Pick<ApiDeps, 'db' | 'secretBox' | 'settings' | 'config'>,
  { name, endpointUrl, seed = randomInt(seedEnd), rateLimit }: NewSandbox,
  actor: Actor,
): Promise<CreatedSandbox> {
  return changeAs(deps.db, actor, async (tx) => {
    const db = { orm: tx };
    const partner = await createPartner(db, { name, tier: 'sandbox', ...rateLimit }, actor);
    const { key, publicId, secretHash } = newApiKey(deps.config.CAUSEWAY_ENVIRONMENT);
    const made = { publicId, secretHash, partnerId: partner.id, name: `${name}, first key`, scopes: partnerScopes };
    const keyId = await insertApiKey(db, made, actor);
    const endpoint =
      endpointUrl === undefined ? null : await addEndpoint({ ...deps, db }, partner.id, CreateEndpoint.parse({ url: endpointUrl }), actor);
    const sandbox = seed === null ? null : await createSandbox(db, { partnerId: partner.id, seed }, actor);
    return { partner, apiKey: { id: keyId, key }, endpoint, sandbox };
  });
}
