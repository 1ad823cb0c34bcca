import type { FieldValue } from '#apps/fakes/field-spec.ts';
import type { StoredRecord } from '#apps/fakes/record-store.ts';
import { refuse } from './salesforce-errors.ts';
import type { SalesforceOrg } from './salesforce-org.ts';
import type { SalesforceField, SObjectType } from './salesforce-schema.ts';
import { type Condition, type Literal, parseSoql, type Soql } from './soql.ts';

export interface Selection {
  type: SObjectType;
  /** The paths that were selected, such as `Name` and `Account.Name`, in the org's own spelling. */
  paths: string[];
  isCount: boolean;
  records: StoredRecord[];
}

type Read = (record: StoredRecord) => FieldValue;

/** Runs a query over what is visible; `all` includes what is in the recycle bin. */
export function runSoql(org: SalesforceOrg, text: string, { all }: { all: boolean }): Selection {
  const query = parseSoql(text);
  const type = org.types.find(({ name }) => name.toLowerCase() === query.object.toLowerCase());
  if (!type) throw refuse(400, 'INVALID_TYPE', `sObject type '${query.object}' is not supported.`);
  const paths = query.isCount ? [] : query.fields.map((field) => pathOf(org, type, field));
  const holds = query.where ? conditionOf(org, type, query.where) : () => true;
  const records = org
    .records(type.name)
    .visible()
    .filter((record) => (all || record.archivedAt === undefined) && holds(record))
    .toArray();
  sort(org, type, query, records);
  return { type, paths, isCount: query.isCount, records: records.slice(query.offset, query.offset + (query.limit ?? Infinity)) };
}

/** Finds a field, also of a parent (`Account.Name`), and spells its path as the org does. */
function pathOf(org: SalesforceOrg, type: SObjectType, path: string): string {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) return fieldOf(org, type, first).name;
  const link = fieldOf(org, type, `${first}Id`);
  const parent = org.type(link.refersTo ?? '');
  return `${link.name.slice(0, -2)}.${pathOf(org, parent, rest.join('.'))}`;
}

function fieldOf(org: SalesforceOrg, type: SObjectType, name: string): SalesforceField {
  const found = org.field(type, name);
  if (found) return found;
  throw refuse(
    400,
    'INVALID_FIELD',
    `No such column '${name}' on entity '${type.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name.`,
  );
}

/** The value at a path; null if a link on the way is empty. */
export function valueAt(org: SalesforceOrg, type: SObjectType, record: StoredRecord, path: string): FieldValue {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) return org.value(type, record, first);
  const id = org.value(type, record, `${first}Id`);
  const parentType = org.type(type.fields.get(`${first}Id`)?.refersTo ?? '');
  const parent = typeof id === 'string' ? org.find(parentType, id) : undefined;
  return parent ? valueAt(org, parentType, parent, rest.join('.')) : null;
}

function conditionOf(org: SalesforceOrg, type: SObjectType, condition: Condition): (record: StoredRecord) => boolean {
  if (condition.kind === 'not') {
    const inner = conditionOf(org, type, condition.part);
    return (record) => !inner(record);
  }
  if (condition.kind !== 'compare') {
    const parts = condition.parts.map((part) => conditionOf(org, type, part));
    return condition.kind === 'and' ? (record) => parts.every((part) => part(record)) : (record) => parts.some((part) => part(record));
  }
  const path = pathOf(org, type, condition.field);
  const field = lastField(org, type, path);
  for (const value of condition.values) refuseOtherType(field, condition.field, value);
  const read: Read = (record) => valueAt(org, type, record, path);
  return comparison(condition, read, isTime(field));
}

function lastField(org: SalesforceOrg, type: SObjectType, path: string): SalesforceField {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) return fieldOf(org, type, first);
  return lastField(org, org.type(fieldOf(org, type, `${first}Id`).refersTo ?? ''), rest.join('.'));
}

const isTime = ({ type }: SalesforceField) => type === 'time';

/** Dates, times, numbers and booleans are not quoted, and text is. */
function refuseOtherType({ type }: SalesforceField, name: string, literal: Literal): void {
  if (literal.type === 'null') return;
  const wanted = type === 'time' || type === 'date' || type === 'number' || type === 'boolean' ? type : 'text';
  if (literal.type === wanted) return;
  const soap = { time: 'dateTime', date: 'date', number: 'double', boolean: 'boolean', text: 'string' }[wanted];
  const quotes = wanted === 'text' ? 'be enclosed in quotes' : 'not be enclosed in quotes';
  throw refuse(400, 'INVALID_FIELD', `value of filter criterion for field '${name}' must be of type ${soap} and should ${quotes}`);
}

function comparison(
  { operator, values }: Extract<Condition, { kind: 'compare' }>,
  read: Read,
  asTime: boolean,
): (record: StoredRecord) => boolean {
  const normal = (value: FieldValue): string | number | boolean | null =>
    typeof value !== 'string' ? value : asTime ? Date.parse(value) : value.toLowerCase();
  const wanted = values.map((literal) => (literal.type === 'null' ? null : normal(literal.value)));
  const [first = null] = wanted;
  const compare = (holds: (value: string | number, than: string | number) => boolean) => (record: StoredRecord) => {
    const value = normal(read(record));
    return (
      value !== null &&
      first !== null &&
      holds(Number.isFinite(value) ? Number(value) : String(value), Number.isFinite(first) ? Number(first) : String(first))
    );
  };
  switch (operator) {
    case '=':
      return (record) => normal(read(record)) === first;
    case '!=':
      return (record) => normal(read(record)) !== first;
    case '<':
      return compare((value, than) => value < than);
    case '<=':
      return compare((value, than) => value <= than);
    case '>':
      return compare((value, than) => value > than);
    case '>=':
      return compare((value, than) => value >= than);
    case 'IN':
      return among(wanted, read, normal, true);
    case 'NOT IN':
      return among(wanted, read, normal, false);
    case 'LIKE': {
      const parts = String(first).replaceAll(/[%_]|[^%_]+/g, (part) => ({ '%': '.*', _: '.' })[part] ?? RegExp.escape(part));
      const pattern = new RegExp(`^${parts}$`, 's');
      return (record) => pattern.test(String(normal(read(record)) ?? ''));
    }
    case 'INCLUDES':
    case 'EXCLUDES':
      return (record) => {
        const chosen = String(normal(read(record)) ?? '').split(';');
        const included = wanted.some((one) =>
          String(one)
            .split(';')
            .every((part) => chosen.includes(part)),
        );
        return included === (operator === 'INCLUDES');
      };
  }
}

function among(
  wanted: unknown[],
  read: Read,
  normal: (value: FieldValue) => unknown,
  expected: boolean,
): (record: StoredRecord) => boolean {
  const set = new Set(wanted);
  return (record) => set.has(normal(read(record))) === expected;
}

function sort(org: SalesforceOrg, type: SObjectType, { order }: Soql, records: StoredRecord[]): void {
  const keys = order.map(({ field, ...rest }) => ({ path: pathOf(org, type, field), ...rest }));
  records.sort((a, b) => {
    for (const { path, descending, nullsLast } of keys) {
      const [x, y] = [valueAt(org, type, a, path), valueAt(org, type, b, path)];
      if (x === y) continue;
      if (x === null || y === null) return (x === null) === nullsLast ? 1 : -1;
      return (x < y ? -1 : 1) * (descending ? -1 : 1);
    }
    return 0;
  });
}
