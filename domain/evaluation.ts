/** The evaluation of something that a user supplied exceeded its limit. The same input fails again in the same way. */
export class EvaluationLimitExceeded extends Error {
  override readonly name = 'EvaluationLimitExceeded';
  readonly code: 'time_limit' | 'memory_limit';

  constructor(code: 'time_limit' | 'memory_limit', limit: string) {
    super(`it took more than ${limit}`);
    this.code = code;
  }
}

/** There is no result: the evaluator process was lost, or too many jobs wait for it. A retry can help. */
export class EvaluatorUnavailable extends Error {
  override readonly name = 'EvaluatorUnavailable';
}
