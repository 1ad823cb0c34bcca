import { type FieldProblem, type FieldSpec, type FieldValue, findFieldProblem } from '#apps/fakes/field-spec.ts';
import type { Fields, StoredRecord } from '#apps/fakes/record-store.ts';
import type { HubSpotAccount } from './hubspot-account.ts';
import { invalid, RecordProblem } from './hubspot-errors.ts';
import type { ObjectType } from './hubspot-schema.ts';

/** HubSpot stores, returns and compares every property as a string. */
export function shownValue(type: ObjectType, record: StoredRecord, property: string): string | null {
  if (!type.properties.has(property)) return null;
  if (property === 'hs_object_id') return record.id;
  if (property === 'createdate') return new Date(record.createdAt).toISOString();
  if (property === type.modifiedProperty) return new Date(record.updatedAt).toISOString();
  const value = record.fields[property];
  return value == null ? null : String(value);
}

/** Checks what is to be written. Throws RecordProblem with all problems. */
export function acceptProperties(account: HubSpotAccount, type: ObjectType, given: Fields): Fields {
  const problems = Object.entries(given).flatMap(([name, value]) => {
    const spec = specOf(account, type, name);
    const problem = findFieldProblem(spec, spec ? parsed(spec, value) : value);
    return problem ? { name, problem, message: wording[problem].message(name, String(value), spec) } : [];
  });
  if (problems.length > 0) {
    const told = problems.map(({ name, problem, message }) => ({ isValid: false, message, error: wording[problem].code, name }));
    throw new RecordProblem(
      invalid(`Property values were not valid: ${JSON.stringify(told)}`, {
        errors: problems.map(({ name, problem, message }) => ({
          message,
          code: wording[problem].code,
          context: { propertyName: [name] },
        })),
      }),
    );
  }
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value === null ? null : String(value)]));
}

/** The stages and pipelines that a deal can have are the account's. */
function specOf(account: HubSpotAccount, type: ObjectType, name: string): FieldSpec | undefined {
  const spec = type.properties.get(name);
  const own = account.pipelines[type.name];
  if (!spec || !own) return spec;
  if (name === 'pipeline') return { ...spec, options: own.map(({ id }) => id) };
  if (name === 'dealstage') return { ...spec, options: own.flatMap(({ stages }) => stages.map(({ id }) => id)) };
  return spec;
}

/** Numbers and booleans arrive as strings; times also as milliseconds. */
function parsed(spec: FieldSpec, value: FieldValue): FieldValue {
  if (typeof value !== 'string' || value === '') return spec.type === 'text' && typeof value === 'number' ? String(value) : value;
  if (spec.type === 'number') return Number(value);
  if (spec.type === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
  if (spec.type === 'time' && /^\d{11,14}$/.test(value)) return new Date(Number(value)).toISOString();
  if (spec.type === 'time' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return `${value}T00:00:00Z`;
  return value;
}

const wording: Record<FieldProblem, { code: string; message: (name: string, value: string, spec: FieldSpec | undefined) => string }> = {
  unknown: { code: 'PROPERTY_DOESNT_EXIST', message: (name) => `Property "${name}" does not exist` },
  read_only: { code: 'READ_ONLY_VALUE', message: (name) => `"${name}" is a read only property; its value cannot be set.` },
  wrong_type: {
    code: 'INVALID_TYPE',
    message: (name, value, spec) => `${value} was not a valid ${spec?.type ?? 'value'} for ${name}.`,
  },
  too_long: { code: 'VALUE_TOO_LONG', message: (name, _value, spec) => `${name} is longer than ${spec?.maxLength} characters` },
  bad_option: {
    code: 'INVALID_OPTION',
    message: (_name, value, spec) => `${value} was not one of the allowed options: [${spec?.options?.join(', ')}]`,
  },
};
