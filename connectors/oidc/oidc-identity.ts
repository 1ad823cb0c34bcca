import { ConnectorError } from '#connectors/connector-error.ts';
import { domainOf, type OidcSettings, type ProvenIdentity } from '#domain/access/sso-connection.ts';
import { EmailAddress } from '#domain/email-address.ts';
import { ForeignId, inOneLine, isVisible } from '#domain/plain-text.ts';

const MAX_NAME = 200;
const MAX_GROUPS = 1_000;
const MAX_PROVIDER_SESSION = 500;
/** Anybody in the world can have an account there, with an address of any provider. `hd` says whose account it is. */
const GOOGLE = 'https://accounts.google.com';

/** The person whom an ID token names that was checked. Throws `rejected` if it cannot be somebody of an organisation. */
export function identityOf(
  claims: Readonly<Record<string, unknown>> & { iss: string; sub: string },
  { groups_claim }: OidcSettings,
): ProvenIdentity {
  const groups = claims[groups_claim];
  const email = emailOf(claims);
  if (claims.iss === GOOGLE && email !== undefined && claims['hd'] !== domainOf(email)) {
    throw new ConnectorError('rejected', 'this is not an account of your organisation at Google, but one that happens to have its address');
  }
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email,
    name: nameOf(claims['name']),
    groups: Array.isArray(groups) ? groups.filter((group) => typeof group === 'string').slice(0, MAX_GROUPS) : undefined,
    providerSession: ForeignId(MAX_PROVIDER_SESSION).safeParse(claims['sid']).data,
  };
}

/**
 * Undefined if the provider says that it is not verified. Providers of companies (Entra, Okta) often say nothing of it, and only addresses of
 * domains that are verified for the connection count. Entra has the address in `preferred_username` if there is no mailbox.
 */
function emailOf({ email, email_verified, preferred_username }: Readonly<Record<string, unknown>>): string | undefined {
  if (email_verified === false || email_verified === 'false') return undefined;
  return [email, preferred_username].find((text): text is string => EmailAddress.safeParse(text).success);
}

function nameOf(name: unknown): string | undefined {
  const text = typeof name === 'string' ? inOneLine(name).slice(0, MAX_NAME).toWellFormed() : '';
  return isVisible(text) ? text : undefined;
}
