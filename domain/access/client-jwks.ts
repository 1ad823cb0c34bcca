import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { IssueCode } from '#domain/issue-errors.ts';
import { assertionAlgorithms } from './oauth-client.ts';

/** More than a rotation needs. */
const MAX_UPLOADED_KEYS = 10;
/** Of the same set, with keys for other purposes, which are only listed. */
const MAX_UPLOADED = 100;
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth'];

const KeyType = z.enum(['EC', 'RSA', 'OKP']);
const Jwk = z.looseObject({ kty: z.union([KeyType, z.string().max(255)]), kid: z.string().max(255).optional() });
type Jwk = z.infer<typeof Jwk>;

/** A key of a client's set that is not used, and why: the set serves others, too (RFC 7517 section 5). */
export const IgnoredKey = z.object({ kty: z.string().nullable(), kid: z.string().nullable(), reason: z.string() });
export type IgnoredKey = z.infer<typeof IgnoredKey>;

/** What verifies a client's assertions. Only what verifies is kept of each key. */
export interface ClientKeys {
  keys: Record<string, unknown>[];
  ignored?: IgnoredKey[];
}

/**
 * A key set as it is uploaded. Keys for other purposes are ignored; a set without any to verify with is refused, and so is a private key,
 * whose owner has to know.
 */
export const ClientJwks = z.object({ keys: z.array(Jwk).min(1).max(MAX_UPLOADED) }).transform((set, context): ClientKeys => {
  const sorted = sortKeys(set.keys);
  set.keys.forEach((jwk, index) => {
    const message = problemOf(jwk);
    if (message && (sorted.keys.length === 0 || isPrivate(jwk))) context.addIssue({ code: 'custom', path: ['keys', index], message });
  });
  if (sorted.keys.length > MAX_UPLOADED_KEYS) {
    const message = `must have at most ${MAX_UPLOADED_KEYS} keys that can verify assertions, not ${sorted.keys.length}`;
    context.addIssue({ code: 'custom', path: ['keys'], message, params: { code: 'too_long' } satisfies IssueCode });
  }
  return sorted;
});

const PublishedJwks = z.object({ keys: z.array(z.unknown()) });

/** A key set as its owner publishes it for everybody. Throws when there is nothing in it to verify with. */
export function readPublishedJwks(published: unknown): ClientKeys {
  const set = PublishedJwks.safeParse(published);
  if (!set.success) throw new Error('no key set: there is no list of keys');
  const sorted = sortKeys(set.data.keys);
  if (sorted.keys.length === 0) throw new Error(`no usable key in the set${sorted.ignored ? `: ${sorted.ignored[0]?.reason}` : ''}`);
  return sorted;
}

function sortKeys(set: unknown[]): ClientKeys {
  const keys: ClientKeys['keys'] = [];
  const ignored: IgnoredKey[] = [];
  for (const one of set) {
    const { data: jwk } = Jwk.safeParse(one);
    const reason = jwk ? problemOf(jwk) : 'must be an object with a kty and a kid of 255 characters at most';
    if (jwk && reason === undefined) keys.push(publicPart(jwk));
    else ignored.push({ kty: jwk?.kty ?? null, kid: jwk?.kid ?? null, reason: reason ?? '' });
  }
  return { keys, ...(ignored.length > 0 && { ignored }) };
}

function isPrivate(jwk: Jwk): boolean {
  return KeyType.safeParse(jwk.kty).success && privateMembers.some((name) => name in jwk);
}

/** Why a key cannot verify assertions; undefined if it can. */
function problemOf(jwk: Jwk): string | undefined {
  const { kty, use, alg, key_ops: operations } = jwk;
  if (!KeyType.safeParse(kty).success) return 'must be EC P-256, RSA or Ed25519';
  if (isPrivate(jwk)) return 'must be a public key: this one has private parts, so it is to be considered leaked';
  if (use !== undefined && use !== 'sig') return 'must be for signatures ("use": "sig")';
  if (Array.isArray(operations) && !operations.includes('verify')) return 'must be for signatures ("key_ops": ["verify"])';
  if (alg !== undefined && !assertionAlgorithms.some((one) => one === alg)) return `must be for ${assertionAlgorithms.join(', ')}`;
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

function publicPart(jwk: Jwk): Record<string, unknown> {
  const names = ['kty', 'kid', 'alg', 'use', 'crv', 'x', 'y', 'n', 'e'];
  return Object.fromEntries(names.flatMap((name) => (jwk[name] === undefined ? [] : [[name, jwk[name]]])));
}
