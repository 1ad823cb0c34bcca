import { createHmac } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type { SignInDeps } from '#apps/api/sign-in/sign-in-deps.ts';
import type { ConnectorError } from '#connectors/connector-error.ts';
import type { OidcAttempt, OidcProvider } from '#connectors/oidc/oidc-client.ts';
import { ssoSecretContext, type SsoConnection } from '#db/access/sso-connection.ts';
import { DomainError } from '#domain/errors.ts';
import type { SsoOf } from './sso-flow.ts';

/** The identity provider of a connection, as it is called. */
export function providerOf({ secretBox, settings }: Pick<SignInDeps, 'secretBox' | 'settings'>, connection: SsoOf<'oidc'>): OidcProvider {
  const { id, secretSealed } = connection;
  return {
    settings: connection.settings,
    clientSecret: secretSealed === null ? undefined : secretBox.open(secretSealed, ssoSecretContext(id)),
    skewS: settings().gateway.sso.clock_skew_s,
  };
}

/**
 * What the provider is told, and has to say again. Verifier and nonce follow from the secret in the browser's cookie (OpenID Connect Core
 * §15.5.2), so nothing that proves a sign-in is in the database.
 */
export function attemptOf(
  { config }: Pick<SignInDeps, 'config'>,
  { id, state, browserSecret }: { id: string; state: string; browserSecret: string },
): OidcAttempt {
  const derive = (what: string) => createHmac('sha256', browserSecret).update(what).digest('base64url');
  return { redirectUri: `${config.PUBLIC_URL}/auth/sso/${id}/callback`, state, verifier: derive('verifier'), nonce: derive('nonce') };
}

/** Calls the provider. What it did wrong is for the person who waits, and in the log for whoever has to mend it. */
export async function askProvider<Result>(log: FastifyBaseLogger, connection: SsoConnection, ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    log.warn({ sso_connection_id: connection.id, kind: error.kind, reason: error.message }, 'a sign-in failed at its identity provider');
    throw refusalOf(error, connection);
  }
}

function refusalOf({ kind, message }: ConnectorError, { name }: SsoConnection): DomainError {
  switch (kind) {
    case 'rejected':
      return new DomainError('sign_in_refused', `${name} did not sign you in: ${message}`);
    case 'unauthorized':
      return new DomainError(
        'sign_in_refused',
        `${name} does not accept this installation. An administrator must renew the client secret: ${message}`,
      );
    case 'rate_limited':
    case 'unavailable':
    case 'malformed':
      return new DomainError('identity_provider_failed', `${name} cannot be reached, or gave no usable answer: ${message}`);
  }
}

// The layer may import the class as a type only.
const isConnectorError = (error: unknown): error is ConnectorError => error instanceof Error && error.name === 'ConnectorError';
