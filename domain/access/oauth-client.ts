import { newSecretText } from './api-key.ts';
import type { KeyEnvironment } from './api-key.ts';

/** How a client authenticates at the token endpoint, with the names of RFC 7591 and RFC 8705. */
export const clientAuthMethods = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
] as const;
export type ClientAuthMethod = (typeof clientAuthMethods)[number];

/** The kinds of credential that a partner's credential policy distinguishes. */
export type ProofKind = 'api_key' | 'client_secret' | 'private_key_jwt' | 'mtls';

export function proofKindOf(method: ClientAuthMethod): ProofKind {
  if (method === 'private_key_jwt') return 'private_key_jwt';
  return hasSecret(method) ? 'client_secret' : 'mtls';
}

export function hasSecret(method: ClientAuthMethod): boolean {
  return method === 'client_secret_basic' || method === 'client_secret_post';
}

/**
 * Signature algorithms of client assertions. HS* is excluded because it would accept a shared secret, and `none` because it is unsigned.
 * `Ed25519` is the newer name of `EdDSA` with this curve (RFC 9864): libraries use one or the other.
 */
export const assertionAlgorithms = ['ES256', 'RS256', 'PS256', 'Ed25519', 'EdDSA'];

/** Whether a key for one of the algorithms is a key for the other. */
export function isSameAlgorithm(one: string, other: string): boolean {
  return one === other || (isEd25519(one) && isEd25519(other));
}

export const isEd25519 = (algorithm: string): boolean => algorithm === 'Ed25519' || algorithm === 'EdDSA';

/** 256 random bits, with a prefix by which people and secret scanners recognise a client secret. */
export function newClientSecret(environment: KeyEnvironment): string {
  return `cs_${environment}_${newSecretText()}`;
}
