import type { FieldError } from '#domain/errors.ts';
import type { JsonSchema } from '#domain/json-schema.ts';

/** Returns every error of a deal's custom fields under the JSON Schema of its programme. */
export type CustomFieldsCheck = (custom: unknown, schema: JsonSchema) => FieldError[];

/** The same for callers that can wait: schemas that may be expensive are evaluated in another process. */
export type CustomFieldsEvaluator = (asker: string, custom: unknown, schema: JsonSchema) => FieldError[] | Promise<FieldError[]>;

/** More than a deal changes while it is being submitted. */
const maxTries = 10;

/**
 * Passes `act` a check that can be used inside a transaction. If a check needs another process, the transaction rolls back, and `act` runs
 * again with the result. So no transaction waits for an evaluation with its connection and its locks.
 */
export async function withCustomFieldsCheck<T>(
  evaluate: CustomFieldsEvaluator,
  asker: string,
  act: (check: CustomFieldsCheck) => Promise<T>,
): Promise<T> {
  const known = new Map<string, FieldError[]>();
  const check: CustomFieldsCheck = (custom, schema) => {
    if (Object.keys(schema).length === 0) return [];
    const key = JSON.stringify([custom, schema]);
    const errors = known.get(key) ?? evaluate(asker, custom, schema);
    if (Array.isArray(errors)) return errors;
    // It is awaited below. Until then, a rejection must not count as unhandled.
    errors.catch(() => undefined);
    throw new NotYetEvaluated(key, errors);
  };
  for (let tries = 1; ; tries++) {
    try {
      return await act(check);
    } catch (error) {
      if (!(error instanceof NotYetEvaluated) || tries === maxTries) throw error;
      known.set(error.key, await error.errors);
    }
  }
}

/** Not a failure: it ends a transaction until the result is available. */
export class NotYetEvaluated extends Error {
  override readonly name = 'NotYetEvaluated';
  readonly key: string;
  readonly errors: Promise<FieldError[]>;

  constructor(key: string, errors: Promise<FieldError[]>) {
    super('Custom fields are being evaluated');
    this.key = key;
    this.errors = errors;
  }
}
