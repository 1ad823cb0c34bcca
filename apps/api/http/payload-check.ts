import addFormats from 'ajv-formats';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { DomainError, type FieldError } from '#domain/errors.ts';
import { MAX_SCHEMA_BYTES } from '#domain/events/event-type.ts';
import { invalidRequest } from './errors.ts';

/** Reports are for people: past this many, the payload is not the one that the schema means. */
const MAX_ERRORS = 100;

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
  return (data) => (validate(data) ? [] : (validate.errors ?? []).slice(0, MAX_ERRORS).map(toFieldError));
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
    const errors = (ajv.errors ?? []).map((error) => ({
      ...toFieldError(error),
      field: `/schema${error.instancePath}`,
    }));
    throw invalidRequest(errors, 'invalid_schema', 'The schema');
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
  return new DomainError('invalid_schema', `The schema ${message}.`, [{ field: '/schema', code: 'invalid_schema', message }]);
}

function toFieldError(error: ErrorObject): FieldError {
  const at = `/data${error.instancePath}`;
  switch (error.keyword) {
    case 'required':
      return { field: `${at}/${pointer(error.params['missingProperty'])}`, code: 'required', message: 'is required' };
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const name = error.params['additionalProperty'] ?? error.params['unevaluatedProperty'];
      return { field: `${at}/${pointer(name)}`, code: 'unknown_field', message: 'is not allowed by the schema' };
    }
    case 'type':
      return { field: at, code: 'invalid_type', message: error.message ?? 'has the wrong type' };
    case 'enum':
    case 'const': {
      const allowed = error.params['allowedValues'] ?? [error.params['allowedValue']];
      return { field: at, code: 'invalid_value', message: `must be one of ${JSON.stringify(allowed)}` };
    }
    default:
      return { field: at, code: snakeCase(error.keyword), message: error.message ?? 'does not fit the schema' };
  }
}

function pointer(name: unknown): string {
  return String(name).replaceAll('~', '~0').replaceAll('/', '~1');
}

function snakeCase(keyword: string): string {
  return keyword.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
