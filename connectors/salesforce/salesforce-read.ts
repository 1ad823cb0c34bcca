import { z } from 'zod';
import { ConnectorError } from '#connectors/connector-error.ts';
import { readCursor, writeCursor } from '#connectors/cursor.ts';
import type { PageRequest, RecordPage, VendorRecord } from '#connectors/record.ts';
import type { VendorSession } from '#connectors/vendor-session.ts';
import { createQueryJob, readJobPage } from './salesforce-bulk-read.ts';
import { dataPath, describeOnce } from './salesforce-describe.ts';
import { salesforceManifest } from './salesforce-manifest.ts';
import { checkName, isoTime, type Kinds, kindsOf, type Row, toRecord } from './salesforce-values.ts';

/** What one call of the query API returns at most. */
const PAGE = 2_000;
/** Salesforce refuses URLs of 16,384 bytes. Longer queries are made by a job, which has no such limit. */
const MAX_QUERY_BYTES = 15_000;
const MAX_BYTES = 64 * 1024 * 1024;

const Kinds = z.record(z.string(), z.enum(['number', 'boolean', 'time', 'choices']));
const id = z.string().regex(/^\w{15,18}$/);
const Place = z.discriminatedUnion('by', [
  // After this record, in the order of Id, or of SystemModstamp and Id.
  z.object({ by: z.literal('rest'), kinds: Kinds, id, at: z.string().optional(), unsupported: z.boolean().optional() }),
  z.object({ by: z.literal('job'), kinds: Kinds, job: id, locator: z.string().max(500).optional() }),
]);
type Place = z.infer<typeof Place>;

/**
 * The first 2,000 records are read by a query, the rest by a job of Bulk API 2.0, where it can read these fields, else by more queries. Each
 * query continues after the last record of the one before, so that nothing depends on the vendor's own cursors.
 */
export async function readPage(session: VendorSession, request: PageRequest): Promise<RecordPage> {
  const place = readCursor(Place, request.cursor);
  if (place?.by === 'job') return readJobPage(session, request, place);
  const kinds = place?.kinds ?? kindsOf((await describeOnce(session, checkName(request.object))).fields, request.fields);
  const soql = queryOf(request, place);
  const isLong = Buffer.byteLength(encodeURIComponent(soql)) > MAX_QUERY_BYTES;
  const wantsJob = (place !== null && place.unsupported !== true) || isLong;
  if (wantsJob) {
    const job = await createQueryJob(session, request, soql);
    if (job !== null) return { records: [], next: writeCursor({ by: 'job', kinds, job }) };
    if (isLong) throw new ConnectorError('rejected', `Salesforce can read fewer fields of ${request.object} in one query; map fewer`);
  }
  return readRest(session, request, { soql, kinds, unsupported: wantsJob || place?.unsupported === true });
}

const Queried = z.object({ done: z.boolean(), records: z.array(z.looseObject({ Id: z.string() })) });

async function readRest(
  session: VendorSession,
  request: PageRequest,
  { soql, kinds, unsupported }: { soql: string; kinds: Kinds; unsupported: boolean },
): Promise<RecordPage> {
  const path = `${dataPath}/${request.what === 'gone' ? 'queryAll' : 'query'}`;
  // One more than is returned at once, so that `done` tells whether there are more.
  const query = { q: `${soql} LIMIT ${PAGE + 1}` };
  const { records, done } = (await session.call({ method: 'GET', path, query, maxBytes: MAX_BYTES })).read(Queried);
  const rows = records.map(toRow);
  const last = rows.at(-1);
  const at = request.what === 'all' ? undefined : (isoTime(last?.read('SystemModstamp')) ?? undefined);
  return {
    records: rows.map((row) => toRecord(row, request.fields, kinds)),
    next: last && !done ? writeCursor({ by: 'rest', kinds, id: last.id, at, unsupported }) : null,
  };
}

function toRow(record: Readonly<Record<string, unknown>> & { Id: string }): Row {
  return {
    id: record.Id,
    read: (path) =>
      path
        .split('.')
        .reduce<unknown>(
          (inner, name) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[name] : null),
          record,
        ),
  };
}

/** Without LIMIT. A record that changes meanwhile comes again at the end. */
function queryOf({ object, fields, what, since }: PageRequest, place: Extract<Place, { by: 'rest' }> | null): string {
  const name = checkName(object);
  const time = what === 'all' ? null : wholeSecond(since ?? new Date(0));
  const conditions = [
    ...(time === null ? [] : [`SystemModstamp >= ${time}`]),
    ...(what === 'gone' ? ['IsDeleted = true'] : []),
    ...(place === null ? [] : [place.at === undefined ? `Id > '${place.id}'` : after(place.at, place.id)]),
  ];
  const order = what === 'all' ? 'Id' : 'SystemModstamp, Id';
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return `SELECT ${selected(name, fields, what).join(', ')} FROM ${name}${where} ORDER BY ${order}`;
}

/** Salesforce cuts the time of a change to whole seconds: one in the same second as `since` is not after it otherwise. */
const wholeSecond = (time: Date): string => new Date(Math.floor(time.getTime() / 1_000) * 1_000).toISOString();

function after(at: string, id: string): string {
  const time = new Date(at).toISOString();
  return `(SystemModstamp > ${time} OR (SystemModstamp = ${time} AND Id > '${id}'))`;
}

function selected(object: string, fields: readonly string[], what: PageRequest['what']): string[] {
  const known = salesforceManifest.objects.find(({ name }) => name === object);
  const own = ['Id', 'SystemModstamp', 'IsDeleted'];
  if (what === 'gone') return known?.merges === 'asked' ? [...own, 'MasterRecordId'] : own;
  return [...new Set([...own, ...fields.map(checkName)])];
}

const Retrieved = z.array(z.looseObject({ Id: z.string() }).nullable());

export async function readMany(
  session: VendorSession,
  object: string,
  ids: readonly string[],
  fields: readonly string[],
): Promise<VendorRecord[]> {
  const name = checkName(object);
  const kinds = kindsOf((await describeOnce(session, name)).fields, fields);
  const json = { ids, fields: selected(name, fields, 'all') };
  const call = { method: 'POST', path: `${dataPath}/composite/sobjects/${name}`, json, maxBytes: MAX_BYTES } as const;
  // Null stands for an id that does not exist, or was deleted.
  const records = (await session.call(call)).read(Retrieved);
  return records.flatMap((record) => (record === null ? [] : toRecord(toRow(record), fields, kinds)));
}
