import type { StoredRecord } from '#apps/fakes/record-store.ts';
import type { Routes, VendorAnswer, VendorRequest } from '#apps/fakes/vendor-server.ts';
import { refuse } from './salesforce-errors.ts';
import type { SalesforceOrg } from './salesforce-org.ts';
import type { SObjectType } from './salesforce-schema.ts';
import { runSoql, type Selection, valueAt } from './soql-run.ts';

export const DATA = '/services/data/v\\d+\\.0';
const BATCH = 2_000;
/** A user has this many cursors; the oldest is given up for a new one. */
const MAX_CURSORS = 10;

export function queryRoutes(org: SalesforceOrg): Routes {
  const cursors = new Map<string, Selection>();
  let ids = 0;

  function pageOf(request: VendorRequest, cursor: string, selection: Selection, from: number): VendorAnswer {
    const size = batchSize(request);
    const { type, paths, isCount, records } = selection;
    const page = records.slice(from, from + size).map((record) => toRow(org, type, record, paths, versionOf(request)));
    const next = org.repeatPages ? 0 : from + size;
    const done = !org.repeatPages && next >= records.length;
    if (done) cursors.delete(cursor);
    const more = done ? {} : { nextRecordsUrl: `/services/data/${versionOf(request)}/query/${cursor}-${next}` };
    return { status: 200, body: { totalSize: records.length, done, ...more, records: isCount ? [] : page } };
  }

  const ask = (all: boolean) => (request: VendorRequest) => {
    const text = request.url.searchParams.get('q');
    if (text === null) throw refuse(400, 'MALFORMED_QUERY', 'A query string has to be specified');
    const cursor = `01g5g${String(++ids).padStart(13, '0')}`;
    const selection = runSoql(org, text, { all });
    cursors.set(cursor, selection);
    for (const [oldest] of cursors) if (cursors.size > MAX_CURSORS) cursors.delete(oldest);
    return pageOf(request, cursor, selection, 0);
  };

  return {
    [`GET ${DATA}/query`]: ask(false),
    [`GET ${DATA}/queryAll`]: ask(true),
    [`GET ${DATA}/query(?:All)?/:locator`]: (request) => {
      const [cursor = '', from] = (request.params['locator'] ?? '').split('-');
      const selection = cursors.get(cursor);
      if (!selection) throw refuse(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
      return pageOf(request, cursor, selection, Number(from));
    },
  };
}

export const versionOf = ({ url }: VendorRequest): string => /^\/services\/data\/(v\d+\.0)/.exec(url.pathname)?.[1] ?? '';

function batchSize({ headers }: VendorRequest): number {
  const asked = /batchSize\s*=\s*(\d+)/i.exec(String(headers['sforce-query-options'] ?? ''))?.[1];
  return Math.min(BATCH, Math.max(200, Number(asked ?? BATCH)));
}

export function attributesOf(type: SObjectType, record: StoredRecord, version: string) {
  return { type: type.name, url: `/services/data/${version}/sobjects/${type.name}/${record.id}` };
}

function toRow(org: SalesforceOrg, type: SObjectType, record: StoredRecord, paths: readonly string[], version: string): object {
  const row: Record<string, unknown> = { attributes: attributesOf(type, record, version) };
  for (const path of paths) {
    const [first = '', ...rest] = path.split('.');
    if (rest.length === 0) {
      row[first] = org.value(type, record, first);
      continue;
    }
    const parent = (row[first] ??= org.value(type, record, `${first}Id`) === null ? null : {}) as Record<string, unknown> | null;
    if (parent) parent[rest.join('.')] = valueAt(org, type, record, path);
  }
  return row;
}
