import { z } from 'zod';
import type { StoredRecord } from '#apps/fakes/record-store.ts';
import type { Routes, VendorAnswer } from '#apps/fakes/vendor-server.ts';
import type { HubSpotAccount } from './hubspot-account.ts';
import type { Access } from './hubspot-admission.ts';
import { readJson } from './hubspot-body.ts';
import { invalid, RecordProblem } from './hubspot-errors.ts';
import { OBJECTS, typed } from './hubspot-object-routes.ts';
import { toResult } from './hubspot-objects.ts';
import type { ObjectType } from './hubspot-schema.ts';
import { shownValue } from './hubspot-values.ts';

const operators = [
  ...(['EQ', 'NEQ', 'LT', 'LTE', 'GT', 'GTE', 'BETWEEN', 'IN', 'NOT_IN', 'HAS_PROPERTY', 'NOT_HAS_PROPERTY'] as const),
  ...(['CONTAINS_TOKEN', 'NOT_CONTAINS_TOKEN'] as const),
];
const Filter = z.strictObject({
  propertyName: z.string(),
  operator: z.enum(operators),
  value: z.string().optional(),
  highValue: z.string().optional(),
  values: z.array(z.string()).optional(),
});
type Filter = z.infer<typeof Filter>;

const Sort = z.union([z.string(), z.strictObject({ propertyName: z.string(), direction: z.enum(['ASCENDING', 'DESCENDING']) })]);
const Search = z.strictObject({
  query: z.string().max(3_000).optional(),
  limit: z.int().min(1).max(200).default(10),
  after: z.union([z.string(), z.number()]).default('0'),
  sorts: z.array(Sort).max(1, 'Only one sort is allowed').default([]),
  properties: z.array(z.string()).default([]),
  filterGroups: z
    .array(z.strictObject({ filters: z.array(Filter).max(6) }))
    .max(5)
    .default([])
    .refine((groups) => groups.flatMap(({ filters }) => filters).length <= 18, 'Too many filters: at most 18 altogether'),
});
type Search = z.infer<typeof Search>;

export function searchRoutes(account: HubSpotAccount, { read }: Access): Routes {
  return {
    [`POST ${OBJECTS}/search`]: typed(account, read, (type, request) => search(account, type, readJson(Search, request))),
  };
}

function search(account: HubSpotAccount, type: ObjectType, asked: Search): VendorAnswer {
  const after = account.repeatPages ? 0 : Number(asked.after);
  if (!(after >= 0)) throw new RecordProblem(invalid('Invalid input: after must be a number from paging.next.after'));
  if (after + asked.limit > account.searchCap) {
    throw new RecordProblem(invalid(`The maximum number of results of a search is ${account.searchCap}: narrow the filters`));
  }
  const range = account.repeatPages ? null : idRangeOf(asked);
  if (range !== null) return searchRange(account, type, asked, range);
  const conditions = asked.filterGroups.map(({ filters }) => filters.map((filter) => conditionOf(type, filter)));
  const matching = account
    .records(type.name)
    .visible({ archived: false, since: sinceOf(type, asked) })
    .filter((record) => conditions.length === 0 || conditions.some((group) => group.every((holds) => holds(record))))
    .filter((record) => asked.query === undefined || containsWord(type, record, asked.query))
    .toArray();
  sort(type, matching, asked.sorts[0]);
  const page = matching.slice(after, after + asked.limit);
  const next = account.repeatPages ? asked.limit : after + page.length;
  const hasMore = page.length > 0 && (account.repeatPages || next < matching.length);
  return {
    status: 200,
    body: {
      total: matching.length,
      results: page.map((record) => toResult(account, type, record, asked)),
      ...(hasMore ? { paging: { next: { after: String(next) } } } : {}),
    },
  };
}

interface IdRange {
  afterId: number;
  untilId: number;
}

/** Of a search for ids from one to another in their order: HubSpot finds them by an index. Null for any other. */
function idRangeOf({ filterGroups, sorts: [sort], query, after }: Search): IdRange | null {
  const [{ filters } = { filters: [] }, ...others] = filterGroups;
  const isById = typeof sort === 'object' && sort.propertyName === ID && sort.direction === 'ASCENDING';
  if (!isById || others.length > 0 || query !== undefined || Number(after) !== 0) return null;
  const range = { afterId: 0, untilId: Number.POSITIVE_INFINITY };
  for (const { propertyName, operator, value } of filters) {
    if (propertyName !== ID || (operator !== 'GT' && operator !== 'LTE') || value === undefined) return null;
    if (operator === 'GT') range.afterId = Number(value);
    else range.untilId = Number(value);
  }
  return range;
}

