import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';

type Claims = Record<string, unknown>;

/** An OpenID provider that can be told to issue wrong ID tokens. Its answers go to the test, not to a browser. */
export async function startFaultyIdp(clientId: string) {
  const [key, otherKey] = [await generateKeyPair('ES256'), await generateKeyPair('ES256')];
  const jwk = { ...(await exportJWK(key.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
  const idp = {
    issuer: '',
    /** What its next ID token says, with its correct claims. */
    change: (claims: Claims): Claims => claims,
    signedBy: 'own' as 'own' | 'other' | 'nobody',
    /** The status of every answer. */
    status: 200,
    nonce: '',
    requests: [] as { path: string; body: string; authorization: string }[],
    /** A token that says that somebody has signed out, with these claims in the place of its own. */
    logoutToken: (claims: Claims = {}): Promise<string> => {
      const iat = Math.floor(Date.now() / 1_000);
      const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
      const all = { iss: idp.issuer, aud: clientId, sub: 'ada', iat, exp: iat + 120, jti: crypto.randomUUID(), events, ...claims };
      return signed(all, 'logout+jwt');
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      idp.requests.push({ path, body: String(Buffer.concat(chunks)), authorization: request.headers.authorization ?? '' });
      void answer(path).then((body) => response.writeHead(idp.status, { 'content-type': 'application/json' }).end(JSON.stringify(body)));
    });
  }).listen(0, 'localhost');
  await once(server, 'listening');
  idp.issuer = `http://localhost:${(server.address() as AddressInfo).port}`;

  async function answer(path: string): Promise<object> {
    const { issuer } = idp;
    if (path === '/jwks') return { keys: [jwk] };
    if (path === '/token') return { access_token: 'the-access-token', token_type: 'bearer', id_token: await idToken() };
    return {
      ...{ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks` },
      ...{ response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['ES256'] },
    };
  }

  function idToken(): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const right = { iss: idp.issuer, aud: clientId, sub: 'ada', iat: now, exp: now + 300, nonce: idp.nonce, email: 'ada@faulty.example' };
    const claims = idp.change(right);
    return signed(claims, 'JWT');
  }

  async function signed(claims: Claims, typ: string): Promise<string> {
    if (idp.signedBy === 'nobody') return new UnsecuredJWT(claims).encode();
    const signer = idp.signedBy === 'own' ? key.privateKey : otherKey.privateKey;
    return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'one', typ }).sign(signer);
  }
  return idp;
}
