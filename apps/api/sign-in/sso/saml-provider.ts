import { createHash } from 'node:crypto';
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import type { SignInDeps } from '#apps/api/sign-in/sign-in-deps.ts';
import { SSO_ATTEMPT_S } from '#db/access/sso-attempt.ts';
import type { SamlSettings } from '#domain/access/sso-connection.ts';
import { refused } from './saml-document.ts';

/** Our side of a connection. */
export interface SamlParty {
  entityId: string;
  acsUrl: string;
}

export function partyOf({ config }: Pick<SignInDeps, 'config'>, id: string): SamlParty {
  const base = `${config.PUBLIC_URL}/auth/sso/${id}`;
  return { entityId: `${base}/metadata`, acsUrl: `${base}/acs` };
}

/** The ID of the request that goes with a state. It follows from the state, so that the attempt in the database is all there is to remember. */
export const requestIdOf = (state: string): string => `_${createHash('sha256').update(`request ${state}`).digest('hex')}`;

/** `requestId`: of the request that is made, or that the answer must be to. Undefined for an answer that nobody asked for. */
export function samlOf(
  settings: SamlSettings,
  { entityId, acsUrl }: SamlParty,
  { requestId, skewS }: { requestId: string | undefined; skewS: number },
): SAML {
  return new SAML({
    ...{ issuer: entityId, audience: entityId, callbackUrl: acsUrl },
    ...{ entryPoint: settings.sso_url, idpIssuer: settings.entity_id, idpCert: settings.certificates },
    ...{ wantAssertionsSigned: true, wantAuthnResponseSigned: false, signatureAlgorithm: 'sha256' },
    acceptedClockSkewMs: skewS * 1_000,
    // How somebody proves themselves there, and as what they are named, is the provider's to say.
    ...{ disableRequestedAuthnContext: true, identifierFormat: null },
    validateInResponseTo: requestId === undefined ? ValidateInResponseTo.never : ValidateInResponseTo.always,
    requestIdExpirationPeriodMs: SSO_ATTEMPT_S * 1_000,
    ...(requestId !== undefined && { generateUniqueId: () => requestId }),
    // The attempt in PostgreSQL is taken before, once; here is only which request it was.
    cacheProvider: {
      saveAsync: async (_key, value) => ({ value, createdAt: Date.now() }),
      getAsync: async (key) => (key === requestId ? new Date().toISOString() : null),
      removeAsync: async (key) => key,
    },
  });
}

/** What a signed assertion says, as the library parses the bytes that were signed. */
export interface SignedAssertion {
  id: string;
  /** Until then it could be used again. */
  endsAt: Date;
  issuer: string;
  nameId: string;
  attributes: Readonly<Record<string, unknown>>;
}

/** Throws `sign_in_refused` unless it is signed by the provider, for us, now, and in answer to this request. */
export async function readAssertion(
  base64: string,
  settings: SamlSettings,
  party: SamlParty,
  { requestId, skewS }: { requestId: string | undefined; skewS: number },
): Promise<SignedAssertion> {
  const { profile } = await samlOf(settings, party, { requestId, skewS })
    .validatePostResponseAsync({ SAMLResponse: base64 })
    .catch((error: unknown) => {
      throw refused(`is not valid: ${error instanceof Error ? error.message.slice(0, 200) : 'unknown reason'}`);
    });
  const parsed = profile?.getAssertion?.()['Assertion'] as ParsedAssertion | undefined;
  if (!profile || !parsed) throw refused('names nobody');
  if (profile.issuer !== settings.entity_id) throw refused(`is of another issuer: ${profile.issuer.slice(0, 200)}`);
  if (!profile.nameID || profile.nameIDFormat?.endsWith(':transient')) throw refused('has no lasting NameID. Configure a persistent one');
  const endsAt = bearerUntil(parsed, party, requestId);
  return {
    ...{ id: parsed.$.ID, endsAt: new Date(endsAt.getTime() + skewS * 1_000), issuer: profile.issuer, nameId: profile.nameID },
    attributes: (profile['attributes'] ?? {}) as Record<string, unknown>,
  };
}

/** The part of an assertion that the library does not check, as xml2js gives it. */
interface ParsedAssertion {
  $: { ID: string };
  Conditions?: object[];
  Subject?: { SubjectConfirmation?: { $?: { Method?: string }; SubjectConfirmationData?: { $?: Record<string, string> }[] }[] }[];
}

/** SAML profiles §4.1.4.2: who bears it, where to, in answer to what, and until when; all of it signed. */
function bearerUntil({ Conditions, Subject }: ParsedAssertion, { acsUrl }: SamlParty, requestId: string | undefined): Date {
  const bearers = (Subject?.[0]?.SubjectConfirmation ?? []).filter(({ $ }) => $?.Method === 'urn:oasis:names:tc:SAML:2.0:cm:bearer');
  const [bearer, ...others] = bearers.map(({ SubjectConfirmationData: data }) => data?.[0]?.$ ?? {});
  if (!bearer || others.length > 0) throw refused('does not say once who may bring it');
  if (bearer['Recipient'] !== acsUrl) throw refused(`is for another recipient: ${String(bearer['Recipient']).slice(0, 200)}`);
  if (bearer['InResponseTo'] !== requestId) throw refused('is not an answer to this sign-in');
  if (bearer['NotBefore'] !== undefined || !bearer['NotOnOrAfter']) throw refused('does not say until when it counts');
  if (!Conditions) throw refused('does not say for whom it is');
  return new Date(bearer['NotOnOrAfter']);
}
