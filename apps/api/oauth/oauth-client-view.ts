import { z } from 'zod';
import { listOf } from '#apps/api/http/pagination.ts';
import type { OauthClientRow } from '#db/access/oauth-client.ts';
import { ClientJwks, IgnoredKey } from '#domain/access/client-jwks.ts';
import { isDistinguishedName } from '#domain/access/distinguished-name.ts';
import { clientAuthMethods } from '#domain/access/oauth-client.ts';
import { partnerScopes, scopeTexts } from '#domain/access/scope.ts';
import { Timestamp } from '#domain/instant.ts';
import { FilledText } from '#domain/plain-text.ts';

export const OauthClientParams = z.object({ id: z.string().describe('The client_id (`oac_…`)') });
const name = FilledText(200).describe('A name that tells people what the client is');
const Scopes = z
  .array(z.enum(partnerScopes))
  .min(1)
  .max(partnerScopes.length)
  .describe(partnerScopes.map((scope) => `\`${scope}\`: ${scopeTexts[scope]}`).join('. '));

/** Client credentials other than secrets. Each belongs to one authentication method. */
const proofs = {
  jwks: ClientJwks.optional().describe(
    'For private_key_jwt: public keys (EC P-256, RSA from 2048 bits, Ed25519). Other keys of a set are ignored, and listed in the response',
  ),
  jwks_uri: z
    .url({ protocol: /^https$/, error: 'must be an https URL' })
    .max(2_000)
    .optional()
    .describe('For private_key_jwt, instead of jwks: URL where the client publishes its keys'),
  certificate_thumbprint: z
    .string()
    .regex(/^[\w-]{43}$/, { error: 'must be the SHA-256 of the certificate (DER) as 43 characters of base64url' })
    .optional()
    .describe('For self_signed_tls_client_auth: SHA-256 of the certificate (DER), base64url'),
  certificate_subject: z
    .string()
    .max(1_000)
    .refine(isDistinguishedName, { error: 'must be a name such as CN=api,O=Acme,C=DE' })
    .optional()
    .describe("For tls_client_auth: the certificate's subject (RFC 4514)"),
};

export const CreateOauthClient = z
  .strictObject({
    name,
    partner_id: z
      .string()
      .max(64)
      .optional()
      .describe("Owner of the client. Required with a platform key; with a partner's credential always your own partner"),
    scopes: Scopes.optional().describe(
      'Scopes of the client. You can grant only scopes that your own credential has. Default: all of those that the client can have',
    ),
    auth_method: z.enum(clientAuthMethods).default('client_secret_basic'),
    ...proofs,
  })
  // `example`: zod drops `examples` from schemas that transform their input.
  .meta({ id: 'CreateOauthClient', example: { name: 'CRM sync', scopes: ['deals:read', 'deals:write'] } });
export type CreateOauthClient = z.infer<typeof CreateOauthClient>;

export const UpdateOauthClient = z
  .strictObject({ name: name.optional(), scopes: Scopes.optional(), ...proofs })
  .meta({ id: 'UpdateOauthClient', description: 'Only the fields in the request change', examples: [{ scopes: ['deals:read'] }] });

export const OauthClient = z
  .object({
    id: z.string().describe('The client_id'),
    partner_id: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(partnerScopes)),
    auth_method: z.enum(clientAuthMethods),
    jwks: z
      .object({
        keys: z.array(z.looseObject({})),
        ignored: z.array(IgnoredKey).optional().describe('What else was in the set, and why it is not used'),
      })
      .nullable(),
    jwks_uri: z.string().nullable(),
    certificate_thumbprint: z.string().nullable(),
    certificate_subject: z.string().nullable(),
    status: z.enum(['active', 'revoked']),
    created_by: z.string(),
    created_at: Timestamp,
    updated_at: Timestamp,
    last_used_at: Timestamp.nullable().describe('When the client last obtained a token, to the minute'),
    revoked_at: Timestamp.nullable(),
    version: z.int().describe('Increases with each change; also the ETag'),
  })
  .meta({
    id: 'OauthClient',
    examples: [
      {
        id: 'oac_01k9v5yq3n8t2e6w7x4z0b1c2d',
        partner_id: 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab',
        name: 'CRM sync',
        scopes: ['deals:read', 'deals:write'],
        auth_method: 'client_secret_basic',
        jwks: null,
        jwks_uri: null,
        certificate_thumbprint: null,
        certificate_subject: null,
        status: 'active',
        created_by: 'key_01k9v5w0c4r8m1s6q2t7y3z9ab',
        created_at: '2026-03-01T09:30:00.000Z',
        updated_at: '2026-03-01T09:30:00.000Z',
        last_used_at: null,
        revoked_at: null,
        version: 1,
      },
    ],
  });
export const CreatedOauthClient = OauthClient.extend({
  client_secret: z
    .string()
    .nullable()
    .meta({ example: 'cs_live_4fS9…' })
    .describe('It is returned only once. Null if the authentication method needs no secret'),
}).meta({ id: 'CreatedOauthClient' });
export const OauthClientList = listOf(OauthClient).meta({ id: 'OauthClientList' });

export function toOauthClient(row: OauthClientRow): z.infer<typeof OauthClient> {
  return {
    id: row.id,
    partner_id: row.partnerId,
    name: row.name,
    scopes: row.scopes.filter((scope): scope is (typeof partnerScopes)[number] => partnerScopes.includes(scope as never)),
    auth_method: row.authMethod,
    jwks: row.jwks,
    jwks_uri: row.jwksUri,
    certificate_thumbprint: row.certificateThumbprint,
    certificate_subject: row.certificateSubject,
    status: row.revokedAt ? 'revoked' : 'active',
    created_by: row.createdBy,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    revoked_at: row.revokedAt?.toISOString() ?? null,
    version: row.version,
  };
}
