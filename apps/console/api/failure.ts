import { serverNow } from './clock.ts';
import type { Schema } from './schema.ts';

interface FailureParts {
  /** 0: there was no answer. */
  status: number;
  problem: Schema<'Problem'> | null;
  requestId: string | null;
  /** After how many seconds the server wants to be asked again. */
  retryAfterS: number | null;
}

/** Why a request brought no result. */
export class Failure extends Error {
  readonly status: number;
  readonly problem: Schema<'Problem'> | null;
  readonly requestId: string | null;
  readonly retryAfterS: number | null;

  constructor({ status, problem, requestId, retryAfterS }: FailureParts) {
    super(problem?.detail ?? `status ${status}`);
    this.name = 'Failure';
    this.status = status;
    this.problem = problem;
    this.requestId = requestId;
    this.retryAfterS = retryAfterS;
  }
}

export const noAnswer = (): Failure => new Failure({ status: 0, problem: null, requestId: null, retryAfterS: null });

export async function failureOf(response: Response): Promise<Failure> {
  const problem = await readProblem(response);
  return new Failure({
    status: response.status,
    problem,
    requestId: problem?.request_id ?? response.headers.get('request-id'),
    retryAfterS: secondsOf(response.headers.get('retry-after')),
  });
}

/** `Retry-After` is a number of seconds, or a time, as proxies say it. */
function secondsOf(retryAfter: string | null): number | null {
  if (retryAfter === null) return null;
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : Math.ceil((Date.parse(retryAfter) - serverNow()) / 1_000);
  return Number.isNaN(seconds) ? null : Math.max(seconds, 0);
}

/** Whether the same request may succeed a little later. */
export const isPassing = ({ status }: Failure): boolean => status === 0 || status === 429 || status >= 502;

/** What an answer in between, such as one of a proxy, is not. */
async function readProblem(response: Response): Promise<Schema<'Problem'> | null> {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return null;
  try {
    return (await response.json()) as Schema<'Problem'>;
  } catch {
    return null;
  }
}
