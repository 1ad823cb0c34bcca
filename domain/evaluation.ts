/** What a user supplied to be evaluated took more than it may. The same input fails in the same way again. */
export class EvaluationLimitExceeded extends Error {
  override readonly name = 'EvaluationLimitExceeded';
  readonly code: 'time_limit' | 'memory_limit';

  constructor(code: 'time_limit' | 'memory_limit', limit: string) {
    super(`it took more than ${limit}`);
    this.code = code;
  }
}

/** Nothing was found out: the evaluator process was lost, or too many jobs wait for it. Try again. */
export class EvaluatorUnavailable extends Error {
  override readonly name = 'EvaluatorUnavailable';
}
