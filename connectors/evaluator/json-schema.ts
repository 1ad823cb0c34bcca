import addFormats from 'ajv-formats';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonSchema, SchemaError, SchemaProblem } from '#domain/json-schema.ts';

/** A response lists 100 errors and contains their number. Beyond this, the exact number does not matter. */
const maxErrors = 1_000;
/** For a list of allowed values: enough to recognise the right one. */
const maxAllowed = 1_000;
const maxMessage = 500;

/**
 * Every schema gets its own instance. In a shared one, a schema with the `$id` of another schema would replace that one for everybody.
 * It validates only: no defaults, no coercion, nothing removed.
 */
function createAjv(note: (message: unknown) => void, knowsDialect: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    strictSchema: 'log',
    logger: { log: note, warn: note, error: note },
    // Schemas are inspected when they are saved. Using them does not need the meta-schema.
    meta: knowsDialect,
    validateSchema: false,
    addUsedSchema: false,
  });
  return addFormats.default(ajv);
}

/**
 * Compiles a schema that was inspected when it was saved. Throws if it cannot be used nevertheless. Without `knowsDialect` it is faster,
 * but the schema cannot refer to the meta-schema.
 */
export function compileSchema(schema: JsonSchema, { knowsDialect }: { knowsDialect: boolean }): (value: unknown) => SchemaError[] {
  const validate = createAjv(() => {}, knowsDialect).compile(schema);
  return (value) => validateWith(validate, value);
}

/** Returns the reason why a schema cannot be used, or null if it can. */
export function inspectSchema(schema: JsonSchema): SchemaProblem | null {
  const warnings: string[] = [];
  const ajv = createAjv((message) => void warnings.push(String(message)), true);
  if (!ajv.validateSchema(schema)) return { errors: (ajv.errors ?? []).slice(0, maxErrors).map(toSchemaError) };
  try {
    ajv.compile(schema);
  } catch (error) {
    return { sentence: `cannot be used: ${shortened(error instanceof Error ? error.message : String(error))}` };
  }
  // A misspelt keyword would check nothing, and nobody would notice. Extensions (`x-…`) are allowed.
  const mistakes = warnings.filter((warning) => !/unknown keyword: "(x-.*|example)"$/.test(warning)).slice(0, maxErrors);
  return mistakes.length === 0 ? null : { sentence: `has mistakes: ${mistakes.join('; ').replaceAll('strict mode: ', '')}` };
}

function validateWith(validate: ValidateFunction, value: unknown): SchemaError[] {
  return validate(value) ? [] : (validate.errors ?? []).slice(0, maxErrors).map(toSchemaError);
}

function toSchemaError({ keyword, instancePath, params, message }: ErrorObject): SchemaError {
  const property: string | undefined = params['missingProperty'] ?? params['additionalProperty'] ?? params['unevaluatedProperty'];
  const allowed: unknown =
    'allowedValues' in params ? params['allowedValues'] : 'allowedValue' in params ? [params['allowedValue']] : undefined;
  return {
    keyword,
    pointer: instancePath,
    ...(property !== undefined && { property }),
    ...(allowed !== undefined && { allowed: shortened(JSON.stringify(allowed), maxAllowed) }),
    ...(message !== undefined && { message: shortened(message) }),
  };
}

const shortened = (text: string, max = maxMessage): string => (text.length > max ? `${text.slice(0, max).toWellFormed()}…` : text);
