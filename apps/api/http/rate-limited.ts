import { DomainError } from '#domain/errors.ts';

/** More came than is taken at a time; the answer says in `Retry-After` when to send the next. */
export class RateLimited extends DomainError {
  readonly retryAfterS: number;

  constructor(message: string, retryAfterS: number) {
    super('rate_limited', message);
    this.retryAfterS = retryAfterS;
  }
}
