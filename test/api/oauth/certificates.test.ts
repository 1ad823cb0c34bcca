import { X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Settings } from '#domain/settings.ts';
import { bearer, buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { createClient, postForm } from '#test/support/oauth.ts';
import { clientCertificate, tlsFixture } from '#test/support/tls.ts';

const thumbprintOf = (pem: string) => Buffer.from(new X509Certificate(pem).fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
const withMtls = (mtls: object) => () => Settings.parse({ gateway: { oauth: { mtls } } });
const selfSigned = { auth_method: 'self_signed_tls_client_auth', certificate_thumbprint: thumbprintOf(tlsFixture.cert) };
const bySubject = { auth_method: 'tls_client_auth', certificate_subject: clientCertificate.subject };
const grant = { grant_type: 'client_credentials' };

describe('behind a proxy that terminates TLS', () => {
  const proxy = '10.1.2.3';
  let api: TestApp;
  let partner: TestPartner;
  let own: { id: string };
  let named: { id: string };
  beforeAll(async () => {
    const settings = withMtls({ source: 'header', trusted_proxies: ['10.1.0.0/16', 'fd00::/8'] });
    // One object, as the settings file gives: the list of proxies is read once for it.
    const current = settings();
    api = await buildTestApp({ settings: () => current });
    partner = await api.partner();
    own = await createClient(api, partner.id, selfSigned);
    named = await createClient(api, partner.id, bySubject);
  });
  afterAll(() => api.close());

  const passing = (cert: string, verified = 'NONE') => ({ 'x-client-cert': encodeURIComponent(cert), 'x-client-verify': verified });
  const ask = (id: string, headers: Record<string, string>, remoteAddress = proxy) =>
    postForm(api, '/oauth/token', { ...grant, client_id: id }, headers, { remoteAddress });
  const use = (token: string, headers: object, remoteAddress = proxy) =>
    api.app.inject({ url: '/api/v1/endpoints', headers: { ...bearer(token), ...headers }, remoteAddress });

  test('the registered certificate obtains a token that is bound to it', async () => {
    const { status, body } = await ask(own.id, passing(tlsFixture.cert));
    expect(status).toBe(200);
    const claims = JSON.parse(Buffer.from(body.access_token.split('.')[1], 'base64url').toString());
    expect(claims.cnf).toEqual({ 'x5t#S256': selfSigned.certificate_thumbprint });
    expect((await use(body.access_token, passing(tlsFixture.cert))).statusCode).toBe(200);
    for (const headers of [{}, passing(clientCertificate.cert), { 'x-client-cert': 'nonsense%' }]) {
      const refused = await use(body.access_token, headers);
      expect([refused.statusCode, refused.json().code]).toEqual([401, 'token_not_bound_to_caller']);
    }
  });

  test.each(['192.0.2.1', '10.2.0.1', '::1', '::ffff:192.0.2.1'])('a certificate passed on by %s is not trusted', async (peer) => {
    expect((await ask(own.id, passing(tlsFixture.cert), peer)).status).toBe(401);
    const { body } = await ask(own.id, passing(tlsFixture.cert));
    const refused = await use(body.access_token, passing(tlsFixture.cert), peer);
    expect(refused.json().code).toBe('token_not_bound_to_caller');
  });

  test.each(['10.1.255.255', 'fd00::1', '::ffff:10.1.2.3'])('%s is a trusted proxy', async (peer) => {
    expect((await ask(own.id, passing(tlsFixture.cert), peer)).status).toBe(200);
  });

  test('a subject is only accepted if the proxy has verified the chain', async () => {
    expect((await ask(named.id, passing(clientCertificate.cert, 'SUCCESS'))).status).toBe(200);
    for (const verdict of ['NONE', 'FAILED:self signed certificate', 'success']) {
      expect((await ask(named.id, passing(clientCertificate.cert, verdict))).status).toBe(401);
    }
    expect((await ask(named.id, passing(tlsFixture.cert, 'SUCCESS'))).status).toBe(401);
  });

  test('another certificate, an expired one and none are rejected with the same error for every client', async () => {
    const texts = [
      await ask(own.id, passing(clientCertificate.cert)),
      await ask('oac_00000000000000000000000000', passing(tlsFixture.cert)),
      await ask((await createClient(api, partner.id)).id, passing(tlsFixture.cert)),
    ].map(({ status, body }) => [status, body]);
    expect(new Set(texts.map((text) => JSON.stringify(text))).size).toBe(1);
    expect(texts[0]?.[0]).toBe(401);
    expect((await ask(named.id, passing(clientCertificate.expired, 'SUCCESS'))).body.error_description).toContain('valid from');
    expect((await ask(own.id, {})).status).toBe(401);
    const huge = await ask(own.id, { 'x-client-cert': 'A'.repeat(40_000) });
    expect(huge.status).toBe(401);
  });

  test('a partner that requires client certificates is served only with them', async () => {
    const strict = await api.partner();
    const client = await createClient(api, strict.id, selfSigned);
    await api.db.sql`update partner set credential_policy = 'mtls' where id = ${strict.id}`;
    await expect.poll(async () => (await use(strict.key, {})).json().code).toBe('credential_not_allowed');
    const { body } = await ask(client.id, passing(tlsFixture.cert));
    expect((await use(body.access_token, passing(tlsFixture.cert))).statusCode).toBe(200);
  });

  test('the metadata lists it', async () => {
    const metadata = (await api.app.inject({ url: '/.well-known/oauth-authorization-server' })).json();
    expect(metadata).toMatchObject({ tls_client_certificate_bound_access_tokens: true });
    expect(metadata.token_endpoint_auth_methods_supported).toContain('self_signed_tls_client_auth');
  });
});

describe('unless it is configured', () => {
  test('no certificate is trusted, and the metadata offers none', async () => {
    const api = await buildTestApp();
    const { id } = await createClient(api, (await api.partner()).id, selfSigned);
    const headers = { 'x-client-cert': encodeURIComponent(tlsFixture.cert), 'x-client-verify': 'SUCCESS' };
    expect((await postForm(api, '/oauth/token', { ...grant, client_id: id }, headers, { remoteAddress: '127.0.0.1' })).status).toBe(401);
    const metadata = (await api.app.inject({ url: '/.well-known/oauth-authorization-server' })).json();
    expect(JSON.stringify(metadata)).not.toContain('tls_client_auth');
    await api.close();
  });
});

describe('on a connection that the API itself terminates', () => {
  let api: TestApp;
  let port: number;
  let own: { id: string };
  let named: { id: string };
  beforeAll(async () => {
    const current = withMtls({ source: 'tls' })();
    api = await buildTestApp({ settings: () => current, tls: { cert: tlsFixture.cert, key: tlsFixture.key, ca: clientCertificate.ca } });
    await api.app.listen({ port: 0, host: '127.0.0.1' });
    port = (api.app.server.address() as AddressInfo).port;
    const partner = await api.partner();
    own = await createClient(api, partner.id, selfSigned);
    named = await createClient(api, partner.id, bySubject);
  });
  afterAll(() => api.close());

  function send(
    identity: { cert?: string; key?: string },
    path: string,
    { headers = {}, form }: { headers?: Record<string, string>; form?: object } = {},
  ) {
    const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: any }>();
    const type = form ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
    const target = {
      port,
      host: '127.0.0.1',
      path,
      method: form ? 'POST' : 'GET',
      headers: { ...type, ...headers },
      ca: tlsFixture.cert,
      agent: false as const,
      ...identity,
    };
    const sent = request(target, (reply) => {
      let text = '';
      reply.on('data', (chunk: Buffer) => (text += chunk.toString()));
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, body: JSON.parse(text) }));
    });
    sent.on('error', reject).end(form ? new URLSearchParams({ ...form }).toString() : undefined);
    return promise;
  }
  const self = { cert: tlsFixture.cert, key: tlsFixture.key };
  const signed = { cert: clientCertificate.cert, key: clientCertificate.key };

  test('the certificate of the connection authenticates the client, and its token works only with that certificate', async () => {
    for (const [client, identity] of [
      [own, self],
      [named, signed],
    ] as const) {
      const { status, body } = await send(identity, '/oauth/token', { form: { ...grant, client_id: client.id } });
      expect(status).toBe(200);
      expect((await send(identity, '/api/v1/endpoints', { headers: bearer(body.access_token) })).status).toBe(200);
      expect((await send({}, '/api/v1/endpoints', { headers: bearer(body.access_token) })).body.code).toBe('token_not_bound_to_caller');
    }
  });

  test('neither a header nor an untrusted certificate authenticates the client', async () => {
    const headers = { 'x-client-cert': encodeURIComponent(clientCertificate.cert), 'x-client-verify': 'SUCCESS' };
    expect((await send({}, '/oauth/token', { form: { ...grant, client_id: named.id }, headers })).status).toBe(401);
    expect((await send(self, '/oauth/token', { form: { ...grant, client_id: named.id }, headers })).status).toBe(401);
  });
});

test('certificates are announced only where they can arrive', async () => {
  const announced = async (mtls: object, tls?: { cert: string; key: string; ca: undefined }) => {
    const api = await buildTestApp({ settings: withMtls(mtls), tls });
    const { token_endpoint_auth_methods_supported: methods, tls_client_certificate_bound_access_tokens: binds } = (
      await api.app.inject({ url: '/.well-known/oauth-authorization-server' })
    ).json<{ token_endpoint_auth_methods_supported: string[]; tls_client_certificate_bound_access_tokens: boolean }>();
    await api.close();
    expect(methods.includes('tls_client_auth')).toBe(binds);
    return binds;
  };
  expect(await announced({ source: 'tls' })).toBe(false);
  expect(await announced({ source: 'tls' }, { cert: tlsFixture.cert, key: tlsFixture.key, ca: undefined })).toBe(true);
  expect(await announced({ source: 'header', trusted_proxies: ['10.1.0.0/16'] })).toBe(true);
});
