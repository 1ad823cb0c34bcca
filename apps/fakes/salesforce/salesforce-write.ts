import { type FieldProblem, type FieldValue, findFieldProblem } from '#apps/fakes/field-spec.ts';
import type { Fields, StoredRecord } from '#apps/fakes/record-store.ts';
import { RecordError, refuse } from './salesforce-errors.ts';
import type { SalesforceOrg } from './salesforce-org.ts';
import type { SalesforceField, SObjectType } from './salesforce-schema.ts';

/** What a caller's headers say about saving. */
export interface SaveOptions {
  allowDuplicates: boolean;
}

type Given = Readonly<Record<string, unknown>>;

/** Checks a new record, and returns what creates it. */
export function planInsert(org: SalesforceOrg, type: SObjectType, given: Given, options: SaveOptions): () => StoredRecord {
  const fields = acceptFields(org, type, given);
  const missing = [...type.fields.values()].filter((field) => field.required && (fields[field.name] ?? '') === '').map(({ name }) => name);
  if (missing.length > 0) throw new RecordError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, missing);
  refuseTaken(org, type, fields, undefined);
  runRules(org, type, fields, undefined, options);
  return () => {
    refuseTaken(org, type, fields, undefined);
    return org.records(type.name).create(fields);
  };
}

/** Checks a change, and returns what makes it. */
export function planUpdate(org: SalesforceOrg, type: SObjectType, id: string, given: Given, options: SaveOptions): () => StoredRecord {
  const present = org.getLive(type, id);
  const fields = acceptFields(org, type, given);
  const emptied = [...type.fields.values()].filter(({ name, required }) => required && name in fields && (fields[name] ?? '') === '');
  const names = emptied.map(({ name }) => name);
  if (names.length > 0) throw new RecordError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names);
  refuseLocked(org, present.id);
  refuseTaken(org, type, fields, present.id);
  runRules(org, type, { ...present.fields, ...fields }, present.id, options);
  return () => org.records(type.name).update(present.id, fields);
}

export function planDelete(org: SalesforceOrg, type: SObjectType, id: string): () => StoredRecord {
  const present = org.getLive(type, id);
  refuseLocked(org, present.id);
  return () => org.records(type.name).archive(present.id);
}

export function externalIdField(org: SalesforceOrg, type: SObjectType, name: string): SalesforceField {
  const field = org.field(type, name);
  if (field?.externalId) return field;
  throw new RecordError('NOT_FOUND', 'Provided external ID field does not exist or is not accessible: ' + name, [], 404);
}

/** What the JSON parser refuses: it reads a whole request before anything of it is saved. */
export function refuseWrongTypes(org: SalesforceOrg, type: SObjectType, given: Given): void {
  for (const [name, value] of Object.entries(given)) {
    if (name === 'attributes') continue;
    const field = org.field(type, name);
    const read = readValue(field, value);
    if (field && findFieldProblem({ ...field, readOnly: undefined }, read) === 'wrong_type') {
      throw errorOf('wrong_type', type, name, field, read);
    }
  }
}

/** Types are the JSON parser's matter and fail the whole request, everything else concerns the record. */
function acceptFields(org: SalesforceOrg, type: SObjectType, given: Given): Fields {
  const accepted: Fields = {};
  for (const [name, value] of Object.entries(given)) {
    if (name === 'attributes') continue;
    const field = org.field(type, name);
    const read = readValue(field, value);
    const problem = field?.name === 'Id' ? 'read_only' : findFieldProblem(field, read);
    if (problem) throw errorOf(problem, type, name, field, read);
    if (field?.refersTo && typeof read === 'string') refuseUnknownReference(org, field, read);
    if (field) accepted[field.name] = read;
  }
  return accepted;
}

/** The parser takes numbers and booleans in quotes too. */
function readValue(field: SalesforceField | undefined, value: unknown): FieldValue {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'string') throw jsonError('', 'object');
  if (field?.type === 'number' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (field?.type === 'boolean' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  if (field?.type === 'time') return value.replace(/\+0000$/, 'Z');
  return value;
}

const jsonError = (value: string, soapType: string) =>
  refuse(
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${soapType} from VALUE_STRING value ${value} or request may be missing a required field at [line:1, column:1]`,
  );

function errorOf(problem: FieldProblem, type: SObjectType, name: string, field: SalesforceField | undefined, value: FieldValue): Error {
  switch (problem) {
    case 'unknown':
      return new RecordError('INVALID_FIELD', `No such column '${name}' on sobject of type ${type.name}`);
    case 'read_only':
      return new RecordError(
        'INVALID_FIELD_FOR_INSERT_UPDATE',
        `Unable to create/update fields: ${name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
        [name],
      );
    case 'wrong_type':
      return jsonError(String(value), field?.soapType ?? 'string');
    case 'too_long':
      return new RecordError(
        'STRING_TOO_LONG',
        `${field?.label}: data value too large: ${String(value).slice(0, 40)} (max length=${field?.maxLength})`,
        [name],
      );
    case 'bad_option':
      return new RecordError(
        'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
        `${field?.label}: bad value for restricted picklist field: ${String(value)}`,
        [name],
      );
  }
}

function refuseUnknownReference(org: SalesforceOrg, field: SalesforceField, id: string): void {
  const target = org.types.find(({ name }) => name === field.refersTo);
  if (!/^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(id)) {
    throw new RecordError('MALFORMED_ID', `${field.label}: id value of incorrect type: ${id}`, [field.name]);
  }
  if (target && org.find(target, id)?.archivedAt !== undefined) {
    throw new RecordError('ENTITY_IS_DELETED', 'entity is deleted', [field.name]);
  }
  if (target && !org.find(target, id)) throw new RecordError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field.name]);
}

function refuseLocked(org: SalesforceOrg, id: string): void {
  if (org.locked.has(id)) {
    throw new RecordError('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record or 1 records: ' + id);
  }
}

function refuseTaken(org: SalesforceOrg, type: SObjectType, fields: Fields, id: string | undefined): void {
  for (const field of type.fields.values()) {
    const value = fields[field.name];
    if (!field.unique || value == null) continue;
    const holder = org.records(type.name).findBy(field.name, value);
    if (!holder || holder.id === id) continue;
    const message = `duplicate value found: ${field.name} duplicates value on record with id: ${holder.id}`;
    throw new RecordError('DUPLICATE_VALUE', message, [field.name]);
  }
}

/** The company's own rules: validation and duplicates. */
function runRules(org: SalesforceOrg, type: SObjectType, fields: Fields, id: string | undefined, { allowDuplicates }: SaveOptions): void {
  const broken = org.validationRules.find((rule) => rule.object === type.name && rule.fails(fields));
  if (broken) throw new RecordError('FIELD_CUSTOM_VALIDATION_EXCEPTION', broken.message, [broken.field]);
  for (const rule of org.duplicateRules) {
    if (rule.object !== type.name || (rule.action === 'alert' && allowDuplicates)) continue;
    const value = fields[rule.field];
    const same = org
      .records(type.name)
      .all()
      .find((one) => one.id !== id && one.archivedAt === undefined && one.fields[rule.field] === value);
    if (value != null && same) {
      throw new RecordError('DUPLICATES_DETECTED', "You're creating a duplicate record. We recommend you use an existing record instead.");
    }
  }
}
