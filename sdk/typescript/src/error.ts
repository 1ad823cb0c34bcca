import type { components } from './schema.ts';

type Problem = components['schemas']['Problem'];
/** A fault of the input: `pointer` (RFC 6901) says where. `field` and `legacy_code` are deprecated. */
export type FieldError = components['schemas']['FieldError'];

/** What the API refused, and why (RFC 9457). Branch on `code`; it is stable. */
export class CausewayError extends Error {
  override readonly name = 'CausewayError';
  readonly status: number;
  readonly code: string;
  /** Each fault of the input: where, and what to do. */
  readonly errors: FieldError[];
  /** Names the request in the server's logs. */
  readonly requestId: string | undefined;

  constructor(problem: Partial<Problem> & { status: number }) {
    super(problem.detail ?? problem.title ?? `The API answered ${problem.status}`);
    this.status = problem.status;
    this.code = problem.code ?? 'unknown';
    this.errors = problem.errors ?? [];
    this.requestId = problem.request_id;
  }
}

export async function toError(response: Response): Promise<CausewayError> {
  const problem = await readProblem(response);
  const requestId = response.headers.get('request-id');
  return new CausewayError({ ...(requestId !== null && { request_id: requestId }), ...problem, status: response.status });
}

/** A proxy on the way may answer with anything. */
async function readProblem(response: Response): Promise<Partial<Problem>> {
  if (!/json/.test(response.headers.get('content-type') ?? '')) return {};
  const body: unknown = await response.json().catch(() => ({}));
  return typeof body === 'object' && body !== null ? body : {};
}
