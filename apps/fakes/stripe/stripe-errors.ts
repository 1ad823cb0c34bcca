import { Refused, type VendorAnswer } from '#apps/fakes/vendor-server.ts';

export interface StripeProblem {
  status?: number;
  type?: 'invalid_request_error' | 'idempotency_error' | 'api_error' | 'card_error';
  code?: string;
  message: string;
  param?: string;
  /** The answer's headers. */
  headers?: Record<string, string>;
}

export const problemAnswer = ({ status = 400, type = 'invalid_request_error', headers = {}, ...told }: StripeProblem): VendorAnswer => ({
  status,
  body: { error: { type, ...told } },
  headers,
});

export const refuse = (problem: StripeProblem) => new Refused(problemAnswer(problem));

export const missing = (object: string, id: string, param = 'id'): StripeProblem => ({
  ...{ status: 404, code: 'resource_missing', message: `No such ${object}: '${id}'`, param },
});

export const rateLimited = (reason: 'global-rate' | 'endpoint-rate'): VendorAnswer =>
  problemAnswer({
    ...{ status: 429, code: 'rate_limit', message: 'Request rate limit exceeded. Learn more about rate limits in the documentation.' },
    headers: { 'stripe-rate-limited-reason': reason },
  });

/** Another request holds the object: the only 429 that Stripe asks to repeat. */
export const lockTimeout = (): StripeProblem => ({
  ...{ status: 429, code: 'lock_timeout', headers: { 'stripe-should-retry': 'true', 'stripe-rate-limited-reason': 'resource-specific' } },
  message: 'This object cannot be accessed right now because another API request or Stripe process is currently accessing it.',
});
