import type { VendorClock } from '#apps/fakes/vendor-clock.ts';
import type { VendorAnswer, VendorRequest } from '#apps/fakes/vendor-server.ts';
import { Refused } from '#apps/fakes/vendor-server.ts';
import { refuse } from './stripe-errors.ts';

interface Remembered {
  request: string;
  answer: VendorAnswer;
  at: number;
}

const RETENTION_MS = 24 * 60 * 60_000;

/** A POST that is repeated with its key is answered as the first time, and does nothing. */
export class StripeIdempotency {
  readonly #clock: VendorClock;
  readonly #known = new Map<string, Remembered>();

  constructor(clock: VendorClock) {
    this.#clock = clock;
  }

  async once(request: VendorRequest, act: () => VendorAnswer | Promise<VendorAnswer>): Promise<VendorAnswer> {
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || typeof key !== 'string') return act();
    if (key.length > 255) throw refuse({ message: 'Idempotency keys can have at most 255 characters', type: 'idempotency_error' });
    const asked = `${request.method} ${request.url.pathname} ${request.body}`;
    const known = this.#known.get(key);
    if (known && known.at > this.#clock.now() - RETENTION_MS) {
      if (known.request !== asked) {
        const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
        throw refuse({ type: 'idempotency_error', message });
      }
      return { ...known.answer, headers: { ...known.answer.headers, 'idempotent-replayed': 'true', 'idempotency-key': key } };
    }
    const answer = await settle(act);
    // What failed its checks did not begin, so the key stays free.
    if (answer.status < 400 || answer.status >= 500) this.#known.set(key, { request: asked, answer, at: this.#clock.now() });
    return { ...answer, headers: { ...answer.headers, 'idempotency-key': key } };
  }
}

async function settle(act: () => VendorAnswer | Promise<VendorAnswer>): Promise<VendorAnswer> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    throw error;
  }
}
