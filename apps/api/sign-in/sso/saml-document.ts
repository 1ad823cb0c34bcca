import { DomainError } from '#domain/errors.ts';

const MAX_XML = 200 * 1024;

/** Of signatures, digests and transforms. SHA-1 and MD5 are broken, HMAC is no signature, and inclusive canonicalization reads what is around. */
const algorithms = new Set([
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  'http://www.w3.org/2001/10/xml-exc-c14n#',
]);

/** What no identity provider needs, and every trick with XML does: entities, texts that parsers join differently, scripts of style sheets. */
const forbidden = [
  [/<!DOCTYPE|<!ENTITY/i, 'a document type'],
  [/<!--/, 'a comment'],
  [/<!\[CDATA\[/, 'a CDATA section'],
  [/<\?(?!xml\s)/i, 'a processing instruction'],
  [/<(?:[\w.-]+:)?EncryptedAssertion[\s/>]/, 'an encrypted assertion'],
] as const;

/**
 * The XML of a SAML response, before any parser reads it: bounded, without DOCTYPE, comments and the like, with one assertion, and with signatures
 * of SHA-256 or SHA-512 only. Throws `sign_in_refused`.
 */
export function readSamlDocument(base64: string): string {
  const xml = Buffer.from(base64, 'base64').toString('utf8');
  if (xml.length > MAX_XML) throw refused(`is longer than ${MAX_XML} characters`);
  for (const [pattern, what] of forbidden) if (pattern.test(xml)) throw refused(`contains ${what}`);
  // At any depth: in XML, an opening tag is the only place of a "<" with a name behind.
  const assertions = xml.match(/<(?:[\w.-]+:)?Assertion[\s/>]/g)?.length ?? 0;
  if (assertions > 1) throw refused(`contains ${assertions} assertions, where one says who somebody is`);
  for (const [, , name = ''] of xml.matchAll(/\bAlgorithm\s*=\s*(["'])([^"'<]*)\1/g)) {
    if (!algorithms.has(name)) throw refused(`uses the algorithm ${name.slice(0, 100)}. The provider must sign with RSA and SHA-256`);
  }
  return xml;
}

export function refused(why: string): DomainError {
  return new DomainError('sign_in_refused', `The answer of the identity provider ${why}.`);
}
