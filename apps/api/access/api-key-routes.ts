import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest, problems } from '#apps/api/http/errors.ts';
import { ListQuery, listOf, listReply, readPage } from '#apps/api/http/pagination.ts';
import { actorOf, visiblePartner } from '#apps/api/http/principal.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { type ApiKeyRow, getApiKey, insertApiKey, listApiKeys, revokeApiKey, rotateApiKey } from '#db/access/api-key.ts';
import { newApiKey } from '#domain/access/api-key.ts';
import { scopes, scopeTexts, type Scope } from '#domain/access/scope.ts';
import { fieldError } from '#domain/field-error.ts';
import { Instant, Timestamp } from '#domain/instant.ts';
import { FilledText } from '#domain/plain-text.ts';
import { assertGrantable, assertMayEnd, grantableBy, ownerOf, ownersListed } from './credential-grants.ts';

const tags = ['API keys'];
const DAY_S = 86_400;

const ApiKeyParams = z.object({ id: z.string().describe('ID of the API key (`key_…`)') });
const Scopes = z
  .array(z.enum(scopes))
  .min(1)
  .max(scopes.length)
  .describe(
    Object.entries(scopeTexts)
      .map(([scope, text]) => `\`${scope}\`: ${text}`)
      .join('. '),
  );

const CreateApiKey = z
  .strictObject({
    name: FilledText(200).describe('A name that tells people what the key is for'),
    partner_id: z
      .string()
      .max(64)
      .optional()
      .describe(
        'Owner of the new key. With a platform key: the partner, or omitted for a new platform key. With a partner key: always your own partner',
      ),
    scopes: Scopes.optional().describe(
      'Scopes of the new key. You can grant only scopes that your own credential has. Default: all of those that the new key can have',
    ),
    expires_at: Instant.optional().describe('When the key expires. Default: never'),
  })
  .meta({ id: 'CreateApiKey', examples: [{ name: 'CRM sync', scopes: ['deals:read', 'deals:write'] }] });

const ApiKey = z
  .object({
    id: z.string(),
    partner_id: z.string().nullable().describe('Owner of the key. Null for platform keys'),
    name: z.string(),
    prefix: z.string().describe('First characters of the key, to identify it'),
    scopes: z.array(z.enum(scopes)),
    status: z.enum(['active', 'expired', 'revoked']),
    created_by: z.string(),
    created_at: Timestamp,
    last_used_at: Timestamp.nullable().describe('Time of the last request with this key, to the minute'),
    expires_at: Timestamp.nullable(),
    revoked_at: Timestamp.nullable(),
    replaced_by: z.string().nullable().describe('ID of the key that replaced this one in a rotation'),
  })
  .meta({
    id: 'ApiKey',
    examples: [
      {
        id: 'key_01k9v5w0c4r8m1s6q2t7y3z9ab',
        partner_id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab',
        name: 'CRM sync',
        prefix: 'ck_live_7h2k9m4n',
        scopes: ['deals:read', 'deals:write'],
        status: 'active',
        created_by: 'key_01k9v5w0c4r8m1s6q2t7y3z8zz',
        created_at: '2026-03-01T09:30:00.000Z',
        last_used_at: null,
        expires_at: null,
        revoked_at: null,
        replaced_by: null,
      },
    ],
  });
const CreatedApiKey = ApiKey.extend({
  key: z.string().describe('The API key. It is returned only once').meta({ example: 'ck_live_7h2k9m4n_…' }),
}).meta({ id: 'CreatedApiKey' });
const ApiKeyList = listOf(ApiKey).meta({ id: 'ApiKeyList' });

const RotateApiKey = z
  .strictObject({
    overlap_s: z
      .int()
      .min(0)
      .max(30 * DAY_S)
      .optional()
      .describe('Seconds for which the old key continues to work. Default: one day. Use 0 to end it immediately, for example after a leak'),
    expires_at: Instant.optional().describe('When the new key expires. Default: never'),
  })
  .nullish()
  .meta({ examples: [{ overlap_s: 3_600 }] });

const ApiKeysQuery = ListQuery.extend({
  partner_id: z.string().max(64).optional().describe('Return only keys of this partner. `platform` returns only platform keys'),
  active: z
    .stringbool({ truthy: ['true'], falsy: ['false'] })
    .default(false)
    .meta({ type: 'boolean', description: 'Return only keys that are neither expired nor revoked' }),
});

export function apiKeyRoutes(app: App, deps: ApiDeps): void {
  createRoute(app, deps);
  readRoutes(app, deps);
  endRoutes(app, deps);
}

