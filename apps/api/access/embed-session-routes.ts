import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { ListQuery, listOf, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf } from '#apps/api/http/principal.ts';
import { RateLimited } from '#apps/api/http/rate-limited.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { type EmbedSessionRow, embedRoomAt, insertEmbedSession, listEmbedSessions, revokeEmbedSession } from '#db/access/embed-session.ts';
import { EMBED_MAX_S, EMBED_MIN_S, EmbedOrigin, MAX_LIVE_EMBEDS, newEmbedToken } from '#domain/access/embed-session.ts';
import { wholeNumber } from '#domain/bounded-number.ts';
import { Timestamp } from '#domain/instant.ts';
import { assertGrantable, grantableBy, ownerOf } from './credential-grants.ts';

const common = { tags: ['Embedding'], ...needs('embeds:manage') };

const example = {
  id: 'emb_01k9v5yq3n8t2e6w7x4z0b1c2d',
  partner_id: 'ptn_01k9v5yq3n8t2e6w7x4z0b1c2d',
  origin: 'https://app.acme.example',
  created_by: 'key_01k9v5yq3n8t2e6w7x4z0b1c2d',
  created_at: '2026-03-01T09:30:00.000Z',
  expires_at: '2026-03-01T09:45:00.000Z',
  revoked_at: null,
};

const CreateEmbedSession = z
  .strictObject({
    partner_id: z.string().max(64).describe('The partner whose health is shown'),
    origin: EmbedOrigin.describe(
      'The only page that may show it, as browsers write its origin. Plain http only for localhost, 127.0.0.1 and [::1]',
    ),
    lifetime_s: wholeNumber(EMBED_MIN_S, EMBED_MAX_S).default(EMBED_MAX_S).describe('How long it lasts'),
  })
  .meta({ id: 'CreateEmbedSession', examples: [{ partner_id: example.partner_id, origin: example.origin, lifetime_s: 600 }] });

const EmbedSession = z
  .object({
    id: z.string().describe('Public: it is in the address of the frame, and shows nothing without the token'),
    partner_id: z.string(),
    origin: z.string(),
    created_by: z.string().describe('ID of the credential that created it'),
    created_at: Timestamp,
    expires_at: Timestamp,
    revoked_at: Timestamp.nullable(),
  })
  .meta({ id: 'EmbedSession', examples: [example] });
const CreatedEmbedSession = EmbedSession.extend({
  token: z.string().describe('Returned only here. Give it to the page, which gives it to the frame'),
}).meta({ id: 'CreatedEmbedSession', examples: [{ ...example, token: 'emt_4yT…' }] });
const EmbedSessionList = listOf(EmbedSession).meta({ id: 'EmbedSessionList' });

/** Sessions of `<causeway-status>`, which shows the health of one partner within a page of the company. */
export function embedSessionRoutes(app: App, deps: Pick<ApiDeps, 'db'>): void {
  createRoute(app, deps);
  listRoute(app, deps);
  revokeRoute(app, deps);
}

function createRoute(app: App, { db }: Pick<ApiDeps, 'db'>): void {
  const schema = {
    ...{ ...common, operationId: 'createEmbedSession', summary: 'Create an embed session' },
    description:
      'Returns a token with which a page of yours shows the health of one partner, read-only and for minutes. Call it on your server, for whoever is signed in there. ' +
      `Your credential needs \`webhooks:read\` as well. A partner has at most ${MAX_LIVE_EMBEDS} sessions at a time.`,
    body: CreateEmbedSession,
    response: { 201: CreatedEmbedSession, ...problems(429) },
  };
  app.post('/embed-sessions', { schema, config: { showsCredential: true } }, async (request, reply) => {
    const { partner_id: partnerId, origin, lifetime_s: lifetimeS } = request.body;
    await ownerOf(request, partnerId, db);
    assertGrantable(['webhooks:read'], grantableBy(request, partnerId));
    const room = await embedRoomAt(db.sql, partnerId);
    if (room) throw tooMany(partnerId, room);
    const { token, hash } = newEmbedToken();
    const row = await insertEmbedSession(db.sql, { partnerId, secretHash: hash, origin, lifetimeS }, actorOf(request));
    reply.code(201);
    return { ...toEmbedSession(row), token };
  });
}

function tooMany(partnerId: string, room: Date): RateLimited {
  const waitS = Math.max(1, Math.ceil((room.getTime() - Date.now()) / 1_000));
  return new RateLimited(`The partner ${partnerId} has ${MAX_LIVE_EMBEDS} embed sessions. The first of them ends in ${waitS} s.`, waitS);
}

function listRoute(app: App, { db }: Pick<ApiDeps, 'db'>): void {
  const schema = {
    ...{ ...common, operationId: 'listEmbedSessions', summary: 'List embed sessions' },
    description: 'Returns the sessions that have not ended, newest first, without their tokens.',
    querystring: ListQuery.extend({ partner_id: z.string().max(64).optional().describe('Return only sessions of this partner') }),
    response: { 200: EmbedSessionList, ...problems() },
  };
  app.get('/embed-sessions', { schema }, async (request, reply) => {
    const page = readPage(request);
    const rows = await listEmbedSessions(db.sql, { partnerId: request.query.partner_id, before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, toEmbedSession);
  });
}

function revokeRoute(app: App, { db }: Pick<ApiDeps, 'db'>): void {
  const schema = {
    ...{ ...common, operationId: 'revokeEmbedSession', summary: 'Revoke an embed session' },
    description: 'Ends the session at once: the frame shows nothing any more when it next asks, within half a minute.',
    params: z.object({ id: z.string().describe('ID of the embed session (`emb_…`)') }),
    response: { 200: EmbedSession, ...problems(404) },
  };
  app.post('/embed-sessions/:id/revoke', { schema }, async (request) =>
    toEmbedSession(await revokeEmbedSession(db.sql, request.params.id, actorOf(request))),
  );
}

function toEmbedSession(row: EmbedSessionRow): z.infer<typeof EmbedSession> {
  return {
    ...{ id: row.id, partner_id: row.partnerId, origin: row.origin, created_by: row.createdBy },
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
    revoked_at: row.revokedAt?.toISOString() ?? null,
  };
}
