import type { FastifyRequest } from 'fastify';
import type { Actor } from '#db/actor.ts';
import type { Scope } from '#domain/access/scope.ts';
import { DomainError } from '#domain/errors.ts';
import type { Tenant } from '#domain/partners/partner.ts';

/**
 * Who sends the request. Platform keys belong to the company that runs Causeway; a partner's credential sees one partner only.
 */
export type Principal = Credential & ({ kind: 'platform' } | { kind: 'partner'; partnerId: string; tenant: Tenant });

interface Credential {
  /** Of the API key, or of the OAuth client. */
  credentialId: string;
  /** For messages: what people call the credential. */
  name: string;
  scopes: ReadonlySet<Scope>;
}

/** A partner's credential that was proved, also where the request is refused then. */
interface Caller {
  credentialId: string;
  partnerId: string;
  tenant: Tenant;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every route under /api/v1 before validation and handler. */
    principal: Principal;
    /** Throws once the credential that the request came with is refused, or has lost the route's scope. */
    proveAgain: () => Promise<void>;
    /** For the audit of calls that have no principal: those under /oauth, and those that are refused for their partner. */
    caller: Caller | undefined;
  }
}

/** The partner whose data the credential may see. Throws for platform keys, which must say which partner they mean. */
export function requirePartner(request: FastifyRequest): string {
  if (request.principal.kind === 'partner') return request.principal.partnerId;
  throw new DomainError('partner_key_required', 'This acts for the partner of the key: send it with a partner key.');
}

/**
 * Undefined for platform keys, which see every partner. Another partner's object must look exactly like an unknown id.
 */
export function visiblePartner(request: FastifyRequest): string | undefined {
  return request.principal.kind === 'partner' ? request.principal.partnerId : undefined;
}

/**
 * Whose name space an idempotency key lives in: the account's, so that a retry may come with the account's other key.
 */
export function idempotencyScope(principal: Principal): string {
  return principal.kind === 'partner' ? principal.partnerId : 'platform';
}

/** Whom the audit log names for what this request changes. */
export function actorOf(request: FastifyRequest): Actor {
  const { kind, credentialId } = request.principal;
  const held = request.holdsKey ? request.idempotent : undefined;
  return { kind, id: credentialId, requestId: request.id, ...(held && { idempotency: held }) };
}