function createRoute(app: App, { db, config }: ApiDeps): void {
  const schema = {
    operationId: 'createApiKey',
    summary: 'Create an API key',
    description: 'Creates an API key. The key is returned only in this response, because only its hash is stored.',
    tags,
    ...needs('credentials:write'),
    body: CreateApiKey,
    response: { 201: CreatedApiKey, ...problems() },
  };
  app.post('/api-keys', { schema, config: { showsCredential: true } }, async (request, reply) => {
    const { body } = request;
    const partnerId = await ownerOf(request, body.partner_id, db);
    const grantable = grantableBy(request, partnerId);
    const wanted = body.scopes ?? grantable;
    assertGrantable(wanted, grantable);
    const { key, publicId, secretHash } = newApiKey(config.CAUSEWAY_ENVIRONMENT);
    const made = { publicId, secretHash, partnerId, name: body.name, scopes: [...new Set(wanted)], expiresAt: readExpiry(body.expires_at) };
    const id = await insertApiKey(db, made, actorOf(request));
    reply.code(201).header('location', `/api/v1/api-keys/${id}`);
    return { ...toApiKey(await getApiKey(db, id, undefined), config.CAUSEWAY_ENVIRONMENT), key };
  });
}

function readRoutes(app: App, { db, config }: ApiDeps): void {
  const list = {
    operationId: 'listApiKeys',
    summary: 'List API keys',
    description: 'Returns API keys, newest first, without the keys themselves.',
    tags,
    ...needs('credentials:read'),
    querystring: ApiKeysQuery,
    response: { 200: ApiKeyList, ...problems() },
  };
  app.get('/api-keys', { schema: list }, async (request, reply) => {
    const page = readPage(request);
    const { partner_id, active } = request.query;
    const partnerIds = ownersListed(request, partner_id);
    const rows = await listApiKeys(db, { partnerIds, active, before: page.after, limit: page.limit + 1 });
    return listReply(request, reply, page, rows, (row) => toApiKey(row, config.CAUSEWAY_ENVIRONMENT));
  });

  const read = {
    operationId: 'getApiKey',
    summary: 'Retrieve an API key',
    description: 'Returns the API key without the key itself.',
    tags,
    ...needs('credentials:read'),
    params: ApiKeyParams,
    response: { 200: ApiKey, ...problems(404) },
  };
  app.get('/api-keys/:id', { schema: read }, async (request) =>
    toApiKey(await getApiKey(db, request.params.id, visiblePartner(request)), config.CAUSEWAY_ENVIRONMENT),
  );
}

function endRoutes(app: App, { db, config }: ApiDeps): void {
  const common = { tags, ...needs('credentials:write'), params: ApiKeyParams };
  const rotate = {
    ...common,
    operationId: 'rotateApiKey',
    summary: 'Rotate an API key',
    description: 'Creates a new key with the same name, owner and scopes. The old key continues to work until the overlap ends.',
    body: RotateApiKey,
    response: { 201: CreatedApiKey, ...problems(404, 409) },
  };
  app.post('/api-keys/:id/rotate', { schema: rotate, config: { showsCredential: true } }, async (request, reply) => {
    const present = await getApiKey(db, request.params.id, visiblePartner(request));
    assertGrantable(present.scopes as Scope[], grantableBy(request, present.partnerId ?? undefined));
    const { key, publicId, secretHash } = newApiKey(config.CAUSEWAY_ENVIRONMENT);
    const { overlap_s = DAY_S, expires_at } = request.body ?? {};
    const overlapUntil = new Date(Date.now() + overlap_s * 1_000);
    const made = { publicId, secretHash, overlapUntil, expiresAt: readExpiry(expires_at) ?? null };
    const { row } = await rotateApiKey(db, present.id, made, actorOf(request));
    reply.code(201).header('location', `/api/v1/api-keys/${row.id}`);
    return { ...toApiKey(row, config.CAUSEWAY_ENVIRONMENT), key };
  });

  const revoke = {
    ...common,
    operationId: 'revokeApiKey',
    summary: 'Revoke an API key',
    description:
      'Revokes the key immediately. Every process rejects it within one second. This cannot be undone. Your credential needs all scopes of the key.',
    response: { 200: ApiKey, ...problems(404) },
  };
  app.post('/api-keys/:id/revoke', { schema: revoke }, async (request) => {
    const present = await getApiKey(db, request.params.id, visiblePartner(request));
    assertMayEnd(request, present);
    return toApiKey(await revokeApiKey(db, present.id, actorOf(request)), config.CAUSEWAY_ENVIRONMENT);
  });
}

function readExpiry(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (time.getTime() > Date.now()) return time;
  throw invalidRequest([fieldError(['expires_at'], 'out_of_range', 'must be in the future')]);
}

function toApiKey(row: ApiKeyRow, environment: string): z.infer<typeof ApiKey> {
  const iso = (date: Date | null) => date?.toISOString() ?? null;
  const isExpired = row.expiresAt !== null && row.expiresAt <= new Date();
  return {
    id: row.id,
    partner_id: row.partnerId,
    name: row.name,
    prefix: `ck_${environment}_${row.publicId}`,
    scopes: row.scopes as Scope[],
    status: row.revokedAt ? 'revoked' : isExpired ? 'expired' : 'active',
    created_by: row.createdBy,
    created_at: row.createdAt.toISOString(),
    last_used_at: iso(row.lastUsedAt),
    expires_at: iso(row.expiresAt),
    revoked_at: iso(row.revokedAt),
    replaced_by: row.replacedBy,
  };
}
