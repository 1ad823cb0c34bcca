import { randomUUID } from 'node:crypto';
import { Refused, type VendorAnswer } from '#apps/fakes/vendor-server.ts';

interface ErrorDetail {
  message: string;
  code?: string;
  context?: Record<string, string[]>;
}

export interface HubSpotProblem {
  status: number;
  category: string;
  message: string;
  errors?: ErrorDetail[];
  context?: Record<string, string[]>;
}

/** An error that concerns one record: the whole answer of a single call, an entry in the answer of a batch. */
export class RecordProblem extends Error {
  readonly problem: HubSpotProblem;

  constructor(problem: HubSpotProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

export const problemAnswer = ({ status, ...problem }: HubSpotProblem): VendorAnswer => ({
  status,
  body: { status: 'error', ...problem, correlationId: randomUUID() },
});

export const refuse = (problem: HubSpotProblem) => new Refused(problemAnswer(problem));

export const invalid = (message: string, more: Partial<HubSpotProblem> = {}): HubSpotProblem => ({
  ...{ status: 400, category: 'VALIDATION_ERROR', message },
  ...more,
});

export function rateLimited(policyName: 'TEN_SECONDLY_ROLLING' | 'DAILY' | 'SECONDLY'): VendorAnswer {
  const message = `You have reached your ${policyName.toLowerCase()} limit.`;
  return {
    status: 429,
    body: { status: 'error', message, errorType: 'RATE_LIMIT', correlationId: randomUUID(), policyName },
    // HubSpot sends Retry-After with some policies only.
    headers: policyName === 'TEN_SECONDLY_ROLLING' ? { 'retry-after': '10' } : {},
  };
}

export const notFound = (): HubSpotProblem => ({ status: 404, category: 'OBJECT_NOT_FOUND', message: 'resource not found' });

export function missingScope(scope: string): HubSpotProblem {
  return {
    status: 403,
    category: 'MISSING_SCOPES',
    message: "This app hasn't been granted all required scopes to make this call.",
    errors: [{ message: 'One or more of the following scopes are required.', context: { requiredGranularScopes: [scope] } }],
  };
}

export function unauthorized(expired: boolean): HubSpotProblem {
  return expired
    ? { status: 401, category: 'EXPIRED_AUTHENTICATION', message: 'The OAuth token used to make this call expired.' }
    : { status: 401, category: 'INVALID_AUTHENTICATION', message: 'Authentication credentials not found or not valid.' };
}
