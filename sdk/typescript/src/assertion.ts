/** A private key, as PKCS#8 in PEM or as a JWK; `kid`, if it has one, names it in the client's key set. */
export type PrivateKey = string | { kty?: string; kid?: string; alg?: string; [member: string]: unknown };

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;
type KeyAlgorithm = Parameters<typeof crypto.subtle.importKey>[2];

interface SigningAlgorithm {
  /** As in JWS; `also` is what a JWK may call it (RFC 9864). */
  alg: string;
  also?: string;
  kind: string;
  key: KeyAlgorithm;
  sign: Parameters<typeof crypto.subtle.sign>[0];
}

/** What the server accepts, with how WebCrypto calls it. Signatures of ECDSA have the form there that JWS wants. */
const ALGORITHMS: SigningAlgorithm[] = [
  { alg: 'EdDSA', also: 'Ed25519', kind: 'OKP', key: { name: 'Ed25519' }, sign: { name: 'Ed25519' } },
  { alg: 'ES256', kind: 'EC', key: { name: 'ECDSA', namedCurve: 'P-256' }, sign: { name: 'ECDSA', hash: 'SHA-256' } },
  { alg: 'RS256', kind: 'RSA', key: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, sign: { name: 'RSASSA-PKCS1-v1_5' } },
  { alg: 'PS256', kind: 'RSA', key: { name: 'RSA-PSS', hash: 'SHA-256' }, sign: { name: 'RSA-PSS', saltLength: 32 } },
];

const OF_ITS_USE = new Set(['key_ops', 'use', 'alg', 'ext']);
/** An assertion is used once, at once. */
const LIFETIME_S = 60;

/** Makes assertions of private_key_jwt (RFC 7523), a new one with each call. `clockOffsetMs` is what the server's clock is ahead. */
export function assertionSource(privateKey: PrivateKey, clientId: string, audience: string): (clockOffsetMs: number) => Promise<string> {
  let signer: ReturnType<typeof signerOf> | undefined;
  return async (clockOffsetMs) => {
    const { alg, kid, sign } = await (signer ??= signerOf(privateKey));
    const nowS = Math.floor((Date.now() + clockOffsetMs) / 1_000);
    const claims = { iss: clientId, sub: clientId, aud: audience, jti: crypto.randomUUID(), iat: nowS, exp: nowS + LIFETIME_S };
    const signed = `${base64url(JSON.stringify({ alg, typ: 'JWT', ...(kid !== undefined && { kid }) }))}.${base64url(JSON.stringify(claims))}`;
    return `${signed}.${base64url(await sign(signed))}`;
  };
}

/** The texts of its errors leave the key out: they go to logs. */
async function signerOf(privateKey: PrivateKey) {
  const kid = typeof privateKey === 'string' ? undefined : privateKey.kid;
  for (const algorithm of ALGORITHMS.filter((one) => isFor(privateKey, one))) {
    const key = await importKey(privateKey, algorithm.key).catch(() => undefined);
    if (!key) continue;
    const sign = (text: string) => crypto.subtle.sign(algorithm.sign, key, new TextEncoder().encode(text));
    return { alg: algorithm.alg, kid, sign };
  }
  throw new TypeError('privateKey is no private key for EdDSA (Ed25519), ES256, RS256 or PS256, as a JWK or as PKCS#8 in PEM');
}

/** A JWK names its kind. What kind is in a PEM shows when it is read. */
function isFor(privateKey: PrivateKey, { alg, also, kind }: SigningAlgorithm): boolean {
  if (typeof privateKey === 'string') return true;
  return privateKey.kty === kind && (privateKey.alg === undefined || privateKey.alg === alg || privateKey.alg === also);
}

async function importKey(privateKey: PrivateKey, wanted: KeyAlgorithm): Promise<Key> {
  if (typeof privateKey === 'string') {
    const [, base64 = ''] = /-----BEGIN PRIVATE KEY-----([\s\S]+)-----END PRIVATE KEY-----/.exec(privateKey) ?? [];
    const der = Uint8Array.from(atob(base64.replaceAll(/\s/g, '')), (character) => character.charCodeAt(0));
    return crypto.subtle.importKey('pkcs8', der, wanted, false, ['sign']);
  }
  // What else a JWK says of its use is for those who verify.
  const jwk = Object.fromEntries(Object.entries(privateKey).filter(([name]) => !OF_ITS_USE.has(name)));
  return crypto.subtle.importKey('jwk', jwk as never, wanted, false, ['sign']);
}

function base64url(content: string | ArrayBuffer): string {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
