import { DomainError } from '#domain/errors.ts';

/** Too many requests at a time. `Retry-After` in the response tells when to send the next one. */
export class RateLimited extends DomainError {
  readonly retryAfterS: number;

  constructor(message: string, retryAfterS: number) {
    super('rate_limited', message);
    this.retryAfterS = retryAfterS;
  }
}
