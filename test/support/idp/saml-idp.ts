import { inflateRawSync } from 'node:zlib';
import { Constants, IdentityProvider, ServiceProvider } from 'samlify';
import { otherKeys, ownKeys } from './saml-fixture.ts';

export const samlIdp = { entityId: 'https://idp.acme.example/saml', ssoUrl: 'http://localhost:9/sso', certificate: ownKeys.cert };

/** What the provider is asked: the ID of the request, where to answer, and what to send back unchanged. */
export function readRequest(location: string) {
  const query = new URL(location).searchParams;
  const xml = inflateRawSync(Buffer.from(query.get('SAMLRequest') ?? '', 'base64')).toString();
  return { xml, requestId: / ID="([^"]+)"/.exec(xml)?.[1] ?? '', relayState: query.get('RelayState') ?? '' };
}

export interface Said {
  requestId?: string | undefined;
  /** Us, as the provider knows us. */
  entityId: string;
  acsUrl: string;
  nameId: string;
  email?: string;
  groups?: string[];
  /** Changes the XML before it is signed. */
  change?: (xml: string) => string;
  signedBy?: 'own' | 'other' | 'nobody';
  algorithm?: string;
  /** Whether the response is signed too. */
  signsResponse?: boolean;
}

const attribute = (name: string, values: string[]) =>
  `<saml:Attribute Name="${name}">${values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`;

const minutes = (n: number) => new Date(Date.now() + n * 60_000).toISOString();

/** The XML of a response, signed as samlify signs it. */
export async function respond(said: Said): Promise<string> {
  const { requestId, entityId, acsUrl, nameId, email, groups, change = (xml) => xml, signedBy = 'own' } = said;
  const asked = requestId === undefined ? '' : ` InResponseTo="${requestId}"`;
  const attributes = [...(email ? [attribute('email', [email])] : []), ...(groups ? [attribute('groups', groups)] : [])].join('');
  const xml = change(
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_response${nextId()}" Version="2.0" IssueInstant="${minutes(0)}" Destination="${acsUrl}"${asked}>` +
      `<saml:Issuer>${samlIdp.entityId}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>` +
      `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_assertion${nextId()}" Version="2.0" IssueInstant="${minutes(0)}"><saml:Issuer>${samlIdp.entityId}</saml:Issuer>` +
      `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${nameId}</saml:NameID>` +
      `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${minutes(5)}" Recipient="${acsUrl}"${asked}/></saml:SubjectConfirmation></saml:Subject>` +
      `<saml:Conditions NotBefore="${minutes(-1)}" NotOnOrAfter="${minutes(5)}"><saml:AudienceRestriction><saml:Audience>${entityId}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
      `<saml:AuthnStatement AuthnInstant="${minutes(0)}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
      `<saml:AttributeStatement>${attributes}</saml:AttributeStatement></saml:Assertion></samlp:Response>`,
  );
  if (signedBy === 'nobody') return xml;
  const keys = signedBy === 'own' ? ownKeys : otherKeys;
  const idp = IdentityProvider({
    ...{ entityID: samlIdp.entityId, signingCert: keys.cert, privateKey: keys.key },
    requestSignatureAlgorithm: said.algorithm ?? Constants.algorithms.signature.RSA_SHA256,
    nameIDFormat: ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'],
    singleLogoutService: [{ Binding: Constants.namespace.binding.redirect, Location: samlIdp.ssoUrl }],
    singleSignOnService: [{ Binding: Constants.namespace.binding.redirect, Location: samlIdp.ssoUrl }],
  });
  const sp = ServiceProvider({
    ...{ entityID: entityId, wantAssertionsSigned: true, wantMessageSigned: said.signsResponse ?? false },
    assertionConsumerService: [{ Binding: Constants.namespace.binding.post, Location: acsUrl }],
  });
  const made = await idp.createLoginResponse(sp, { extract: {} }, 'post', {}, { customTagReplacement: () => ({ id: 'x', context: xml }) });
  return Buffer.from(made.context, 'base64').toString();
}

let ids = 0;
const nextId = () => `${Date.now()}${ids++}`;

/** What is wrapped around the signed assertion, so that a careless reader takes the wrong one: XSW 1 to 8 of the SAML Raider. */
export function wrappings(xml: string): string[] {
  const [assertion = ''] = /<saml:Assertion .*<\/saml:Assertion>/s.exec(xml) ?? [];
  const [signature = ''] = /<ds:Signature .*?<\/ds:Signature>/s.exec(assertion) ?? [];
  const bare = assertion.replace(signature, '');
  const evil = bare.replace(/ ID="_assertion\w+"/, ' ID="_evil"').replace(/(<saml:NameID[^>]*>)[^<]*/, '$1the-victim');
  const withSignature = (one: string, inner: string) => one.replace('</saml:Issuer>', `</saml:Issuer>${inner}`);
  const around = (inner: string) => xml.replace(assertion, inner);
  const inside = (object: string) => signature.replace('</ds:Signature>', `<ds:Object>${object}</ds:Object></ds:Signature>`);
  const evilResponse = xml.replace(assertion, evil).replace(/ ID="_response\w+"/, ' ID="_evilResponse"');
  return [
    // 1: the signed response inside the signature of a forged one.
    evilResponse.replace('</samlp:Status>', `</samlp:Status>${inside(xml)}`),
    // 2: the signed response beside the signature of a forged one.
    evilResponse.replace('</samlp:Status>', `</samlp:Status>${xml}${signature}`),
    // 3: a forged assertion before the signed one.
    around(evil + assertion),
    // 4: a forged assertion around the signed one.
    around(evil.replace('</saml:Assertion>', `${assertion}</saml:Assertion>`)),
    // 5: the signature in a forged assertion, the signed one behind.
    around(withSignature(evil, signature) + bare),
    // 6: the signed assertion inside the signature of a forged one.
    around(withSignature(evil, inside(bare))),
    // 7: a forged assertion in an extension.
    around(`<samlp:Extensions>${evil}</samlp:Extensions>${assertion}`),
    // 8: the signed assertion in an object of the signature.
    around(withSignature(evil, signature.replace('</ds:Signature>', `<ds:Object Id="o">${bare}</ds:Object></ds:Signature>`))),
  ];
}

export const sha1 = Constants.algorithms.signature.RSA_SHA1;
