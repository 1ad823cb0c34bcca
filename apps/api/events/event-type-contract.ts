import type { SchemaChecker } from '#connectors/evaluator/schema-checker.ts';
import type { Transformer } from '#connectors/evaluator/transformer.ts';
import type { Sql } from '#db/database.ts';
import { listEventTypes, listSchemas, type StoredSchema } from '#db/events/event-type.ts';
import type { FieldError } from '#domain/errors.ts';
import { transformationFieldError, type TransformationStep, TransformationFailed } from '#domain/events/transformation.ts';
import { fieldError, pointerError } from '#domain/field-error.ts';
import { type JsonSchema, toFieldError } from '#domain/json-schema.ts';

interface Evaluators {
  transformer: Transformer;
  schemas: SchemaChecker;
}

type Version = Pick<StoredSchema, 'version' | 'schema' | 'examples' | 'downConversion'>;

// Conversions belong to the company, so all of them share one place in the evaluator's queue.
const asker = 'platform';
const now = () => ({ id: 'evt_00000000000000000000000000', occurredAt: new Date() });

/**
 * Checks the contract between a version of an event type and its predecessor: each example must match its schema, and the down-conversion
 * must turn it into a payload that matches the older schema. Returns all violations.
 */
export async function findContractFaults(
  evaluator: Evaluators,
  type: string,
  added: Version,
  older: Pick<Version, 'schema'> | undefined,
): Promise<FieldError[]> {
  const { version, schema, examples, downConversion } = added;
  const { transformer } = evaluator;
  const faults: FieldError[] = [];
  for (const [i, example] of examples.entries()) {
    for (const fault of await checkData(evaluator, schema, example)) faults.push(inExample(fault, i));
  }
  if (downConversion === null || older === undefined) return faults;
  if (examples.length === 0) {
    faults.push(fieldError(['examples'], 'required', 'must contain at least one payload to test the down_conversion with'));
  }
  const step = { name: 'it', expression: downConversion, version };
  const unparsed = await transformer.check(asker, 'it', downConversion);
  if (unparsed) return [...faults, conversionFault(new TransformationFailed(unparsed))];
  for (const [i, example] of examples.entries()) {
    const converted = await convert(transformer, type, step, example);
    if (converted instanceof TransformationFailed) faults.push(conversionFault(converted, i));
    else for (const fault of await checkData(evaluator, older.schema, converted)) faults.push(misfit(fault, i, version - 1));
  }
  return faults;
}

/** Checks every stored version in the same way: an accepted version must stay valid as long as it is used. */
export async function checkStoredContracts(sql: Sql, evaluator: Evaluators) {
  const broken: { type: string; version: number; faults: FieldError[] }[] = [];
  for (const { name } of await listEventTypes(sql)) {
    const versions = await listSchemas(sql, name);
    for (const [i, added] of versions.entries()) {
      const faults = await findContractFaults(evaluator, name, added, versions[i + 1]);
      if (faults.length > 0) broken.push({ type: name, version: added.version, faults });
    }
  }
  return broken;
}

async function checkData({ schemas }: Evaluators, schema: JsonSchema, data: unknown): Promise<FieldError[]> {
  const errors = await schemas.check(asker, schema, { data, dataJson: JSON.stringify(data) });
  return errors.map((error) => toFieldError(error, '/data'));
}

async function convert(transformer: Transformer, type: string, step: TransformationStep, example: unknown): Promise<unknown> {
  try {
    const json = await transformer.transform(asker, { dataJson: JSON.stringify(example), event: { ...now(), type }, steps: [step] });
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof TransformationFailed) return error;
    throw error;
  }
}

const inExample = ({ pointer, code, message, field: _, ...rest }: FieldError, i: number): FieldError =>
  pointerError(`/examples/${i}${pointer.slice('/data'.length)}`, code, message, rest);

function conversionFault({ fault, message }: TransformationFailed, i?: number): FieldError {
  const which = i === undefined ? '' : `, with /examples/${i}`;
  return transformationFieldError('down_conversion', { ...fault, message: `cannot be used: ${message}${which}` });
}

function misfit({ pointer, message }: FieldError, i: number, version: number): FieldError {
  const made = `turns /examples/${i} into a payload that does not match version ${version}: ${pointer} ${message}`;
  return fieldError(['down_conversion'], 'misfit', made);
}
