import { errorCodes, oauthErrorCodes } from '#apps/api/http/error-codes.ts';
import { RateLimited } from '#apps/api/http/rate-limited.ts';
import { takeTokens, waitUs } from '#domain/access/rate-limit.ts';
import { DomainError } from '#domain/errors.ts';

/** Maximum number of addresses in memory. An address that is evicted starts with a full limit again. */
const MAX_ADDRESSES = 10_000;
/**
 * Longer than any lookup takes, so that the response time does not reveal whether a key or client exists or is cached. Only fetching keys
 * from the client's own host (`jwks_uri`) takes longer.
 */
const REFUSED_AFTER_MS = 25;

/**
 * Counts invalid credentials by client address, in this process's memory. Only requests with invalid credentials are counted and rejected:
 * behind a proxy all partners share its address, and one caller's guesses must not lock out the others.
 */
export class FailedAuthentications {
  readonly #perMinute: () => number;
  readonly #paidUntilUs = new Map<string, number>();

  constructor(perMinute: () => number) {
    this.#perMinute = perMinute;
  }

  /** The error to return when the caller could not be identified. Counts invalid credentials and delays their response. */
  async refusalOf(error: Error, { address, startedAtMs }: { address: string; startedAtMs: number }): Promise<Error> {
    if (!isWrongCredential(error)) return error;
    const waitS = this.#count(address);
    const leftMs = Math.max(0, startedAtMs + REFUSED_AFTER_MS - performance.now());
    await new Promise((resolve) => setTimeout(resolve, leftMs));
    return waitS === 0 ? error : tooManyFailures(waitS);
  }

  /** Counts one failure. Returns 0, or the number of seconds to wait if the address has exceeded its limit. */
  #count(address: string): number {
    const nowUs = performance.now() * 1_000;
    const limit = { per_minute: this.#perMinute(), burst: Math.ceil(this.#perMinute() / 2) };
    const { granted, paidUntilUs } = takeTokens(this.#paidUntilUs.get(address) ?? 0, { nowUs, wanted: 1, returned: 0, limit });
    this.#remember(address, paidUntilUs);
    return granted === 1 ? 0 : Math.ceil(waitUs(paidUntilUs, nowUs, limit, 1) / 1_000_000);
  }

  /** Evicts the oldest entry: a Map iterates in insertion order. */
  #remember(address: string, paidUntilUs: number): void {
    this.#paidUntilUs.delete(address);
    this.#paidUntilUs.set(address, paidUntilUs);
    if (this.#paidUntilUs.size <= MAX_ADDRESSES) return;
    const [oldest] = this.#paidUntilUs.keys();
    if (oldest !== undefined) this.#paidUntilUs.delete(oldest);
  }
}

function tooManyFailures(waitS: number): RateLimited {
  const next = `Retry in ${waitS} s with valid credentials.`;
  return new RateLimited(`Too many requests with invalid credentials from this address. ${next}`, waitS);
}

function isWrongCredential(error: unknown): boolean {
  return error instanceof DomainError && (errorCodes[error.code] ?? oauthErrorCodes[error.code])?.[0] === 401;
}
