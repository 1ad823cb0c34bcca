import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Config } from '#apps/config.ts';
import { findApiKey, type StoredApiKey } from '#db/api-key.ts';
import type { Sql } from '#db/database.ts';
import { hashApiSecret, parseApiKey } from '#domain/api-key.ts';
import { DomainError } from '#domain/errors.ts';
import { createLookupCache } from './lookup-cache.ts';
import type { Principal } from './principal.ts';

/** How long a revoked key may still work in a process that has just used it. */
const KNOWN_MS = 10_000;
/** How long a key may be refused that was created a moment after it was tried. */
const UNKNOWN_MS = 2_000;
const MAX_CACHED = 10_000;

/** Compared with when the public id is unknown, so that the answer takes as long as for a wrong secret. */
const nobody: StoredApiKey = {
  id: '',
  name: '',
  partnerId: null,
  secretHash: hashApiSecret('nobody'),
  expiresAt: null,
  revokedAt: null,
};

/**
 * Who sends this request, by its API key. The seam for the gateway: OAuth tokens, scopes and tiers will be resolved
 * here.
 */
export function authenticate(deps: {
  config: Pick<Config, 'CAUSEWAY_ENVIRONMENT'>;
  db: { sql: Sql };
}): (request: FastifyRequest) => Promise<Principal> {
  const { config, db } = deps;
  const keys = createLookupCache<StoredApiKey>((publicId) => findApiKey(db.sql, publicId), {
    knownMs: KNOWN_MS,
    unknownMs: UNKNOWN_MS,
    max: MAX_CACHED,
  });

  return async (request) => {
    const sent = parseApiKey(bearer(request.headers.authorization));
    if (!sent) {
      throw new DomainError(
        'invalid_api_key',
        'That is not a whole API key: they read ck_live_… or ck_test_… and end after 43 characters.',
      );
    }
    if (sent.environment !== config.CAUSEWAY_ENVIRONMENT)
      throw wrongEnvironment(sent.environment, config.CAUSEWAY_ENVIRONMENT);
    const key = keys.cached(sent.publicId) ?? (await keys.get(sent.publicId)) ?? nobody;
    const matches = timingSafeEqual(Buffer.from(key.secretHash), Buffer.from(hashApiSecret(sent.secret)));
    if (!matches || key === nobody) {
      throw new DomainError('invalid_api_key', 'This API key does not exist. Check that all of it was copied.');
    }
    return principalOf(key);
  };
}

function bearer(header: string | undefined): string {
  const [, token] = /^bearer +(\S+) *$/i.exec(header ?? '') ?? [];
  if (token) return token;
  throw new DomainError('missing_api_key', 'Send your API key in the header "Authorization: Bearer ck_…".');
}

/** Only the holder of the secret learns that a key has expired or was revoked. */
function principalOf(key: StoredApiKey): Principal {
  if (key.revokedAt) throw new DomainError('revoked_api_key', `The key "${key.name}" was revoked. Use another one.`);
  if (key.expiresAt && key.expiresAt.getTime() <= Date.now()) {
    throw new DomainError(
      'expired_api_key',
      `The key "${key.name}" expired at ${key.expiresAt.toISOString()}. Use another one.`,
    );
  }
  const { id: keyId, name, partnerId } = key;
  return partnerId === null ? { kind: 'platform', keyId, name } : { kind: 'partner', keyId, name, partnerId };
}

function wrongEnvironment(sent: string, here: string): DomainError {
  return new DomainError(
    'wrong_environment',
    `This is a ${sent} key, and this installation takes ${here} keys (ck_${here}_…).`,
  );
}
