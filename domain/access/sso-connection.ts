import { domainToASCII } from 'node:url';
import { z } from 'zod';
import type { IssueCode } from '#domain/issue-errors.ts';
import { FilledString, ForeignId } from '#domain/plain-text.ts';
import { type RoleName, roleNames } from './role.ts';
import { isSigningCertificate } from './saml-certificate.ts';

const invalidFormat = { params: { code: 'invalid_format' } satisfies IssueCode };

/** `https`, without what has no meaning in an address of an identity provider. Whether it may be called is checked when it is saved. */
const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an https URL' })
  .max(2_000)
  .refine((url) => !/#|\/\/[^/]*@/.test(url), { error: 'must have no fragment and no credentials', ...invalidFormat });

const oidc = z.strictObject({
  kind: z.literal('oidc'),
  issuer: httpUrl
    .refine((url) => !url.includes('?'), { error: 'must have no query', ...invalidFormat })
    .describe('The issuer, exactly as the provider names itself in its discovery document (`<issuer>/.well-known/openid-configuration`)'),
  client_id: ForeignId(500).describe('What the provider calls this installation'),
  scopes: z
    .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/, 'must be a scope of OAuth'))
    .max(20)
    .default(['email', 'profile'])
    .describe('Asked for beside `openid`. Some providers send groups only for a scope such as `groups`'),
  groups_claim: ForeignId(200).default('groups').describe('The claim with the groups of the person'),
});

const saml = z.strictObject({
  kind: z.literal('saml'),
  entity_id: ForeignId(1_000).describe('The entity ID of the identity provider, exactly as its metadata has it'),
  sso_url: httpUrl
    .refine((url) => url.startsWith('https://'), { error: 'must be an https URL', ...invalidFormat })
    .describe('Where browsers are sent: the SingleSignOnService with the binding HTTP-Redirect'),
  certificates: z
    .array(
      z
        .string()
        .max(20_000)
        .refine(isSigningCertificate, { error: 'must be an X.509 certificate of an RSA key of at least 2048 bits', ...invalidFormat }),
    )
    .min(1)
    .max(5)
    .describe('With which it signs assertions: PEM, or the base64 of its metadata. Several while it changes them'),
  groups_attribute: ForeignId(200).default('groups').describe('The attribute with the groups of the person'),
  allow_idp_initiated: z
    .boolean()
    .default(false)
    .describe(
      'Whether people may begin at the identity provider. Then somebody else can sign a browser in as themselves, so leave it off if you can',
    ),
});

/** How a sign-in connection reaches its identity provider, without what is secret. */
export const SsoSettings = z.discriminatedUnion('kind', [oidc, saml]);
export type SsoSettings = z.infer<typeof SsoSettings>;
export type OidcSettings = Extract<SsoSettings, { kind: 'oidc' }>;
export type SamlSettings = Extract<SsoSettings, { kind: 'saml' }>;
export type SsoKind = SsoSettings['kind'];

/** The same as somebody sets it up. */
export const SsoSettingsWithSecret = z.discriminatedUnion('kind', [
  oidc.extend({
    client_secret: FilledString(1_000)
      .optional()
      .describe(
        'Stored encrypted and never shown. Omitted for a client without one. In a change, omit it to keep the present one, as long as `issuer` and `client_id` stay',
      ),
  }),
  saml,
]);
export type SsoSettingsWithSecret = z.infer<typeof SsoSettingsWithSecret>;

const domainName = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+)$/;

/** A domain of e-mail addresses, as DNS writes it. */
export const EmailDomain = z
  .string()
  .max(253)
  .refine((text) => domainName.test(asciiDomain(text)), { error: 'must be a domain such as acme.example', ...invalidFormat });

/** One spelling of a domain: that of DNS, in lower case. */
export const asciiDomain = (text: string): string => domainToASCII(text).toLowerCase();

/** The domain of an address, as DNS writes it. */
export const domainOf = (email: string): string => asciiDomain(email.slice(email.lastIndexOf('@') + 1));

export const GroupRoles = z
  .strictObject({
    group: ForeignId(300).describe('The name or ID of the group, exactly as the identity provider sends it'),
    roles: z.array(z.enum(roleNames)).min(1).max(roleNames.length),
  })
  .meta({ id: 'GroupRoles', examples: [{ group: 'causeway-admins', roles: ['administrator'] }] });
export type GroupRoles = z.infer<typeof GroupRoles>;

/** Who somebody is, as an identity provider says. `subject` is unique and permanent within `issuer`. */
export interface ProvenIdentity {
  issuer: string;
  subject: string;
  /** Undefined if the provider says none, or that it has not verified it. */
  email: string | undefined;
  name: string | undefined;
  /** Undefined if the provider says nothing of groups. */
  groups: readonly string[] | undefined;
  /** Its own session with the person, by which it can end ours. Undefined if it names none. */
  providerSession?: string | undefined;
}

/** The roles of a person with these groups, or undefined where groups decide nothing, because no group has roles. */
export function rolesByGroups(groupRoles: readonly GroupRoles[], groups: readonly string[]): RoleName[] | undefined {
  if (groupRoles.length === 0) return undefined;
  const has = new Set(groups);
  return [...new Set(groupRoles.filter(({ group }) => has.has(group)).flatMap(({ roles }) => roles))];
}
