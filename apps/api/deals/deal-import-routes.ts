import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import { ListQuery, listReply, readPage, readPlace } from '#apps/api/http/pagination.ts';
import { actorOf, callerOf, visiblePartner } from '#apps/api/http/principal.ts';
import { releaseBody } from '#apps/api/http/receive-body.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { takeFiles } from '#apps/api/http/text-body.ts';
import { validatorCompiler } from '#apps/api/http/validation.ts';
import { createDealImport, getDealImport, listDealImports, listImportRows } from '#db/deals/deal-import.ts';
import { assertImportRoom } from '#db/deals/import-backlog.ts';
import { ImportRows } from '#db/deals/import-rows.ts';
import { getProgramme } from '#db/deals/programme.ts';
import { limitAtOnce } from '#domain/at-once.ts';
import { boundedRecord } from '#domain/bounded-record.ts';
import { ImportedDeal, MAX_IMPORT_ROWS } from '#domain/deals/deal-import.ts';
import { importRowStatuses } from '#domain/deals/deal-states.ts';
import { registrationError } from '#domain/registration-errors.ts';
import { type Delimiter, delimiters } from './deal-import-csv.ts';
import { readImport } from './deal-import-rows.ts';
import { DealImport, DealImportList, DealImportRowList, ImportParams, toDealImport, toImportRow } from './deal-import-view.ts';
import { findOwner } from './deal-owner.ts';

const tags = ['Deals'];
const inQuery = { in: 'query' } as const;
/** 10,000 rows of 1.6 kB. Larger bodies are rejected by their Content-Length, or as soon as this much was received. */
const IMPORT_LIMIT_BYTES = 16 * 1024 * 1024;
/** Files in one process. While one is read, its rows are in memory beside it; one that waits takes only its own bytes. */
const READ_AT_ONCE = 2;

/** Programs and browsers name a CSV file by any of these. Windows registers `.csv` for Excel. */
const csvTypes = [
  'text/csv',
  'application/csv',
  'text/x-csv',
  'application/x-csv',
  'text/comma-separated-values',
  'text/tab-separated-values',
  'application/vnd.ms-excel',
];

const ImportQuery = z.strictObject({
  partner_id: z
    .string()
    .max(64)
    .optional()
    .describe('Partner that the deals belong to. Required with a platform key; with a partner key always your own partner'),
  submit: z.enum(['true', 'false']).default('false').describe('`true` submits each draft, in the order of the rows'),
  columns: z
    .string()
    .max(8_000)
    .optional()
    .describe(
      'For CSV: a JSON object that maps headers of the file to field paths, such as {"Company":"customer.company_name"}. Other columns are ignored. Default: the headers are the paths',
    ),
  delimiter: z
    .enum(Object.keys(delimiters) as [Delimiter, ...Delimiter[]])
    .optional()
    .describe('For CSV. Default: the delimiter that occurs most often in the header'),
});
const ImportsQuery = ListQuery.extend({ partner_id: z.string().max(64).optional() });
const RowsQuery = ListQuery.extend({ status: oneOrMore(importRowStatuses).optional() });
const ColumnMap = boundedRecord(z.string().max(1_000), z.string().max(200), 1_000);

/** Use with `api.register`, because only these routes accept files. */
export async function dealImportRoutes(app: App, deps: ApiDeps): Promise<void> {
  // Each row is validated later and on its own: an error in one row does not affect the others.
  app.setValidatorCompiler<z.ZodType>((route) =>
    route.httpPart === 'body' ? (data: unknown) => ({ value: data }) : validatorCompiler(route),
  );
  // JSON too: a list is read item by item, so that no body of 16 MiB is parsed at once.
  app.removeContentTypeParser('application/json');
  takeFiles(app, ['application/json', 'application/x-ndjson', ...csvTypes]);
  createRoute(app, deps);
  readRoutes(app, deps);
}

