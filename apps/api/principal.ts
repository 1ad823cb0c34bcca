import type { FastifyRequest } from 'fastify';
import { DomainError } from '#domain/errors.ts';

/**
 * Who sends the request. Platform keys belong to the company that runs Causeway; a partner key sees one partner only.
 */
export type Principal =
  | { kind: 'platform'; keyId: string; name: string }
  | { kind: 'partner'; keyId: string; name: string; partnerId: string };

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every route under /api/v1 before validation and handler. */
    principal: Principal;
  }
}

function requirePlatform(request: FastifyRequest): void {
  if (request.principal.kind === 'platform') return;
  throw new DomainError(
    'platform_key_required',
    'This needs a platform key; the request came with a partner key. Ask the operator of this installation.',
  );
}

/** For `onRequest` of routes that only the platform may use: refused before the body is looked at. */
export async function platformOnly(request: FastifyRequest): Promise<void> {
  requirePlatform(request);
}

/** The partner whose data a partner key may see. Throws for platform keys, which must say which partner they mean. */
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
export function accountOf(principal: Principal): string {
  return principal.kind === 'partner' ? principal.partnerId : 'platform';
}
