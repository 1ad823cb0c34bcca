import type { SchemaChecker } from '#connectors/evaluator/schema-checker.ts';
import type { DomainError } from '#domain/errors.ts';
import { MAX_SCHEMA_BYTES } from '#domain/events/event-type.ts';
import { DIALECT, foreignIds, invalidSchema, type JsonSchema, toFieldError } from '#domain/json-schema.ts';
import { invalidRequest } from './errors.ts';

/** Throws unless the schema is a self-contained JSON Schema 2020-12. */
export async function assertUsableSchema(schemas: SchemaChecker, asker: string, schema: JsonSchema): Promise<void> {
  const error = await findSchemaError(schemas, asker, schema);
  if (error) throw error;
}

/** Why the schema is not a self-contained JSON Schema 2020-12, with at least one entry; undefined if it is one. */
export async function findSchemaError(schemas: SchemaChecker, asker: string, schema: JsonSchema): Promise<DomainError | undefined> {
  return findMistake(schema) ?? inspect(schemas, asker, schema);
}

function findMistake(schema: JsonSchema): DomainError | undefined {
  const text = JSON.stringify(schema);
  if (Buffer.byteLength(text) > MAX_SCHEMA_BYTES) return invalidSchema(`is larger than ${MAX_SCHEMA_BYTES / 1024} KiB`);
  if (text.includes('\\u0000')) return invalidSchema('contains the character U+0000, which cannot be stored');
  if ('$async' in schema) return invalidSchema('is asynchronous ($async), which is not JSON Schema');
  if ('$schema' in schema && schema['$schema'] !== DIALECT) {
    return invalidSchema('uses another dialect in $schema: use 2020-12 or omit $schema');
  }
  const [foreign] = foreignIds(schema);
  if (foreign !== undefined) return invalidSchema(`uses an $id of JSON Schema itself, ${foreign.slice(0, 200)}: use an $id of your own`);
  return undefined;
}

async function inspect(schemas: SchemaChecker, asker: string, schema: JsonSchema): Promise<DomainError | undefined> {
  const problem = await schemas.inspect(asker, schema);
  if (problem === null) return undefined;
  if ('sentence' in problem) return invalidSchema(problem.sentence);
  return invalidRequest(
    problem.errors.map((error) => toFieldError(error, '/schema')),
    'invalid_schema',
    'The schema',
  );
}