const ID = 'hs_object_id';

function searchRange(account: HubSpotAccount, type: ObjectType, asked: Search, range: IdRange): VendorAnswer {
  const store = account.records(type.name);
  const results = store
    .visible({ archived: false, ...range })
    .take(asked.limit)
    .map((record) => toResult(account, type, record, asked))
    .toArray();
  const total = store.countLive(range);
  const paging = total > results.length ? { paging: { next: { after: String(results.length) } } } : {};
  return { status: 200, body: { total, results, ...paging } };
}

/** Before this time nothing can match: HubSpot has an index of it, too. */
function sinceOf({ modifiedProperty }: ObjectType, { filterGroups }: Search): number {
  const since = filterGroups.map(({ filters }) =>
    Math.max(
      0,
      ...filters
        .filter(({ propertyName, operator }) => propertyName === modifiedProperty && operator === 'GTE')
        .map(({ value }) => Number(value) || 0),
    ),
  );
  return since.length === 0 ? 0 : Math.min(...since);
}

type Condition = (record: StoredRecord) => boolean;

function conditionOf(type: ObjectType, filter: Filter): Condition {
  const { propertyName, operator, value, highValue, values } = filter;
  const spec = type.properties.get(propertyName);
  if (!spec) throw new RecordProblem(invalid(`Property "${propertyName}" does not exist`, { context: { propertyName: [propertyName] } }));
  const needs = operator === 'IN' || operator === 'NOT_IN' ? values : operator.endsWith('HAS_PROPERTY') ? '' : value;
  if (needs === undefined) throw new RecordProblem(invalid(`operator ${operator} requires a value`));
  if (operator === 'BETWEEN' && highValue === undefined) throw new RecordProblem(invalid('operator BETWEEN requires highValue'));
  const wanted = comparable(spec.type, value ?? '');
  const high = comparable(spec.type, highValue ?? '');
  const among = new Set(values?.map((one) => comparable(spec.type, one)));
  return (record) => {
    const shown = shownValue(type, record, propertyName);
    if (operator === 'HAS_PROPERTY') return shown !== null;
    if (operator === 'NOT_HAS_PROPERTY') return shown === null;
    if (shown === null) return operator === 'NEQ' || operator === 'NOT_IN' || operator === 'NOT_CONTAINS_TOKEN';
    const present = comparable(spec.type, shown);
    switch (operator) {
      case 'EQ':
        return present === wanted;
      case 'NEQ':
        return present !== wanted;
      case 'LT':
        return present < wanted;
      case 'LTE':
        return present <= wanted;
      case 'GT':
        return present > wanted;
      case 'GTE':
        return present >= wanted;
      case 'BETWEEN':
        return present >= wanted && present <= high;
      case 'IN':
        return among.has(present);
      case 'NOT_IN':
        return !among.has(present);
      case 'CONTAINS_TOKEN':
        return tokens(shown).includes(String(wanted));
      case 'NOT_CONTAINS_TOKEN':
        return !tokens(shown).includes(String(wanted));
    }
  };
}

/** Numbers and times compare as numbers, the rest without regard to case. */
function comparable(type: string, value: string): number | string {
  if (type === 'number') return Number(value);
  if (type === 'time' || type === 'date') return /^\d+$/.test(value) ? Number(value) : Date.parse(value);
  return value.toLowerCase();
}

function sort(type: ObjectType, records: StoredRecord[], asked: z.infer<typeof Sort> | undefined): void {
  if (asked === undefined) return;
  const isText = typeof asked === 'string';
  const name = isText ? asked.replace(/^-/, '') : asked.propertyName;
  const spec = type.properties.get(name);
  if (!spec) throw new RecordProblem(invalid(`Property "${name}" does not exist`));
  const direction = (isText ? asked.startsWith('-') : asked.direction === 'DESCENDING') ? -1 : 1;
  const keys = new Map(records.map((record) => [record, comparable(spec.type, shownValue(type, record, name) ?? '')]));
  const keyOf = (record: StoredRecord) => keys.get(record) ?? '';
  records.sort((a, b) => (keyOf(a) < keyOf(b) ? -direction : keyOf(a) > keyOf(b) ? direction : 0));
}

const tokens = (text: string) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u);

const containsWord = (type: ObjectType, record: StoredRecord, query: string) =>
  type.shown.some((name) => shownValue(type, record, name)?.toLowerCase().includes(query.toLowerCase()));