function createRoute(app: App, { db, workflows }: ApiDeps): void {
  const atOnce = limitAtOnce(READ_AT_ONCE);
  const schema = {
    operationId: 'importDeals',
    summary: 'Import deals',
    description:
      `Imports up to ${MAX_IMPORT_ROWS} rows and 16 MiB of JSON, NDJSON or CSV (UTF-8). Each row is a deal with an external_id. A new ` +
      'deal becomes a draft, a known deal is changed where its state allows it, and an unchanged deal is skipped, so you can safely ' +
      'send the same file again. Each row has its own result. The import runs asynchronously: read its progress with GET ' +
      '/deal-imports/{id}. Up to 50,000 rows of a partner can wait: with more, the response is 429 (import_backlog_full) with Retry-After. ' +
      'CSV needs a header with the columns of GET /deals/export; lists have ; between their items.',
    tags,
    ...needs('deals:write'),
    querystring: ImportQuery,
    body: z.array(ImportedDeal).min(1).max(MAX_IMPORT_ROWS),
    textBodies: {
      'application/x-ndjson': {
        description: 'One deal per line',
        example: '{"external_id":"CRM-1042","customer":{"company_name":"Brightwell Analytics GmbH"}}\n',
      },
      'text/csv': {
        description: 'A header, then one deal per line',
        example: 'external_id,customer.company_name,customer.website\nCRM-1042,Brightwell Analytics GmbH,brightwell-analytics.example\n',
      },
    },
    response: { 202: DealImport, ...problems() },
  };
  /** Before a file is received that would be refused. */
  const preParsing = async (request: FastifyRequest): Promise<void> => {
    const partnerId = visiblePartner(request);
    if (partnerId !== undefined) await assertImportRoom(db.sql, partnerId);
  };
  app.post('/deal-imports', { schema, bodyLimit: IMPORT_LIMIT_BYTES, preParsing }, async (request, reply) => {
    const { submit, ...query } = request.query;
    const sentType = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
    const mediaType = csvTypes.includes(sentType) ? 'text/csv' : sentType;
    const columns = readColumnMap(query.columns);
    if (mediaType !== 'text/csv') refuseOfCsv(query);
    const { partnerId, customTypes } = await ownerOf(request, query.partner_id, db);
    const format = { mediaType, columns, delimiter: query.delimiter, customTypes };
    const file = request.bodyBytes ?? Buffer.alloc(0);
    const job = await atOnce(callerOf(request.principal), async () => {
      const rows = new ImportRows();
      await readImport(file, format, { rows, checking: request.checking() }).finally(() => releaseBody(request));
      return createDealImport(db, rows, { partnerId, submit: submit === 'true' }, actorOf(request));
    });
    await bestEffort(request, 'import deals', () => workflows.deals.importDeals(job));
    return reply.code(202).header('location', `/api/v1/deal-imports/${job.id}`).send(toDealImport(job));
  });
}

function readRoutes(app: App, { db }: ApiDeps): void {
  const list = {
    operationId: 'listDealImports',
    summary: 'List imports of deals',
    description: 'Returns imports, newest first. A partner sees only its own.',
    tags,
    ...needs('deals:read'),
    querystring: ImportsQuery,
    response: { 200: DealImportList, ...problems() },
  };
  app.get('/deal-imports', { schema: list }, async (request, reply) => {
    const page = readPage(request);
    const partnerIds = [visiblePartner(request), request.query.partner_id].filter((id) => id !== undefined);
    const rows = await listDealImports(db, { partnerIds, before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toDealImport);
  });

  const common = { tags, ...needs('deals:read'), params: ImportParams };
  const read = {
    ...common,
    operationId: 'getDealImport',
    summary: 'Retrieve an import of deals',
    description: 'Returns the progress of the import and the number of rows per result.',
    response: { 200: DealImport, ...problems(404) },
  };
  app.get('/deal-imports/:id', { schema: read }, async (request) =>
    toDealImport(await getDealImport(db, request.params.id, visiblePartner(request))),
  );

  const rows = {
    ...common,
    operationId: 'listDealImportRows',
    summary: 'List the rows of an import',
    description:
      'Returns the rows in the order of the file, each with its result. With status=failed it lists the rows to fix and send again.',
    querystring: RowsQuery,
    response: { 200: DealImportRowList, ...problems(404) },
  };
  app.get('/deal-imports/:id/rows', { schema: rows }, async (request, reply) => {
    const page = readPage(request);
    const { id: importId } = await getDealImport(db, request.params.id, visiblePartner(request));
    const found = await listImportRows(db, {
      ...{ importId, statuses: valuesOf(request.query.status), after: readPlace(page.after), limit: page.limit + 1 },
    });
    return listReply(
      request,
      reply,
      page,
      found.map((row) => ({ ...row, id: String(row.row) })),
      toImportRow,
    );
  });
}

function readColumnMap(text: string | undefined): Record<string, string> | undefined {
  if (text === undefined) return undefined;
  try {
    return ColumnMap.parse(JSON.parse(text));
  } catch {
    const message = 'must be a JSON object such as {"Company":"customer.company_name"}, encoded for a URL';
    throw invalidRequest([registrationError(['columns'], 'invalid_value', message, inQuery)]);
  }
}

function refuseOfCsv(query: { columns?: string | undefined; delimiter?: string | undefined }): void {
  const sent = (['columns', 'delimiter'] as const).filter((name) => query[name] !== undefined);
  if (sent.length > 0) {
    throw invalidRequest(
      sent.map((name) => registrationError([name], 'invalid_value', 'is only allowed with Content-Type: text/csv', inQuery)),
    );
  }
}

async function ownerOf(request: FastifyRequest, asked: string | undefined, db: ApiDeps['db']) {
  const owner = await findOwner(db, request, asked);
  if ('code' in owner) throw invalidRequest([{ ...owner, ...inQuery }]);
  const { custom_schema: custom } = (await getProgramme(db, owner.programmeId)).settings;
  return { partnerId: owner.id, customTypes: typesOf(custom?.['properties']) };
}

function typesOf(properties: unknown): Record<string, unknown> {
  const named = typeof properties === 'object' && properties !== null ? Object.entries(properties) : [];
  return Object.fromEntries(named.map(([name, schema]) => [name, (schema as { type?: unknown } | null)?.type]));
}
