import { newSecretText } from './api-key.ts';
import type { KeyEnvironment } from './api-key.ts';

/** How a client proves itself at the token endpoint, by the names of RFC 7591 and RFC 8705. */
export const clientAuthMethods = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
] as const;
export type ClientAuthMethod = (typeof clientAuthMethods)[number];

/** What a partner's credential policy distinguishes. */
export type ProofKind = 'api_key' | 'client_secret' | 'private_key_jwt' | 'mtls';

export function proofKindOf(method: ClientAuthMethod): ProofKind {
  if (method === 'private_key_jwt') return 'private_key_jwt';
  return hasSecret(method) ? 'client_secret' : 'mtls';
}

export function hasSecret(method: ClientAuthMethod): boolean {
  return method === 'client_secret_basic' || method === 'client_secret_post';
}

/** Signatures of client assertions. No HS*: a secret would do; never `none`. */
export const assertionAlgorithms = ['ES256', 'RS256', 'PS256', 'EdDSA'];

/** 256 bits behind a prefix that tells people and scanners of leaked secrets what it is. */
export function newClientSecret(environment: KeyEnvironment): string {
  return `cs_${environment}_${newSecretText()}`;
}
