import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** More than a rotation needs. The limit matters because one assertion can require trying every key. */
const MAX_KEYS = 10;
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

const Jwk = z
  .looseObject({ kty: z.enum(['EC', 'RSA', 'OKP']), kid: z.string().max(255).optional() })
  .superRefine((jwk, context) => {
    const message = problemOf(jwk);
    if (message) context.addIssue({ code: 'custom', message });
  })
  .transform(publicPart);

/** A client's public keys (RFC 7517), as uploaded or fetched. Only the members that verification needs are stored. */
export const ClientJwks = z.object({ keys: z.array(Jwk).min(1).max(MAX_KEYS) });
export type ClientJwks = z.infer<typeof ClientJwks>;

/** Why a key cannot verify assertions; undefined if it can. */
function problemOf(jwk: Record<string, unknown>): string | undefined {
  if (privateMembers.some((name) => name in jwk)) {
    return 'must be a public key: this one contains private parts, so consider it leaked and replace it';
  }
  if (jwk['use'] !== undefined && jwk['use'] !== 'sig') return 'must be for signatures ("use": "sig")';
  let key: KeyObject;
  try {
    key = createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return 'is not a well-formed key';
  }
  return weaknessOf(key);
}

function weaknessOf({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): string | undefined {
  if (type === 'ed25519') return undefined;
  if (type === 'ec' && details?.namedCurve === 'prime256v1') return undefined;
  if (type !== 'rsa') return 'must be EC P-256, RSA or Ed25519';
  if ((details?.modulusLength ?? 0) < 2048) return 'must have 2048 bits or more';
  // Small exponents have been broken repeatedly, and every current tool generates 65537.
  return (details?.publicExponent ?? 0n) < 65_537n ? 'must have the exponent 65537 or more' : undefined;
}

function publicPart(jwk: Record<string, unknown>): Record<string, unknown> {
  const names = ['kty', 'kid', 'alg', 'use', 'crv', 'x', 'y', 'n', 'e'];
  return Object.fromEntries(names.flatMap((name) => (jwk[name] === undefined ? [] : [[name, jwk[name]]])));
}
