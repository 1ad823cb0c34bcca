import type { ProvenIdentity, SamlSettings } from '#domain/access/sso-connection.ts';
import { EmailAddress } from '#domain/email-address.ts';
import { inOneLine, isVisible } from '#domain/plain-text.ts';
import type { SignedAssertion } from './saml-provider.ts';

const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
/** Under these names providers send an address: Okta and Keycloak by configuration, Entra and AD FS, eduPerson. */
const emailNames = ['email', 'mail', 'emailAddress', `${claims}/emailaddress`, 'urn:oid:0.9.2342.19200300.100.1.3'];
const nameNames = [
  'displayName',
  'name',
  'cn',
  'http://schemas.microsoft.com/identity/claims/displayname',
  'urn:oid:2.16.840.1.113730.3.1.241',
];
const MAX_GROUPS = 1_000;

export function identityOf({ issuer, nameId, attributes }: SignedAssertion, { groups_attribute }: SamlSettings): ProvenIdentity {
  const textsOf = (name: string) =>
    (Object.hasOwn(attributes, name) ? [attributes[name]].flat() : []).filter((one) => typeof one === 'string');
  const email = [...emailNames.flatMap(textsOf), nameId].find((text) => EmailAddress.safeParse(text).success);
  const name = nameNames
    .flatMap(textsOf)
    .map((text) => inOneLine(text).slice(0, 200).toWellFormed())
    .find(isVisible);
  const groups = Object.hasOwn(attributes, groups_attribute) ? textsOf(groups_attribute).slice(0, MAX_GROUPS) : undefined;
  return { issuer, subject: nameId, email, name, groups };
}
