import { EvaluationLimitExceeded } from '#domain/evaluation.ts';
import { costOf } from '#domain/json-schema-cost.ts';
import type { JsonSchema, SchemaError, SchemaProblem } from '#domain/json-schema.ts';
import type { EvaluatorPool } from './evaluator-pool.ts';
import { compileSchema } from './json-schema.ts';

/** Checks values against JSON Schemas that users supply, without blocking the event loop. */
export interface SchemaChecker {
  /** Returns the reason why a schema cannot be used, or null if it can. `asker` takes turns with the other askers. */
  inspect(asker: string, schema: JsonSchema): Promise<SchemaProblem | null>;
  /**
   * Returns every error of a value, at most 1,000: immediately if the check is provably cheap, otherwise from an evaluator process.
   * `dataJson` is the value as JSON text. A check that exceeds its limit returns one error, `time_limit` or `memory_limit`. Throws
   * EvaluatorUnavailable.
   */
  check(asker: string, schema: JsonSchema, value: { data: unknown; dataJson: string }): SchemaError[] | Promise<SchemaError[]>;
}

/** CPU time. The largest schema, 64 KiB, compiles within it; most payloads are checked in a few milliseconds. */
const inspectMs = 1_000;
const checkMs = 250;
/**
 * Cost of the schema × characters of the value. This bounds the steps of a check to about 50 ms. A value of 1 KiB and a schema with 300
 * values are within it.
 */
const maxCheapSteps = 500_000;
/** A compiled schema takes 10 to 100 KiB. */
const maxCompiled = 1_000;

interface KnownSchema {
  /** Null: there is no bound. */
  cost: number | null;
  validate: ReturnType<typeof compileSchema> | undefined;
}

export function createSchemaChecker(pool: EvaluatorPool): SchemaChecker {
  const byText = new Map<string, KnownSchema>();
  // For schema objects that are kept, such as those of the catalogue, the text is created once.
  const byObject = new WeakMap<JsonSchema, KnownSchema>();

  function know(schema: JsonSchema): KnownSchema {
    const seen = byObject.get(schema);
    if (seen) return seen;
    const text = JSON.stringify(schema);
    const known = byText.get(text) ?? { cost: costOf(schema), validate: undefined };
    if (byText.size >= maxCompiled) byText.clear();
    byText.set(text, known);
    byObject.set(schema, known);
    return known;
  }

  async function evaluate(asker: string, schema: JsonSchema, dataJson: string): Promise<SchemaError[]> {
    try {
      const answer = await pool.run(asker, { kind: 'check', schema, dataJson }, checkMs);
      if (answer.kind === 'checked') return answer.errors;
      throw new Error(`The evaluator answered ${answer.kind} to a check`);
    } catch (error) {
      if (error instanceof EvaluationLimitExceeded) return [limitError(error)];
      throw error;
    }
  }

  return {
    async inspect(asker, schema) {
      try {
        const answer = await pool.run(asker, { kind: 'inspect', schema }, inspectMs);
        if (answer.kind === 'inspected') return answer.problem;
        throw new Error(`The evaluator answered ${answer.kind} to an inspection`);
      } catch (error) {
        if (error instanceof EvaluationLimitExceeded) return { sentence: `cannot be used: to compile it, ${error.message}` };
        throw error;
      }
    },
    check(asker, schema, { data, dataJson }) {
      const known = know(schema);
      if (known.cost === null || known.cost * dataJson.length > maxCheapSteps) return evaluate(asker, schema, dataJson);
      known.validate ??= compileSchema(schema, { knowsDialect: false });
      return known.validate(data);
    },
  };
}

function limitError({ code, message }: EvaluationLimitExceeded): SchemaError {
  return { keyword: code, pointer: '', message: `could not be checked: ${message}. The schema is too expensive for this value` };
}
