import { z } from 'zod';
import type { ApiDeps } from '#apps/api/deps.ts';
import { listOf } from '#apps/api/http/pagination.ts';
import type { SsoConnection } from '#db/access/sso-connection.ts';
import { type RoleName, roleNames } from '#domain/access/role.ts';
import { EmailDomain, GroupRoles, SsoSettings, SsoSettingsWithSecret } from '#domain/access/sso-connection.ts';
import { Timestamp } from '#domain/instant.ts';
import { FilledText } from '#domain/plain-text.ts';

export const SsoParams = z.object({ id: z.string().max(64).describe('ID of the sign-in connection (`sso_…`)') });

const name = FilledText(100).describe('For people: the name of the identity provider, as they know it');
const settings = SsoSettingsWithSecret.describe('How to reach the identity provider');
const domains = z
  .array(EmailDomain)
  .max(50)
  .describe(
    'People with addresses of these domains sign in through the connection, once the domains are verified: at once if a platform credential names them, else by POST /sso-connections/{id}/verify-domains',
  );
const roles = z.array(z.enum(roleNames)).max(roleNames.length);
const fields = {
  create_users: z.boolean().describe('Whether somebody with an address of a verified domain who has no user yet gets one by signing in'),
  default_roles: roles.describe('The roles of people whose groups have none. Empty: they cannot sign in for the first time'),
  group_roles: z
    .array(GroupRoles)
    .max(200)
    .refine((list) => new Set(list.map(({ group }) => group)).size === list.length, {
      error: 'must name each group once',
      params: { code: 'duplicate' },
    })
    .describe(
      'Roles by group. If any group is named, the groups of a person decide their roles at each sign-in; else roles are managed here',
    ),
};

export const CreateSso = z
  .strictObject({
    name,
    settings,
    partner_id: z
      .string()
      .max(64)
      .optional()
      .describe(
        'Whose people sign in. With a platform key: the partner, or omitted for your own company. With a partner credential: always your own partner',
      ),
    domains: domains.default([]),
    create_users: fields.create_users.default(false),
    default_roles: fields.default_roles.default([]),
    group_roles: fields.group_roles.default([]),
    enabled: z.boolean().default(true),
  })
  .meta({
    id: 'CreateSsoConnection',
    examples: [
      {
        name: 'Okta',
        settings: {
          kind: 'oidc',
          issuer: 'https://acme.okta.com',
          client_id: '0oa1b2c3',
          client_secret: 'kept-by-okta',
          scopes: ['email', 'profile', 'groups'],
        },
        domains: ['acme.example'],
        create_users: true,
        group_roles: [{ group: 'causeway-admins', roles: ['administrator'] }],
      },
    ],
  });

export const UpdateSso = z
  .strictObject({
    name: name.optional(),
    settings: settings.optional().describe('Replaces all of them'),
    domains: domains.optional().describe('Replaces the list. Those that stay are as verified as they were'),
    create_users: fields.create_users.optional(),
    default_roles: fields.default_roles.optional(),
    group_roles: fields.group_roles.optional(),
    enabled: z.boolean().optional().describe('Nobody signs in through a disabled connection. Sessions that were begun stay'),
  })
  .meta({ id: 'UpdateSsoConnection', examples: [{ enabled: false }] });

const Domain = z
  .object({
    domain: z.string(),
    verified_at: Timestamp.nullable().describe('Null: it does not count yet'),
    txt_record: z.string().describe('The TXT record of `_causeway.<domain>` that verifies it'),
  })
  .meta({ id: 'SsoDomain' });

export const Sso = z
  .object({
    id: z.string(),
    partner_id: z.string().nullable().describe('Whose people sign in. Null for your own company'),
    name: z.string(),
    settings: SsoSettings.describe('Without what is secret'),
    has_secret: z.boolean(),
    scim_enabled: z
      .boolean()
      .describe('Whether the identity provider has a token for SCIM. Then it decides who is a user, and signing in creates none'),
    redirect_uri: z
      .string()
      .describe('The address that the identity provider must permit: the redirect URI, or with SAML the assertion consumer service'),
    entity_id: z.string().nullable().describe('Our entity ID, which is also the address of our metadata. Null without SAML'),
    domains: z.array(Domain),
    create_users: z.boolean(),
    default_roles: z.array(z.enum(roleNames)),
    group_roles: z.array(GroupRoles),
    enabled: z.boolean(),
    created_by: z.string(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({
    id: 'SsoConnection',
    examples: [
      {
        ...{ id: 'sso_01k9v5w0c4r8m1s6q2t7y3z9ab', partner_id: null, name: 'Okta', has_secret: true, scim_enabled: false },
        settings: {
          ...{ kind: 'oidc', issuer: 'https://acme.okta.com', client_id: '0oa1b2c3', scopes: ['email', 'profile', 'groups'] },
          groups_claim: 'groups',
        },
        entity_id: null,
        redirect_uri: 'https://causeway.acme.example/auth/sso/sso_01k9v5w0c4r8m1s6q2t7y3z9ab/callback',
        domains: [
          { domain: 'acme.example', verified_at: '2026-03-01T09:30:00.000Z', txt_record: 'causeway=sso_01k9v5w0c4r8m1s6q2t7y3z9ab' },
        ],
        ...{ create_users: true, default_roles: [], group_roles: [{ group: 'causeway-admins', roles: ['administrator' as const] }] },
        ...{ enabled: true, created_by: 'usr_01k9v5w0c4r8m1s6q2t7y3z9ab' },
        ...{ created_at: '2026-03-01T09:30:00.000Z', updated_at: '2026-03-01T09:30:00.000Z' },
      },
    ],
  });
export const SsoList = listOf(Sso).meta({ id: 'SsoConnectionList' });

/** What the owner of a domain says in DNS about the connection. */
export const txtRecordOf = (id: string): string => `causeway=${id}`;

export function ssoViewer({ config }: Pick<ApiDeps, 'config'>): (row: SsoConnection) => z.infer<typeof Sso> {
  return (row) => ({
    ...{ id: row.id, partner_id: row.partnerId, name: row.name, settings: row.settings, has_secret: row.secretSealed !== null },
    scim_enabled: row.scimSecretHash !== null,
    redirect_uri: `${config.PUBLIC_URL}/auth/sso/${row.id}/${row.kind === 'saml' ? 'acs' : 'callback'}`,
    entity_id: row.kind === 'saml' ? `${config.PUBLIC_URL}/auth/sso/${row.id}/metadata` : null,
    domains: row.domains.map(({ domain, verifiedAt }) => ({
      ...{ domain, verified_at: verifiedAt?.toISOString() ?? null, txt_record: txtRecordOf(row.id) },
    })),
    create_users: row.createUsers,
    default_roles: row.defaultRoles.filter(isRole),
    group_roles: row.groupRoles,
    enabled: row.enabled,
    created_by: row.createdBy,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  });
}

// A later release may know more.
const isRole = (role: string): role is RoleName => roleNames.some((known) => known === role);
