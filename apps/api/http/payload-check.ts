import addFormats from 'ajv-formats';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { DomainError, type FieldError } from '#domain/errors.ts';
import { MAX_SCHEMA_BYTES } from '#domain/events/event-type.ts';
import { presentCode } from '#domain/field-error-codes.ts';
import { pointerError, toPointer } from '#domain/field-error.ts';
import { invalidRequest } from './errors.ts';

/** Returns every error of a payload, with JSON pointers that begin at the event, such as `/data/items/0/price`. */
export type PayloadCheck = (data: unknown) => FieldError[];

/** Ajv's warnings about the schema that it compiled last. */
let warnings: string[] = [];
const note = (message: unknown) => void warnings.push(String(message));

/** Validates only: no defaults, no coercion, nothing removed. */
const ajv = new Ajv2020({
  allErrors: true,
  strict: false,
  strictSchema: 'log',
  addUsedSchema: false,
  logger: { log: note, warn: note, error: note },
});
addFormats.default(ajv);

/** Compiles a schema that was accepted before. */
export function compilePayloadCheck(schema: Record<string, unknown>): PayloadCheck {
  const validate = compile(schema);
  return (data) => (validate(data) ? [] : (validate.errors ?? []).map((error) => toFieldError(error)));
}

/** Throws unless the schema is a self-contained JSON Schema 2020-12. */
export function assertUsableSchema(schema: Record<string, unknown>): void {
  const text = JSON.stringify(schema);
  if (Buffer.byteLength(text) > MAX_SCHEMA_BYTES) throw invalidSchema(`is larger than ${MAX_SCHEMA_BYTES / 1024} KiB`);
  if (text.includes('\\u0000')) throw invalidSchema('contains the character U+0000, which cannot be stored');
  if ('$async' in schema) throw invalidSchema('is asynchronous ($async), which is not JSON Schema');
  if ('$schema' in schema && schema['$schema'] !== 'https://json-schema.org/draft/2020-12/schema') {
    throw invalidSchema('uses another dialect in $schema: use 2020-12 or omit $schema');
  }
  if (!ajv.validateSchema(schema)) {
    const errors = ajv.errors ?? [];
    throw invalidRequest(
      errors.map((error) => toFieldError(error, '/schema')),
      'invalid_schema',
      'The schema',
    );
  }
  try {
    compile(schema);
  } catch (error) {
    throw invalidSchema(`cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
  // A misspelt keyword would check nothing, and nobody would notice. Extensions (`x-…`) are allowed.
  const mistakes = warnings.filter((warning) => !/unknown keyword: "(x-.*|example)"$/.test(warning));
  if (mistakes.length > 0) throw invalidSchema(`has mistakes: ${mistakes.join('; ').replaceAll('strict mode: ', '')}`);
}

function compile(schema: Record<string, unknown>): ValidateFunction {
  warnings = [];
  try {
    return ajv.compile(schema);
  } finally {
    // The compiled function stays alive. Without this, Ajv's own cache would keep every schema that was ever tried.
    ajv.removeSchema(schema);
  }
}

function invalidSchema(message: string): DomainError {
  return new DomainError('invalid_schema', `The schema ${message}.`, [pointerError('/schema', 'invalid_schema', message)]);
}

/** `at` is the pointer to the validated value in the request. */
function toFieldError({ keyword, instancePath, params, message }: ErrorObject, at = '/data'): FieldError {
  const pointer = at + instancePath;
  switch (keyword) {
    case 'required':
      return pointerError(pointer + toPointer([String(params['missingProperty'])]), 'required', 'is required');
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const name = params['additionalProperty'] ?? params['unevaluatedProperty'];
      return pointerError(pointer + toPointer([String(name)]), 'unknown_field', 'is not allowed by the schema');
    }
    case 'type':
      return pointerError(pointer, 'invalid_type', message ?? 'has the wrong type');
    case 'enum':
    case 'const': {
      const allowed = params['allowedValues'] ?? [params['allowedValue']];
      return pointerError(pointer, 'invalid_value', `must be one of ${JSON.stringify(allowed)}`);
    }
    default: {
      const former = snakeCase(keyword);
      return pointerError(pointer, presentCode(former) ?? 'invalid_value', message ?? 'does not match the schema', { legacy_code: former });
    }
  }
}

function snakeCase(keyword: string): string {
  return keyword.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
