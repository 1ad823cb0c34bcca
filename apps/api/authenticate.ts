import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Config } from '#apps/config.ts';
import type { StoredApiKey } from '#db/api-key.ts';
import { hashApiSecret, parseApiKey } from '#domain/api-key.ts';
import { DomainError } from '#domain/errors.ts';
import type { Tenant } from '#domain/partner.ts';
import type { Scope } from '#domain/scope.ts';
import type { Directory } from './directory.ts';
import type { Principal } from './principal.ts';

/** What a credential proves, before it is known whether its partner is served. */
interface Proven {
  credentialId: string;
  name: string;
  scopes: readonly Scope[];
  /** Null for the platform's. */
  partnerId: string | null;
  method: 'api_key' | 'client_secret' | 'private_key_jwt' | 'mtls';
}

/** Compared with when the public id is unknown, so that the answer takes as long as for a wrong secret. */
const nobody: StoredApiKey = {
  id: '',
  name: '',
  partnerId: null,
  scopes: [],
  secretHash: hashApiSecret('nobody'),
  expiresAt: null,
  revokedAt: null,
};

/** Who sends this request, by its credential. Throws for every reason not to serve it that is not the route's own. */
export function authenticate(deps: {
  config: Pick<Config, 'CAUSEWAY_ENVIRONMENT'>;
  directory: Directory;
}): (request: FastifyRequest) => Promise<Principal> {
  const { config, directory } = deps;

  async function provenByKey(text: string): Promise<Proven> {
    const sent = parseApiKey(text);
    if (!sent) {
      throw new DomainError(
        'invalid_api_key',
        'That is not a whole API key: they read ck_live_… or ck_test_… and end after 43 characters.',
      );
    }
    if (sent.environment !== config.CAUSEWAY_ENVIRONMENT)
      throw wrongEnvironment(sent.environment, config.CAUSEWAY_ENVIRONMENT);
    const key = directory.apiKeys.cached(sent.publicId) ?? (await directory.apiKeys.get(sent.publicId)) ?? nobody;
    const matches = timingSafeEqual(Buffer.from(key.secretHash), Buffer.from(hashApiSecret(sent.secret)));
    if (!matches || key === nobody) {
      throw new DomainError('invalid_api_key', 'This API key does not exist. Check that all of it was copied.');
    }
    assertUsable(key);
    directory.noteUse(key.id);
    return { credentialId: key.id, name: `the key "${key.name}"`, scopes: key.scopes, partnerId: key.partnerId, method: 'api_key' };
  }

  return async (request) => {
    const proven = await provenByKey(bearer(request.headers.authorization));
    const { credentialId, name, partnerId, method } = proven;
    const scopes = scopeSetOf(proven.scopes);
    if (partnerId === null) return { kind: 'platform', credentialId, name, scopes };
    const tenant = directory.tenants.cached(partnerId) ?? (await directory.tenants.get(partnerId));
    if (!tenant) throw new Error(`The partner ${partnerId} of ${credentialId} does not exist`);
    assertServed(tenant);
    assertPolicy(tenant, method);
    return { kind: 'partner', credentialId, name, scopes, partnerId, tenant };
  };
}

/** Made once for a credential that is remembered, not for each of its requests. */
function scopeSetOf(scopes: readonly Scope[]): ReadonlySet<Scope> {
  let set = scopeSets.get(scopes);
  if (!set) scopeSets.set(scopes, (set = new Set(scopes)));
  return set;
}
const scopeSets = new WeakMap<readonly Scope[], ReadonlySet<Scope>>();

function bearer(header: string | undefined): string {
  const [, token] = /^bearer +(\S+) *$/i.exec(header ?? '') ?? [];
  if (token) return token;
  throw new DomainError('missing_api_key', 'Send your API key in the header "Authorization: Bearer ck_…".');
}

/** Only the holder of the secret learns that a key has expired or was revoked. */
function assertUsable(key: StoredApiKey): void {
  if (key.revokedAt) throw new DomainError('revoked_api_key', `The key "${key.name}" was revoked. Use another one.`);
  if (key.expiresAt && key.expiresAt.getTime() <= Date.now()) {
    throw new DomainError(
      'expired_api_key',
      `The key "${key.name}" expired at ${key.expiresAt.toISOString()}. Use another one.`,
    );
  }
}

/** Only active partners are served; whoever holds a credential of another one is told why. */
function assertServed({ status, statusReason }: Tenant): void {
  const because = statusReason ? `: ${statusReason}` : '';
  switch (status) {
    case 'active':
      return;
    case 'pending':
      throw new DomainError('partner_pending', `This partner is not active yet${because}. Ask the operator to activate it.`);
    case 'suspended':
      throw new DomainError('partner_suspended', `This partner is suspended${because}. What is under way is held, not lost.`);
    case 'deleted':
      throw new DomainError('partner_deleted', 'This partner was deleted.');
  }
}

function assertPolicy({ credentialPolicy }: Tenant, method: Proven['method']): void {
  if (credentialPolicy === 'any' || credentialPolicy === method) return;
  throw new DomainError(
    'credential_not_allowed',
    `This partner is only served with access tokens obtained by ${credentialPolicy}; this credential is of the kind ${method}.`,
  );
}

function wrongEnvironment(sent: string, here: string): DomainError {
  return new DomainError(
    'wrong_environment',
    `This is a ${sent} key, and this installation takes ${here} keys (ck_${here}_…).`,
  );
}
