import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { createCertificateReader } from '#apps/api/access/client-certificate.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import type { StoredOauthClient } from '#db/access/oauth-client.ts';
import { hashApiSecret } from '#domain/access/api-key.ts';
import { hasSecret } from '#domain/access/oauth-client.ts';
import { createAssertionCheck } from './client-assertion.ts';
import { assertCertificateOf } from './client-certificate-check.ts';
import { type ClientCredentials, type ClientFields, invalidClient, readCredentials } from './client-credentials.ts';
import { findClient } from './find-client.ts';

/** An authenticated client. */
export interface AuthenticatedClient {
  client: StoredOauthClient;
  /** SHA-256 of the certificate that the client authenticated with: its tokens are bound to that certificate. */
  certificateThumbprint: string | undefined;
}

/** One message for every invalid secret or certificate and for unknown clients. */
const NOT_PROVEN = 'The client does not exist, or its credentials are not valid';
/** Compared with if there is nothing to compare, so that the response takes as long. */
const nobody = { id: '', hash: hashApiSecret('nobody'), expiresAtMs: null };

/** Throws `invalid_client`. Only a client that has authenticated gets a detailed reason. */
export function authenticateClient(deps: Pick<ApiDeps, 'config' | 'db' | 'directory' | 'fetchJwks' | 'log' | 'notify' | 'settings'>) {
  const { directory, settings } = deps;
  const provenByAssertion = createAssertionCheck(deps);
  const certificateOf = createCertificateReader(settings);

  async function bySecret(sent: ClientCredentials & { kind: 'secret' }): Promise<AuthenticatedClient> {
    const client = await findClient(directory, sent.clientId);
    const hash = Buffer.from(hashApiSecret(sent.secret));
    const valid = (client?.secrets ?? []).filter(({ expiresAtMs }) => expiresAtMs === null || expiresAtMs > Date.now());
    const matching = [...valid, nobody].filter((one) => timingSafeEqual(Buffer.from(one.hash), hash) && one !== nobody);
    // In the header or in the form, whichever it is registered for: libraries have either default, and the secret is the same.
    if (!client || matching.length === 0 || !hasSecret(client.authMethod)) throw invalidClient(NOT_PROVEN + hintFor(sent));
    for (const { id, expiresAtMs } of matching) if (expiresAtMs !== null) directory.noteClientSecretUse(id);
    return { client, certificateThumbprint: undefined };
  }

  async function byCertificate(request: FastifyRequest, { clientId }: { clientId: string }): Promise<AuthenticatedClient> {
    const certificate = certificateOf(request);
    const client = await findClient(directory, clientId);
    if (!certificate) {
      throw invalidClient('The request contains no client credentials: no secret, no assertion and no trusted client certificate');
    }
    if (!client) throw invalidClient(NOT_PROVEN);
    if (hasSecret(client.authMethod) || client.authMethod === 'private_key_jwt') throw invalidClient(NOT_PROVEN);
    assertCertificateOf(client, certificate, NOT_PROVEN);
    return { client, certificateThumbprint: certificate.thumbprint };
  }

  return async (request: FastifyRequest, body: ClientFields): Promise<AuthenticatedClient> => {
    const sent = readCredentials(request, body);
    const proven =
      sent.kind === 'secret'
        ? await bySecret(sent)
        : sent.kind === 'certificate'
          ? await byCertificate(request, sent)
          : { client: await provenByAssertion(sent), certificateThumbprint: undefined };
    if (proven.client.revokedAt) throw invalidClient(`The client "${proven.client.name}" was revoked`);
    return proven;
  };
}

/** No secret contains a %. This says nothing about the client. */
function hintFor({ secret }: { secret: string }): string {
  return secret.includes('%') ? '. The secret contains a % after it was decoded, so it was percent-encoded once too often' : '';
}
