import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { ListQuery, listOf, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf, visiblePartner } from '#apps/api/http/principal.ts';
import { needs, platformRequired } from '#apps/api/http/scopes.ts';
import { addDealNote, type DealNoteRow, listDealNotes } from '#db/deals/deal-note.ts';
import { getDeal } from '#db/deals/deal.ts';
import { Timestamp } from '#domain/instant.ts';
import { FilledText } from '#domain/plain-text.ts';
import { DealParams } from './deal-view.ts';

const tags = ['Deals'];
const said = {
  text: FilledText(5_000),
  internal: z.boolean().describe('Whether the note is visible only to the company'),
};

const CreateNote = z
  .strictObject({
    text: said.text,
    internal: said.internal.default(false).describe('Makes the note visible only to the company. Platform keys only'),
  })
  .meta({ id: 'CreateDealNote', example: { text: 'The customer wants a second workshop in May' } });

const Note = z
  .object({
    id: z.string(),
    deal_id: z.string(),
    ...said,
    by: z.object({
      kind: z.enum(['platform', 'partner', 'system']),
      id: z.string().nullable().describe('Null for partners if the author was not one of their own credentials'),
    }),
    created_at: Timestamp,
  })
  .meta({
    id: 'DealNote',
    examples: [
      {
        id: 'note_01k9v5yq3n8t2e6w7x4z0b1c2d',
        deal_id: 'deal_01k9v5yq3n8t2e6w7x4z0b1c2d',
        text: 'The customer wants a second workshop in May',
        internal: false,
        by: { kind: 'partner', id: 'key_01k9v5w0c4r8m1s6q2t7y3z9ab' },
        created_at: '2026-03-01T09:30:00.000Z',
      },
    ],
  });

/** Notes that partner and company exchange about a deal, and internal notes of the company. */
export function dealNoteRoutes(app: App, { db }: ApiDeps): void {
  const add = {
    operationId: 'addDealNote',
    summary: 'Add a note to a deal',
    description:
      'Adds a note that partner and company can read. With `internal: true` (platform keys only) it is visible only to the company. Notes cannot be changed or deleted.',
    tags,
    ...needs('deals:write'),
    params: DealParams,
    body: CreateNote,
    response: { 201: Note, ...problems(404) },
  };
  app.post('/deals/:id/notes', { schema: add }, async (request, reply) => {
    const { id: dealId } = await getDeal(db, request.params.id, visiblePartner(request));
    if (request.body.internal && visiblePartner(request) !== undefined) throw platformRequired();
    const row = await addDealNote(db, { dealId, ...request.body }, actorOf(request));
    reply.code(201).header('location', `/api/v1/deals/${dealId}/notes`);
    return toNote(row, visiblePartner(request) !== undefined);
  });

  const list = {
    operationId: 'listDealNotes',
    summary: 'List the notes of a deal',
    description: 'Returns notes, newest first. A partner does not see internal notes.',
    tags,
    ...needs('deals:read'),
    params: DealParams,
    querystring: ListQuery,
    response: { 200: listOf(Note).meta({ id: 'DealNoteList' }), ...problems(404) },
  };
  app.get('/deals/:id/notes', { schema: list }, async (request, reply) => {
    const { id } = await getDeal(db, request.params.id, visiblePartner(request));
    const forPartner = visiblePartner(request) !== undefined;
    const page = readPage(request);
    const rows = await listDealNotes(db, id, { internalToo: !forPartner, before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, (row) => toNote(row, forPartner));
  });
}

function toNote({ id, dealId, text, internal, author, createdAt }: DealNoteRow, forPartner: boolean): z.infer<typeof Note> {
  const kind = author.startsWith('platform/') ? 'platform' : author.startsWith('partner/') ? 'partner' : 'system';
  const writer = forPartner && kind !== 'partner' ? null : author.slice(author.indexOf('/') + 1);
  return { id, deal_id: dealId, text, internal, by: { kind, id: writer }, created_at: createdAt.toISOString() };
}
