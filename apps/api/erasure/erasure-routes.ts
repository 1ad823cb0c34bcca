import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { bestEffort } from '#apps/api/http/best-effort.ts';
import { problems } from '#apps/api/http/errors.ts';
import { oneOrMore, valuesOf } from '#apps/api/http/one-or-more.ts';
import { ListQuery, listOf, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { PartnerParams } from '#apps/api/partners/partner-view.ts';
import { createSubjectErasure, deletePartner, type ErasureRow, getErasure, listErasures, subjectContext } from '#db/erasure/erasure.ts';
import { EmailAddress } from '#domain/email-address.ts';
import { erasureKinds, erasureStatuses } from '#domain/erasure/erasure.ts';
import { newId } from '#domain/id.ts';
import { Timestamp } from '#domain/instant.ts';

const tags = ['Erasures'];

const CreateErasure = z
  .strictObject({
    email: EmailAddress.describe('E-mail address of the person. It is stored encrypted while the erasure runs, then deleted'),
  })
  .meta({ id: 'CreateErasure', examples: [{ email: 'ada@acme.example' }] });

const Erasure = z
  .object({
    id: z.string(),
    kind: z.enum(erasureKinds),
    partner_id: z.string().nullable().describe('Null for the erasure of a person, which covers all partners'),
    status: z.enum(erasureStatuses),
    reason: z
      .string()
      .nullable()
      .meta({ maxLength: 2_000 })
      .describe('Why nothing happens any more, although it is not finished; null otherwise'),
    counts: z.record(z.string(), z.int()).describe('Number of rows erased so far, by kind'),
    requested_by: z.string().describe('The key or OAuth client that requested the erasure'),
    created_at: Timestamp,
    finished_at: Timestamp.nullable(),
  })
  .meta({
    id: 'Erasure',
    examples: [
      {
        id: 'ers_01k9v5yq3n8t2e6w7x4z0b1c2d',
        kind: 'partner',
        partner_id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab',
        status: 'finished',
        reason: null,
        counts: { api_keys: 2, endpoints: 1, deliveries: 1204, attempts: 1311, events: 1198, contacts: 1, audit_details: 12 },
        requested_by: 'key_01k9v5w0c4r8m1s6q2t7y3z9ab',
        created_at: '2026-03-01T09:30:00.000Z',
        finished_at: '2026-03-01T09:30:04.000Z',
      },
    ],
  });
const ErasureList = listOf(Erasure).meta({ id: 'ErasureList' });

const ErasuresQuery = ListQuery.extend({
  kind: oneOrMore(erasureKinds).optional(),
  status: oneOrMore(erasureStatuses).optional(),
  partner_id: z.string().max(40).optional(),
});

export function erasureRoutes(app: App, deps: ApiDeps): void {
  deletePartnerRoute(app, deps);
  createRoute(app, deps);
  readRoutes(app, deps);
}

function deletePartnerRoute(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'deletePartner',
    summary: 'Delete a partner and erase its data',
    description:
      'Deletes the partner. Its credentials are rejected and nothing more is sent to it, both with immediate effect. Its data is then permanently erased; the returned erasure shows the progress. This cannot be undone.',
    tags,
    ...needs('partners:write'),
    params: PartnerParams,
    response: { 202: Erasure, ...problems(404) },
  };
  app.delete('/partners/:id', { schema }, async (request, reply) => {
    const row = await deletePartner(deps.db, request.params.id, actorOf(request));
    await begin(request, row, deps);
    return reply.code(202).header('location', `/api/v1/erasures/${row.id}`).send(toErasure(row));
  });
}

function createRoute(app: App, deps: ApiDeps): void {
  const schema = {
    operationId: 'eraseDataSubject',
    summary: "Erase a person's data",
    description:
      "Erases a person's data across all partners. Events that contain the address lose their payload, and their pending deliveries are cancelled. Receivers' responses, contacts and audit details that contain the address are emptied. The erasure covers data that was accepted before this request.",
    tags,
    ...needs('partners:write'),
    body: CreateErasure,
    response: { 202: Erasure, ...problems() },
  };
  app.post('/erasures', { schema }, async (request, reply) => {
    const id = newId('ers');
    const subjectSealed = deps.secretBox.seal(request.body.email, subjectContext(id));
    const row = await createSubjectErasure(deps.db, { id, subjectSealed }, actorOf(request));
    await begin(request, row, deps);
    return reply.code(202).header('location', `/api/v1/erasures/${row.id}`).send(toErasure(row));
  });
}

function readRoutes(app: App, { db }: ApiDeps): void {
  const list = {
    operationId: 'listErasures',
    summary: 'List erasures',
    description: 'Returns erasures, newest first, with the number of erased rows.',
    tags,
    ...needs('partners:read'),
    querystring: ErasuresQuery,
    response: { 200: ErasureList, ...problems() },
  };
  app.get('/erasures', { schema: list }, async (request, reply) => {
    const page = readPage(request);
    const { kind, status, partner_id: partnerId } = request.query;
    const rows = await listErasures(db, {
      kinds: valuesOf(kind),
      statuses: valuesOf(status),
      partnerId,
      before: page.after,
      limit: page.limit + 1,
    });
    return listReply(request, reply, page, rows, toErasure);
  });

  const read = {
    operationId: 'getErasure',
    summary: 'Retrieve an erasure',
    description: 'Returns the progress of the erasure and the number of erased rows. The erasure does not record whom it was about.',
    tags,
    ...needs('partners:read'),
    params: z.object({ id: z.string().describe('ID of the erasure (`ers_…`)') }),
    response: { 200: Erasure, ...problems(404) },
  };
  app.get('/erasures/:id', { schema: read }, async (request) => toErasure(await getErasure(db, request.params.id)));
}

async function begin(request: FastifyRequest, row: ErasureRow, { workflows }: ApiDeps): Promise<void> {
  await bestEffort(request, 'erase', () => workflows.erasures.eraseData(row));
}

function toErasure(row: ErasureRow): z.infer<typeof Erasure> {
  return {
    id: row.id,
    kind: row.kind,
    partner_id: row.partnerId,
    status: row.status,
    reason: row.reason,
    counts: row.counts,
    requested_by: row.requestedBy,
    created_at: row.createdAt.toISOString(),
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
}
