import type { ProofKind } from '#domain/access/oauth-client.ts';
import type { Scope } from '#domain/access/scope.ts';
import type { ProvenKey } from './connection-keys.ts';

/** An authenticated credential, before its partner was checked. */
export interface Proven {
  credentialId: string;
  name: string;
  scopes: readonly Scope[];
  /** Null for platform credentials. */
  partnerId: string | null;
  /** A partner's credential policy is for programs: it does not know sessions. */
  kind: ProofKind | 'session';
  key?: ProvenKey;
  sessionId?: string;
  /** A person of the company who looks as the partner. */
  isView?: boolean;
}
