import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '#apps/api/http/principal.ts';
import type { Config } from '#apps/config.ts';
import type { StoredApiKey } from '#db/access/api-key.ts';
import { hashApiSecret, parseApiKey } from '#domain/access/api-key.ts';
import { proofKindOf } from '#domain/access/oauth-client.ts';
import type { Scope } from '#domain/access/scope.ts';
import { DomainError } from '#domain/errors.ts';
import type { Settings } from '#domain/settings.ts';
import { assertAdmitted, tenantOf } from './admission.ts';
import { createCertificateReader } from './client-certificate.ts';
import { ConnectionKeys } from './connection-keys.ts';
import type { Directory } from './directory.ts';
import type { Proven } from './proven.ts';
import { createSessionProof } from './session-proof.ts';
import type { UsableToken } from './token-check.ts';

/** Three parts. The last one is empty in an unsigned token, which must fail as a token and not as a key. */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/** Compared with when the public id is unknown, so that the response takes as long as for a wrong secret. */
const nobody: StoredApiKey = {
  id: '',
  name: '',
  partnerId: null,
  scopes: [],
  secretHash: hashApiSecret('nobody'),
  expiresAt: null,
  revokedAt: null,
};

/** Whoever may do nothing else may do that. */
const isSigningOut = ({ routeOptions }: FastifyRequest): boolean => routeOptions.url === '/auth/sign-out';

/** Identifies the caller by the request's credential. Throws if the credential or its partner is not accepted. */
export function authenticate(deps: {
  config: Pick<Config, 'CAUSEWAY_ENVIRONMENT'>;
  directory: Directory;
  settings: () => Settings;
  checkToken: (token: string) => Promise<UsableToken>;
}): (request: FastifyRequest) => Principal | Promise<Principal> {
  const { config, directory, checkToken } = deps;
  const certificateOf = createCertificateReader(deps.settings);
  const connectionKeys = new ConnectionKeys(directory);
  const provenBySession = createSessionProof(directory);

  async function provenByKey(text: string): Promise<Proven> {
    const sent = parseApiKey(text);
    if (!sent) {
      throw new DomainError(
        'invalid_api_key',
        'This is not a complete API key. A key begins with ck_live_ or ck_test_ and has 64 characters. Check that you copied all of it.',
      );
    }
    if (sent.environment !== config.CAUSEWAY_ENVIRONMENT) {
      throw wrongEnvironment(sent.environment, config.CAUSEWAY_ENVIRONMENT);
    }
    const key = directory.apiKeys.cached(sent.publicId) ?? (await directory.apiKeys.get(sent.publicId)) ?? nobody;
    const matches = timingSafeEqual(Buffer.from(key.secretHash), Buffer.from(hashApiSecret(sent.secret)));
    if (!matches || key === nobody) {
      throw new DomainError('invalid_api_key', 'This API key does not exist. Check that you copied all of it.');
    }
    assertUsable(key);
    directory.noteUse(key.id);
    return {
      credentialId: key.id,
      name: `the key "${key.name}"`,
      scopes: key.scopes,
      partnerId: key.partnerId,
      kind: 'api_key',
      key: { publicId: sent.publicId, row: key },
    };
  }

  async function provenByToken(text: string, request: FastifyRequest): Promise<Proven> {
    const { token, client, scopes } = await checkToken(text);
    // Checked before any other error is returned, so that a thief of a bound token learns nothing with it.
    if (token.certificateThumbprint !== undefined && token.certificateThumbprint !== certificateOf(request)?.thumbprint) {
      throw new DomainError(
        'token_not_bound_to_caller',
        'This access token is bound to a client certificate (RFC 8705). Send the request with the certificate that was used to obtain the token.',
      );
    }
    const kind = proofKindOf(token.authMethod);
    return { credentialId: client.id, name: `the OAuth client "${client.name}"`, scopes, partnerId: client.partnerId, kind };
  }

  async function provenByHeader(request: FastifyRequest): Promise<Proven> {
    const text = bearer(request.headers.authorization);
    return JWT.test(text) ? provenByToken(text, request) : provenByKey(text);
  }

  async function prove(request: FastifyRequest): Promise<Principal> {
    const proven = (await provenBySession(request)) ?? (await provenByHeader(request));
    const principal = await principalFor(proven, request);
    if (proven.key) connectionKeys.remember(request, proven.key, principal);
    return principal;
  }

  async function principalFor(
    { credentialId, name, partnerId, kind, scopes: granted, sessionId, isView = false }: Proven,
    request: FastifyRequest,
  ): Promise<Principal> {
    const shown = { credentialId, name, scopes: scopeSetOf(granted), ...(sessionId !== undefined && { sessionId, isView }) };
    if (partnerId === null) return { kind: 'platform', ...shown };
    const tenant = await tenantOf(directory, partnerId);
    request.caller = { credentialId, partnerId, tenant };
    if (!isSigningOut(request)) assertAdmitted(tenant, kind);
    return { kind: 'partner', ...shown, partnerId, tenant };
  }

  return (request) => connectionKeys.principalOf(request) ?? prove(request);
}

/** Built once per cached credential, not per request. */
function scopeSetOf(scopes: readonly Scope[]): ReadonlySet<Scope> {
  let set = scopeSets.get(scopes);
  if (!set) scopeSets.set(scopes, (set = new Set(scopes)));
  return set;
}
const scopeSets = new WeakMap<readonly Scope[], ReadonlySet<Scope>>();

function bearer(header: string | undefined): string {
  const [, token] = /^bearer +(\S+) *$/i.exec(header ?? '') ?? [];
  if (token) return token;
  throw new DomainError('missing_api_key', 'Send your API key or an access token in the header "Authorization: Bearer …".');
}

/** Checked after the secret, so that only the owner of the key learns that it expired or was revoked. */
function assertUsable(key: StoredApiKey): void {
  if (key.revokedAt) throw new DomainError('revoked_api_key', `The key "${key.name}" was revoked. Use another key.`);
  if (key.expiresAt && key.expiresAt.getTime() <= Date.now()) {
    throw new DomainError('expired_api_key', `The key "${key.name}" expired at ${key.expiresAt.toISOString()}. Use another key.`);
  }
}

function wrongEnvironment(sent: string, here: string): DomainError {
  return new DomainError('wrong_environment', `This is a ${sent} key. This installation accepts ${here} keys (ck_${here}_…).`);
}
