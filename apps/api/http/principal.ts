import type { FastifyRequest } from 'fastify';
import type { Actor } from '#db/actor.ts';
import type { Scope } from '#domain/access/scope.ts';
import { DomainError } from '#domain/errors.ts';
import type { Tenant } from '#domain/partners/partner.ts';

/** The caller. Platform keys belong to the company that runs Causeway; a partner's credential sees only its own partner. */
export type Principal = Credential & ({ kind: 'platform' } | { kind: 'partner'; partnerId: string; tenant: Tenant });

interface Credential {
  /** ID of the API key or OAuth client, or of the person who is signed in. */
  credentialId: string;
  /** Name of the credential, for messages. */
  name: string;
  /** ID of the session of a person who is signed in. */
  sessionId?: string;
  /** It is a person of the company who looks as the partner. */
  isView?: boolean;
  scopes: ReadonlySet<Scope>;
}

/** An authenticated credential of a partner, even if the request is rejected afterwards. */
interface Caller {
  credentialId: string;
  partnerId: string;
  tenant: Tenant;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every route under /api/v1 before validation and handler. */
    principal: Principal;
    /** Throws if the credential of the request is no longer accepted, or no longer has the scope of the route. */
    proveAgain: () => Promise<void>;
    /** For the audit of calls without a principal: those under /oauth, and those rejected because of their partner. */
    caller: Caller | undefined;
  }
}

/** The partner whose data the credential can see. Throws for platform keys, which must name the partner in the request. */
export function requirePartner(request: FastifyRequest): string {
  if (request.principal.kind === 'partner') return request.principal.partnerId;
  throw new DomainError('partner_key_required', 'This route requires a partner key, because it acts for the partner of the key.');
}

/** Undefined for platform keys, which see every partner. Another partner's object must look exactly like an unknown id. */
export function visiblePartner(request: FastifyRequest): string | undefined {
  return request.principal.kind === 'partner' ? request.principal.partnerId : undefined;
}

/** Idempotency keys are scoped to the account, so that a retry can use another key of the same account. */
export function idempotencyScope(principal: Principal): string {
  return principal.kind === 'partner' ? principal.partnerId : 'platform';
}

/** Who pays for what a request costs: a partner as a whole, and each credential of the platform. Empty before authentication. */
export function callerOf(principal: Principal | undefined): string {
  if (!principal) return '';
  return principal.kind === 'partner' ? principal.partnerId : principal.credentialId;
}

/** The actor that the audit log records for the changes of this request. */
export function actorOf(request: FastifyRequest): Actor {
  const { kind, credentialId } = request.principal;
  const held = request.holdsKey ? request.idempotent : undefined;
  return { kind, id: credentialId, requestId: request.id, ...(held && { idempotency: held }) };
}
