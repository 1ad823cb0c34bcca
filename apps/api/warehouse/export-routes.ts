import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { visiblePartner } from '#apps/api/http/principal.ts';
import { needs, platformRequired } from '#apps/api/http/scopes.ts';
import { sendLines } from '#apps/api/http/send-lines.ts';
import { readSettledUntil } from '#db/settled-until.ts';
import type { ExportStream } from '#db/warehouse/export-stream.ts';
import { exportStreams, streamsFor } from '#db/warehouse/export-streams.ts';
import { type ExportedRow, type ExportPlace, readExport } from '#db/warehouse/read-export.ts';
import { wholeNumberText } from '#domain/bounded-number.ts';
import { Instant } from '#domain/instant.ts';
import type { ExportStreamName } from '#domain/warehouse/export-streams.ts';
import { beginOfPass, readCursor, writeCursor } from './export-cursor.ts';
import { ExportPage, ExportParams, ExportStreamList, ExportStreamSchema, MAX_EXPORT_LIMIT, toSchema, toStream } from './export-view.ts';

const tags = ['Exports'];
const NDJSON = 'application/x-ndjson';
/** A page has about so many characters at most. */
const MAX_PAGE = 1024 * 1024;

const ExportQuery = z.strictObject({
  cursor: z.string().max(1_000).optional().describe('`next_cursor` of the previous page or pass. `updated_since` is ignored with it'),
  updated_since: Instant.optional().describe(
    'Return only what was changed or deleted at or after this time, such as the latest `updated_at` that you have. Without it and without ' +
      '`cursor`, everything is returned',
  ),
  limit: wholeNumberText(1, MAX_EXPORT_LIMIT).default(500).describe('Maximum number of rows per page. A page of large rows has fewer'),
});

/** Streams for ETL tools. */
export function exportRoutes(app: App, deps: ApiDeps): void {
  const list = {
    operationId: 'listExportStreams',
    summary: 'List the streams of exports',
    description: 'Returns what can be exported. A partner key sees the streams that have rows of its own.',
    tags,
    ...needs('exports:read'),
    response: { 200: ExportStreamList, ...problems() },
  };
  app.get('/exports', { schema: list }, async (request) => ({ data: streamsFor(visiblePartner(request)).map(toStream) }));

  const schema = {
    operationId: 'getExportSchema',
    summary: 'Retrieve the schema of a stream',
    description: 'Returns the JSON Schema of its rows, its primary key and its cursor field.',
    tags,
    ...needs('exports:read'),
    params: ExportParams,
    response: { 200: ExportStreamSchema, ...problems(403) },
  };
  app.get('/exports/:stream/schema', { schema }, async (request) => toSchema(streamOf(request), visiblePartner(request)));

  readRoute(app, deps);
}

function readRoute(app: App, deps: ApiDeps): void {
  const read = {
    operationId: 'readExport',
    summary: 'Read a stream',
    description:
      'Returns a pass of the stream: all rows, or those that changed or were deleted since. Nothing is left out, however late its transaction ' +
      `is committed. With \`Accept: ${NDJSON}\` the whole pass is streamed, a row a line, and the \`Link\` header has the cursor of the next ` +
      'pass. A platform key reads the rows of all partners but not those of sandboxes, a partner key its own.',
    tags,
    ...needs('exports:read'),
    params: ExportParams,
    querystring: ExportQuery,
    response: {
      200: {
        description: 'Rows',
        content: {
          'application/json': { schema: ExportPage },
          [NDJSON]: { schema: z.string().meta({ maxLength: 2_147_483_647, example: '{"id":"deal_01k9v5yq3n8t2e6w7x4z0b1c2d",…}\n' }) },
        },
      },
      ...problems(403),
    },
  };
  app.get('/exports/:stream', { schema: read }, async (request, reply) => {
    const stream = streamOf(request);
    const { cursor, updated_since: since = null, limit } = request.query;
    const sql = stream.store === 'attribution' ? deps.attribution.sql : deps.db.sql;
    const position = cursor === undefined ? { since, until: null, place: beginOfPass } : readCursor(stream.name, cursor);
    const window = { since: position.since, until: position.until ?? (await readSettledUntil(sql)).toISOString() };
    const source = { sql, stream, partnerId: visiblePartner(request), window };
    const nextPass = writeCursor(stream.name, { since: window.until, until: null, place: beginOfPass });
    reply.header('vary', 'accept');
    if (request.headers.accept?.includes(NDJSON)) {
      reply.type(NDJSON).header('link', linkTo(stream.name, nextPass));
      return sendLines(request, reply, toLines(readExport(source, position.place))) as never;
    }
    const { rows, next } = await readPage(readExport(source, position.place, limit + 1), limit);
    const nextCursor = next ? writeCursor(stream.name, { ...window, place: next }) : nextPass;
    if (next) reply.header('link', linkTo(stream.name, nextCursor));
    reply.type('application/json; charset=utf-8');
    return `{"data":[${rows.map(({ line }) => line).join(',')}],"has_more":${next !== null},"next_cursor":"${nextCursor}"}` as never;
  });
}

function streamOf(request: FastifyRequest & { params: { stream: ExportStreamName } }): ExportStream {
  const stream = exportStreams[request.params.stream];
  if (!streamsFor(visiblePartner(request)).includes(stream)) throw platformRequired();
  return stream;
}

const linkTo = (stream: ExportStreamName, cursor: string) => `</api/v1/exports/${stream}?cursor=${cursor}>; rel="next"`;

/** The rows of a page, and the place behind them; null if there are no more. */
async function readPage(read: AsyncIterable<ExportedRow[]>, limit: number): Promise<{ rows: ExportedRow[]; next: ExportPlace | null }> {
  const rows: ExportedRow[] = [];
  let size = 0;
  for await (const some of read) {
    for (const row of some) {
      if (rows.length === limit || (size > 0 && size + row.line.length > MAX_PAGE)) return { rows, next: rows.at(-1)?.place ?? null };
      rows.push(row);
      size += row.line.length;
    }
  }
  return { rows, next: null };
}

async function* toLines(read: AsyncIterable<ExportedRow[]>): AsyncGenerator<string> {
  for await (const rows of read) yield `${rows.map(({ line }) => line).join('\n')}\n`;
}
