import { errorCodes, oauthErrorCodes } from '#apps/api/http/error-codes.ts';
import { RateLimited } from '#apps/api/http/rate-limited.ts';
import { takeTokens, waitUs } from '#domain/access/rate-limit.ts';
import { DomainError } from '#domain/errors.ts';

/** Addresses that are remembered. One that is forgotten for lack of room starts anew. */
const MAX_ADDRESSES = 10_000;
/**
 * Longer than any look-up takes: whether a key or a client exists, and is remembered here, must not show in the time of a
 * refusal. Only what a client's own host takes to tell its keys (`jwks_uri`) comes on top.
 */
const REFUSED_AFTER_MS = 25;

/**
 * Wrong credentials by the address that they come from, in this process's memory. Only they are counted and refused: behind
 * a proxy all partners share its address, and somebody's guesses must not lock out those whose credentials are right.
 */
export class FailedAuthentications {
  readonly #perMinute: () => number;
  readonly #paidUntilUs = new Map<string, number>();

  constructor(perMinute: () => number) {
    this.#perMinute = perMinute;
  }

  /** What to answer when who sends a request was not found out. Counts wrong credentials, and answers them late enough. */
  async refusalOf(error: Error, { address, startedAtMs }: { address: string; startedAtMs: number }): Promise<Error> {
    if (!isWrongCredential(error)) return error;
    const waitS = this.#count(address);
    const leftMs = Math.max(0, startedAtMs + REFUSED_AFTER_MS - performance.now());
    await new Promise((resolve) => setTimeout(resolve, leftMs));
    return waitS === 0 ? error : tooManyFailures(waitS);
  }

  /** Counts one. Answers 0, or when the address has had too many, for how many seconds. */
  #count(address: string): number {
    const nowUs = performance.now() * 1_000;
    const limit = { per_minute: this.#perMinute(), burst: Math.ceil(this.#perMinute() / 2) };
    const { granted, paidUntilUs } = takeTokens(this.#paidUntilUs.get(address) ?? 0, { nowUs, wanted: 1, returned: 0, limit });
    this.#remember(address, paidUntilUs);
    return granted === 1 ? 0 : Math.ceil(waitUs(paidUntilUs, nowUs, limit, 1) / 1_000_000);
  }

  /** The oldest first out: a Map keeps the order of insertion. */
  #remember(address: string, paidUntilUs: number): void {
    this.#paidUntilUs.delete(address);
    this.#paidUntilUs.set(address, paidUntilUs);
    if (this.#paidUntilUs.size <= MAX_ADDRESSES) return;
    const [oldest] = this.#paidUntilUs.keys();
    if (oldest !== undefined) this.#paidUntilUs.delete(oldest);
  }
}

function tooManyFailures(waitS: number): RateLimited {
  const next = `Send the next one in ${waitS} s, with the right one.`;
  return new RateLimited(`Too many requests with wrong credentials came from this address. ${next}`, waitS);
}

function isWrongCredential(error: unknown): boolean {
  return error instanceof DomainError && (errorCodes[error.code] ?? oauthErrorCodes[error.code])?.[0] === 401;
}
