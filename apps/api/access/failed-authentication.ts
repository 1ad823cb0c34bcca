import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { errorCodes, oauthErrorCodes } from '#apps/api/http/error-codes.ts';
import { RateLimited } from '#apps/api/http/rate-limited.ts';
import { DomainError } from '#domain/errors.ts';
import type { Settings } from '#domain/settings.ts';
import { createClientNetwork } from './client-address.ts';
import { NetworkLimits } from './network-limits.ts';

/**
 * Longer than any lookup takes, so that the response time does not reveal whether a key or client exists or is cached. Only fetching keys
 * from the client's own host (`jwks_uri`) takes longer.
 */
const REFUSED_AFTER_MS = 25;
/** Only who has the secret gets these, so they are no guesses. */
const provedOnce = new Set(['expired_api_key', 'revoked_api_key', 'expired_token', 'revoked_token']);

/**
 * Counts invalid credentials by client network, in this process's memory. Only requests with invalid credentials are counted and rejected:
 * partners can share an address, and one caller's guesses must not lock out the others. For the same reason a credential that was found
 * invalid before also has a limit of its own: while it lasts, its caller gets 401 with the reason, whatever its neighbours send.
 */
export class FailedAuthentications {
  readonly #perMinute: () => number;
  readonly #networkOf: (request: FastifyRequest) => string;
  readonly #ofNetworks = new NetworkLimits();
  readonly #ofCredentials = new NetworkLimits();

  constructor(settings: () => Settings) {
    this.#perMinute = () => settings().gateway.failed_auth_per_minute;
    this.#networkOf = createClientNetwork(settings);
  }

  /** The error to return when the caller could not be identified. Counts invalid credentials and delays their response. */
  async refusalOf(error: Error, request: FastifyRequest, startedAtMs: number): Promise<Error> {
    if (!isWrongCredential(error)) return error;
    const waitS = this.#count(error, request);
    await waitUntil(startedAtMs + REFUSED_AFTER_MS);
    return waitS === 0 ? error : tooManyFailures(waitS);
  }

  /** Counts one failure. Returns 0, or the number of seconds to wait if the limits are exceeded. */
  #count(error: DomainError, request: FastifyRequest): number {
    const network = this.#networkOf(request);
    const credential = `${network} ${credentialOf(request)}`;
    const perMinute = this.#perMinute();
    const waitS = this.#ofNetworks.take(network, perMinute);
    // A new guess beyond the network's limit gets no limit of its own, so a flood of guesses evicts no credential.
    const isKnown = this.#ofCredentials.has(credential) || provedOnce.has(error.code);
    if (waitS > 0 && !isKnown) return waitS;
    const ownWaitS = this.#ofCredentials.take(credential, perMinute);
    return waitS === 0 ? 0 : ownWaitS;
  }
}

/** A timer counts from the beginning of the loop's turn, so it can fire before its time. */
async function waitUntil(timeMs: number): Promise<void> {
  for (let leftMs = timeMs - performance.now(); leftMs > 0; leftMs = timeMs - performance.now()) {
    await new Promise((resolve) => setTimeout(resolve, leftMs));
  }
}

/** Hashed, so that no credential stays in memory because somebody sent it. */
function credentialOf({ headers, body }: FastifyRequest): string {
  const { client_id, client_secret, client_assertion } = (body ?? {}) as Record<string, unknown>;
  return hash('sha256', JSON.stringify([headers.authorization ?? headers.cookie, client_id, client_secret, client_assertion]), 'base64url');
}

function tooManyFailures(waitS: number): RateLimited {
  const next = `Retry in ${waitS} s with valid credentials.`;
  return new RateLimited(`Too many requests with invalid credentials from this address. ${next}`, waitS);
}

function isWrongCredential(error: unknown): error is DomainError {
  return error instanceof DomainError && (errorCodes[error.code] ?? oauthErrorCodes[error.code])?.[0] === 401;
}
