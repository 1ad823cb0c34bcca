import type { FastifyRequest } from 'fastify';
import { assertGrantable, grantableBy } from '#apps/api/access/credential-grants.ts';
import { assertFitting } from '#apps/api/access/users/fitting-roles.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest } from '#apps/api/http/errors.ts';
import { type NamedDomains, ssoSecretContext, type SsoRow } from '#db/access/sso-connection.ts';
import type { RoleName } from '#domain/access/role.ts';
import { toPem } from '#domain/access/saml-certificate.ts';
import { grantableScopes } from '#domain/access/scope.ts';
import { asciiDomain, type GroupRoles, type SsoSettings, type SsoSettingsWithSecret } from '#domain/access/sso-connection.ts';
import { fieldError } from '#domain/field-error.ts';

/** Whoever sets up an identity provider can become anybody whom it proves. So the credential needs every scope of that organisation. */
export function assertMaySetUp(request: FastifyRequest, partnerId: string | undefined): void {
  assertGrantable(grantableScopes(partnerId === undefined ? 'platform' : 'partner'), grantableBy(request, partnerId));
}

export function assertRolesFit(
  { default_roles = [], group_roles = [] }: { default_roles?: RoleName[] | undefined; group_roles?: GroupRoles[] | undefined },
  partnerId: string | undefined,
): void {
  assertFitting([['default_roles', default_roles], ...group_roles.map(({ roles }) => ['group_roles', roles] as const)], partnerId);
}

/** The company vouches for domains by naming them. A partner has to prove that they are its own. */
export function namedDomains(request: FastifyRequest, names: readonly string[]): NamedDomains {
  return { names: [...new Set(names.map(asciiDomain))], areVerified: request.principal.kind === 'platform' };
}

/** What is stored of the settings. `present` is the row that they replace. */
export function sealSettings(
  { secretBox, oidc }: Pick<ApiDeps, 'secretBox' | 'oidc'>,
  id: string,
  given: SsoSettingsWithSecret,
  present?: SsoRow,
): { settings: SsoSettings; secretSealed: string | null } {
  // Nothing of it is secret, and we do not call it: the browser does.
  if (given.kind === 'saml') return { settings: { ...given, certificates: given.certificates.map(toPem) }, secretSealed: null };
  const { client_secret: secret, ...settings } = given;
  const problem = oidc.checkIssuer(settings.issuer);
  if (problem !== undefined) throw invalidRequest([fieldError(['settings', 'issuer'], 'invalid_value', problem)]);
  if (secret !== undefined) return { settings, secretSealed: secretBox.seal(secret, ssoSecretContext(id)) };
  // Another issuer would be sent the secret of the first.
  const before = present?.settings.kind === 'oidc' ? present.settings : undefined;
  const isSame = before?.issuer === settings.issuer && before.client_id === settings.client_id;
  return { settings, secretSealed: isSame ? (present?.secretSealed ?? null) : null };
}
