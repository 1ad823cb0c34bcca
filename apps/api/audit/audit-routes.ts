import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { readLargeRows } from '#apps/api/http/large-rows.ts';
import { ListQuery, listOf, listReply, readPlace } from '#apps/api/http/pagination.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { sendLines } from '#apps/api/http/send-lines.ts';
import { type AuditFilter, type AuditRow, listAuditEntries, readAuditLog } from '#db/audit/audit.ts';
import { Instant, Timestamp, toDate } from '#domain/instant.ts';

const tags = ['Audit log'];

const filters = {
  partner_id: z.string().max(100).optional(),
  actor_id: z.string().max(100).optional().describe('The key, OAuth client, command or database user that made the change'),
  object_kind: z.string().max(100).optional().describe('partner, api_key, endpoint, …, or route for API calls'),
  object_id: z.string().max(200).optional(),
  action: z.string().max(100).optional().describe('partner.updated, api_key.created, http.called, …'),
  from: Instant.optional(),
  to: Instant.optional().describe('Exclusive end of the time range'),
};
const AuditQuery = ListQuery.extend(filters);
/** A `bigint` that JavaScript holds exactly. */
const MAX_SEQ_DIGITS = 15;

const ExportQuery = z.strictObject(filters);

const AuditEntry = z
  .object({
    seq: z.int().describe('Sequence number from 1, without gaps'),
    at: Timestamp,
    actor: z.object({
      kind: z.enum(['platform', 'partner', 'system', 'database']).describe('`database`: a user who changed the database directly'),
      id: z.string(),
    }),
    partner_id: z.string().nullable(),
    action: z.string(),
    object: z.object({ kind: z.string(), id: z.string().max(500) }),
    request_id: z.string().nullable(),
    detail: z
      .unknown()
      .describe(
        'For a change: {before, after, changed}, with secrets masked. For an API call: {method, path, status}. Null after a person’s data was erased',
      ),
    detail_hash: z.string().describe('SHA-256 of the detail as stored. The export contains exactly these bytes'),
    prev_hash: z.string().describe('`hash` of the previous entry; empty in the first'),
    hash: z.string().describe('SHA-256 over this entry and prev_hash'),
  })
  .meta({
    id: 'AuditEntry',
    examples: [
      {
        seq: 42,
        at: '2026-03-01T09:30:00.000Z',
        actor: { kind: 'platform', id: 'key_01k9v5w0c4r8m1s6q2t7y3z9ab' },
        partner_id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab',
        action: 'partner.updated',
        object: { kind: 'partner', id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab' },
        request_id: '0b5fbc24-6d34-4e0c-9a1e-6c7e2b6b2f0d',
        detail: { before: { status: 'active' }, after: { status: 'suspended' }, changed: ['status'] },
        detail_hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        prev_hash: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
        hash: 'fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13',
      },
    ],
  });
const AuditEntryList = listOf(AuditEntry).meta({ id: 'AuditEntryList' });

export function auditRoutes(app: App, { db }: ApiDeps): void {
  const list = {
    operationId: 'listAuditEntries',
    summary: 'List audit entries',
    description:
      'Returns audit entries, newest first: who changed what and, for enterprise partners, every API call. Deals also have their own history: GET /deals/{id}/history.',
    tags,
    ...needs('audit:read'),
    querystring: AuditQuery,
    response: { 200: AuditEntryList, ...problems() },
  };
  app.get('/audit-entries', { schema: list }, async (request, reply) => {
    const filter = toFilter(request.query);
    const { page, rows } = await readLargeRows(request, async (after, limit) => {
      const before = after === undefined ? undefined : readPlace(after, MAX_SEQ_DIGITS);
      const entries = await listAuditEntries(db, { ...filter, before, limit });
      return entries.map((row) => ({ ...row, id: String(row.seq) }));
    });
    return listReply(request, reply, page, rows, toEntry);
  });

  const exported = {
    operationId: 'exportAuditEntries',
    summary: 'Export audit entries',
    description:
      'Returns all matching entries, oldest first, as one JSON object per line, in the form of GET /audit-entries. The export can be ' +
      'verified. `detail` contains exactly the bytes that `detail_hash` was computed from: the UTF-8 text between the first ' +
      '`"detail":` and the last `,"detail_hash":` of its line (null if it was erased). `hash` is the SHA-256 of `[prev_hash, seq, at, ' +
      'actor.kind, actor.id, partner_id, action, object.kind, object.id, request_id, detail_hash]`, written as JSON with a space after ' +
      'each comma. Without filters, each `prev_hash` is the `hash` of the previous line.',
    tags,
    ...needs('audit:read'),
    querystring: ExportQuery,
    response: {
      200: {
        description: 'NDJSON',
        content: { 'application/x-ndjson': { schema: z.string().meta({ example: '{"seq":1,…}\n{"seq":2,…}\n' }) } },
      },
      ...problems(),
    },
  };
  app.get('/audit-entries/export', { schema: exported }, async (request, reply) => {
    const rows = readAuditLog(db, toFilter(request.query));
    const lines = (async function* write() {
      for await (const row of rows) yield `${toLine(row)}\n`;
    })();
    reply.type('application/x-ndjson').header('content-disposition', 'attachment; filename="audit-log.ndjson"');
    return sendLines(request, reply, lines) as never;
  });
}

function toFilter(query: z.infer<typeof ExportQuery>): AuditFilter {
  return {
    partnerId: query.partner_id,
    actorId: query.actor_id,
    objectKind: query.object_kind,
    objectId: query.object_id,
    action: query.action,
    from: toDate(query.from),
    to: toDate(query.to),
  };
}

/** Inserts the detail's text as stored, because its hash covers that text. Parsing and serializing it again could change it. */
function toLine(row: AuditRow): string {
  // Finds the member itself: inside an earlier string value the quotes would be escaped.
  return JSON.stringify(toEntry({ ...row, detail: null })).replace('"detail":null', () => `"detail":${row.detail}`);
}

function toEntry(row: AuditRow): z.infer<typeof AuditEntry> {
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    actor: { kind: row.actorKind, id: row.actorId },
    partner_id: row.partnerId,
    action: row.action,
    object: { kind: row.objectKind, id: row.objectId },
    request_id: row.requestId,
    detail: row.detail === null ? null : (JSON.parse(row.detail) as unknown),
    detail_hash: row.detailHash,
    prev_hash: row.prevHash,
    hash: row.hash,
  };
}
