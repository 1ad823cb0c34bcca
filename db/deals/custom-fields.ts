import type { FieldError } from '#domain/errors.ts';
import type { JsonSchema } from '#domain/json-schema.ts';

/** Every error of a deal's custom fields by the programme's JSON Schema of them. */
export type CustomFieldsCheck = (custom: unknown, schema: JsonSchema) => FieldError[];

/** The same for whoever can wait: schemas that may be expensive are evaluated in another process. */
export type CustomFieldsEvaluator = (asker: string, custom: unknown, schema: JsonSchema) => FieldError[] | Promise<FieldError[]>;

/** More tries than a deal changes while it is being submitted. */
const maxTries = 10;

/**
 * Gives `act` a check that can be used within a transaction. What has to be evaluated elsewhere makes the transaction roll back and
 * `act` start again with the result, so that no transaction, with its connection and its locks, waits for an evaluation.
 */
export async function withCustomFieldsCheck<T>(
  evaluate: (custom: unknown, schema: JsonSchema) => FieldError[] | Promise<FieldError[]>,
  act: (check: CustomFieldsCheck) => Promise<T>,
): Promise<T> {
  const known = new Map<string, FieldError[]>();
  const check: CustomFieldsCheck = (custom, schema) => {
    if (Object.keys(schema).length === 0) return [];
    const key = JSON.stringify([custom, schema]);
    const errors = known.get(key) ?? evaluate(custom, schema);
    if (Array.isArray(errors)) return errors;
    // Handled where it is awaited, below; until then it is not unhandled.
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

/** Not an error of anybody's: it ends a transaction until the result is there. */
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
