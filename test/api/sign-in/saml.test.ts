import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestBrowser } from '#test/support/idp/redirects.ts';
import { weakCertificate } from '#test/support/idp/saml-fixture.ts';
import { readRequest, respond, type Said, samlIdp, sha1, wrappings } from '#test/support/idp/saml-idp.ts';
import { openSsoWorld, type SsoWorld } from '#test/support/idp/sso-world.ts';

let world: SsoWorld;
let connection: { id: string; entity_id: string; redirect_uri: string };
let people = 0;
const settings = {
  kind: 'saml',
  entity_id: samlIdp.entityId,
  sso_url: samlIdp.ssoUrl.replace('http:', 'https:'),
  certificates: [samlIdp.certificate],
};

beforeAll(async () => {
  world = await openSsoWorld([]);
  const payload = { name: 'Acme SAML', settings, domains: ['acme.example'], create_users: true, default_roles: ['read_only'] };
  connection = (await world.call('POST', '/api/v1/sso-connections', { payload })).body;
});
afterAll(() => world.close());

const newPerson = () => ({ nameId: `id-${people}`, email: `saml.${people++}@acme.example` });
const us = () => ({ entityId: connection.entity_id, acsUrl: connection.redirect_uri });

/** Goes to the provider, and returns what it was asked. */
async function begin(browser: TestBrowser, query = '') {
  const { location } = await browser.open(`${world.base}/auth/sso/${connection.id}/start${query}`, { until: '/sso' });
  return readRequest(`${samlIdp.ssoUrl}${location?.slice(location.indexOf('?'))}`);
}

/** The form that the provider's page sends, from another host. */
const post = (browser: TestBrowser, xml: string, relayState: string) =>
  browser.open(connection.redirect_uri, {
    form: { SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: relayState },
    from: samlIdp.ssoUrl,
  });

/** A whole sign-in. `forge` changes the signed answer on its way. */
async function signIn(said: Partial<Said> = {}, forge: (xml: string) => string = (xml) => xml) {
  const browser = new TestBrowser();
  const { requestId, relayState } = await begin(browser);
  const xml = await respond({ requestId, ...us(), ...newPerson(), ...said });
  const { status, html, location } = await post(browser, forge(xml), relayState);
  return {
    browser,
    xml,
    relayState,
    status,
    location,
    why: /<\/strong> (.*?)<\/p>/.exec(html)?.[1] ?? '',
    who: await world.signedIn(browser),
  };
}

test('a person signs in through a SAML provider: a redirect there, a form of another site back', async () => {
  const browser = new TestBrowser();
  const asked = await begin(browser, '?return_to=/console/deals');
  expect(asked.xml).toContain(`AssertionConsumerServiceURL="${connection.redirect_uri}"`);
  expect(asked.xml).toContain(`>${connection.entity_id}<`);
  const person = newPerson();
  const { status, location } = await post(browser, await respond({ ...asked, ...us(), ...person, groups: ['a'] }), asked.relayState);
  expect([status, location]).toEqual([303, '/console/deals']);
  expect((await world.signedIn(browser)).user).toMatchObject({ email: person.email, roles: ['read_only'] });
});

test('the metadata say who we are, where we listen, and that assertions must be signed', async () => {
  const { status, body } = await world.call('GET', `/auth/sso/${connection.id}/metadata`, { headers: {} });
  expect([status, body]).toEqual([200, expect.stringContaining(`entityID="${connection.entity_id}"`)]);
  expect(body).toContain('WantAssertionsSigned="true"');
  expect(body).toContain(`Location="${connection.redirect_uri}"`);
});

test('the same person is known by NameID, and somebody else with the address is refused', async () => {
  const person = newPerson();
  const first = await signIn(person);
  const again = await signIn({ ...person, email: 'renamed@elsewhere.example' });
  expect(again.who.user.id).toBe(first.who.user.id);
  const successor = await signIn({ ...person, nameId: 'a-successor' });
  expect([successor.status, successor.who]).toEqual([403, undefined]);
});

const dated = (name: string, minutes: number) => (xml: string) =>
  xml.replaceAll(new RegExp(`${name}="[^"]*"`, 'g'), `${name}="${new Date(Date.now() + minutes * 60_000).toISOString()}"`);

