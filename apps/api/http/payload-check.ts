import addFormats from 'ajv-formats';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { DomainError, type FieldError } from '#domain/errors.ts';
import { MAX_SCHEMA_BYTES } from '#domain/events/event-type.ts';
import { presentCode } from '#domain/field-error-codes.ts';
import { pointerError, toPointer } from '#domain/field-error.ts';
import { invalidRequest } from './errors.ts';

/** Returns every fault of a payload, with JSON pointers that begin at the event: `/data/items/0/price`. */
export type PayloadCheck = (data: unknown) => FieldError[];

/** What Ajv would let pass with a warning, of the schema that it has compiled last. */
let warnings: string[] = [];
const note = (message: unknown) => void warnings.push(String(message));

/** Reads only: no defaults, no coercion, nothing removed. */
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

/** Refuses what is not a JSON Schema 2020-12 that can be used on its own. */
export function assertUsableSchema(schema: Record<string, unknown>): void {
  const text = JSON.stringify(schema);
  if (Buffer.byteLength(text) > MAX_SCHEMA_BYTES) throw invalidSchema(`is larger than ${MAX_SCHEMA_BYTES / 1024} KiB`);
  if (text.includes('\\u0000')) throw invalidSchema('holds the character U+0000, which cannot be stored');
  if ('$async' in schema) throw invalidSchema('is asynchronous ($async), which is not JSON Schema');
  if ('$schema' in schema && schema['$schema'] !== 'https://json-schema.org/draft/2020-12/schema') {
    throw invalidSchema('names another dialect in $schema: write it in 2020-12 or leave $schema out');
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
  // A misspelt keyword would check nothing, and nobody would notice. `x-…` are extensions and welcome.
  const mistakes = warnings.filter((warning) => !/unknown keyword: "(x-.*|example)"$/.test(warning));
  if (mistakes.length > 0) throw invalidSchema(`has mistakes: ${mistakes.join('; ').replaceAll('strict mode: ', '')}`);
}

function compile(schema: Record<string, unknown>): ValidateFunction {
  warnings = [];
  try {
    return ajv.compile(schema);
  } finally {
    // The compiled function lives on; Ajv's own cache would keep every schema that was ever tried.
    ajv.removeSchema(schema);
  }
}

function invalidSchema(message: string): DomainError {
  return new DomainError('invalid_schema', `The schema ${message}.`, [pointerError('/schema', 'invalid_schema', message)]);
}

/** `at` is where in the request the value is that was checked. */
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
      return pointerError(pointer, presentCode(former) ?? 'invalid_value', message ?? 'does not fit the schema', { legacy_code: former });
    }
  }
}

function snakeCase(keyword: string): string {
  return keyword.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