/** Before it is signed: what an honest provider could send, but not for this sign-in. */
test.each<[string, Partial<Said>, string]>([
  ['without a signature', { signedBy: 'nobody' }, 'Invalid signature'],
  ['with a signature of somebody else', { signedBy: 'other' }, 'Invalid signature'],
  ['signed with SHA-1', { algorithm: sha1 }, 'uses the algorithm'],
  ['for another audience', { entityId: 'https://another.example' }, 'audience mismatch'],
  ['for another recipient', { acsUrl: 'https://another.example/acs' }, 'another recipient'],
  ['that answers another request', { requestId: '_another' }, 'InResponseTo is not valid'],
  ['that answers no request', { requestId: undefined }, 'InResponseTo is missing'],
  ['that has expired', { change: dated('NotOnOrAfter', -2) }, 'No valid subject confirmation'],
  ['that is not valid yet', { change: dated('NotBefore', 5) }, 'not yet valid'],
  ['of another issuer', { change: (xml) => xml.replaceAll(samlIdp.entityId, 'https://another.example/idp') }, 'another issuer'],
  [
    'without an audience',
    { change: (xml) => xml.replace(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, '') },
    'no AudienceRestriction',
  ],
  ['without conditions', { change: (xml) => xml.replace(/<saml:Conditions.*<\/saml:Conditions>/, '') }, 'is not valid'],
  ['that holds a key, and is no bearer’s', { change: (xml) => xml.replace('cm:bearer', 'cm:holder-of-key') }, 'who may bring it'],
  [
    'with a NameID that lasts for one session',
    { change: (xml) => xml.replace('format:persistent', 'format:transient') },
    'no lasting NameID',
  ],
  ['with a comment in the NameID', { change: (xml) => xml.replace(/>id-/, '>id<!-- -->-') }, 'a comment'],
  ['with a DOCTYPE', { change: (xml) => `<!DOCTYPE x [<!ENTITY e "x">]>${xml}`, signedBy: 'nobody' }, 'a document type'],
])('an answer %s signs nobody in', async (_what, said, because) => {
  const { status, who, why } = await signIn(said);
  expect([status, who, why]).toEqual([403, undefined, expect.stringContaining(because)]);
});

/** After it is signed. */
test.each<[string, (xml: string) => string, string]>([
  ['whose NameID was changed', (xml) => xml.replace(/(<saml:NameID[^>]*>)[^<]*/, '$1the-victim'), 'Invalid signature'],
  ['with a comment put into the NameID', (xml) => xml.replace(/(<saml:NameID[^>]*>id)/, '$1<!--x-->'), 'a comment'],
  ['with a DOCTYPE before it', (xml) => `<!DOCTYPE samlp:Response SYSTEM "http://127.0.0.1/x">${xml}`, 'a document type'],
  ['with its assertion twice', (xml) => xml.replace(/<saml:Assertion .*<\/saml:Assertion>/s, '$&$&'), '2 assertions'],
  ['whose signature was taken away', (xml) => xml.replace(/<ds:Signature .*?<\/ds:Signature>/s, ''), 'Invalid signature'],
  ['with a style sheet', (xml) => `<?xml-stylesheet href="x"?>${xml}`, 'a processing instruction'],
])('an answer %s signs nobody in', async (_what, forge, because) => {
  const { status, who, why } = await signIn({}, forge);
  expect([status, who, why]).toEqual([403, undefined, expect.stringContaining(because)]);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])('a signature that is wrapped (XSW %i) signs nobody in', async (kind) => {
  const { status, who, why } = await signIn({ signsResponse: kind <= 2 }, (xml) => {
    const forged = wrappings(xml)[kind - 1] ?? '';
    expect(forged).toContain('the-victim');
    return forged;
  });
  expect([status, who, why]).toEqual([403, undefined, expect.stringContaining('2 assertions')]);
});

test('an answer counts once, in the browser that asked, for the provider that was asked', async () => {
  const { xml, relayState, browser } = await signIn();
  expect((await post(browser, xml, relayState)).status).toBe(409);
  const other = new TestBrowser();
  const asked = await begin(new TestBrowser());
  const stolen = await post(other, await respond({ ...asked, ...us(), ...newPerson() }), asked.relayState);
  expect([stolen.status, await world.signedIn(other)]).toEqual([409, undefined]);
});

test('the clock of the provider may be off by as much as is configured', async () => {
  expect((await signIn({ change: dated('NotOnOrAfter', -0.5) })).status).toBe(303);
  expect((await signIn({ change: dated('NotBefore', 0.5) })).status).toBe(303);
});

test('what nobody asked for is refused, unless that is switched on, and then it counts once', async () => {
  const browser = new TestBrowser();
  const xml = await respond({ ...us(), ...newPerson() });
  expect((await post(browser, xml, '')).status).toBe(409);
  const change = (allow: boolean) =>
    world.call('PATCH', `/api/v1/sso-connections/${connection.id}`, { payload: { settings: { ...settings, allow_idp_initiated: allow } } });
  await change(true);
  expect((await post(browser, xml, '')).status).toBe(303);
  expect((await world.signedIn(browser)).user.email).toContain('saml.');
  const again = await post(new TestBrowser(), xml, '');
  expect([again.status, again.html]).toEqual([403, expect.stringContaining('used already')]);
  // An answer to somebody's request is no answer that nobody asked for.
  const { requestId } = await begin(new TestBrowser());
  expect((await post(new TestBrowser(), await respond({ requestId, ...us(), ...newPerson() }), '')).status).toBe(403);
  await change(false);
});

test('a certificate that cannot be trusted is refused as it is saved', async () => {
  const create = (certificates: string[]) =>
    world.call('POST', '/api/v1/sso-connections', { payload: { name: 'X', settings: { ...settings, certificates } } });
  for (const wrong of ['no certificate', weakCertificate]) {
    const { status, body } = await create([wrong]);
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, '/settings/certificates/0']);
  }
  const bare = samlIdp.certificate.replaceAll(/-----.*-----|\n/g, '');
  expect((await create([bare])).status).toBe(201);
});
