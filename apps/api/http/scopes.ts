import type { FastifyRequest, FastifySchema, onRequestHookHandler } from 'fastify';
import { partnerScopes, scopes, scopeTexts, type Scope } from '#domain/access/scope.ts';
import { DomainError } from '#domain/errors.ts';
import type { Principal } from './principal.ts';

/** The scope that a route requires. `schema: { ...needs('deals:read') }` documents and enforces it. */
export function needs(scope: Scope): Pick<FastifySchema, 'security'> {
  return { security: [{ bearerAuth: [scope] }] };
}

/** Reads the scope from a route's schema. Throws at startup if a route names none: nothing is public by omission. */
export function scopeOf(schema: FastifySchema | undefined, route: string): Scope {
  const named = schema?.security?.[0]?.['bearerAuth']?.[0];
  const scope = scopes.find((known) => known === named);
  if (!scope) throw new Error(`${route} names no scope: put needs('…') into its schema`);
  return scope;
}

/** For `onRequest`, after the principal is known. */
export function requireScope(scope: Scope): onRequestHookHandler {
  return ({ principal }, _reply, done) => done(scopeRefusal(principal, scope));
}

/** Undefined if the caller has the scope. */
export function scopeRefusal(principal: Principal, scope: Scope): DomainError | undefined {
  if (principal.scopes.has(scope)) return undefined;
  if (principal.kind === 'partner' && !partnerScopes.some((known) => known === scope)) return platformRequired();
  return new DomainError(
    'missing_scope',
    `This route requires the scope ${scope} ("${scopeTexts[scope]}"), which ${principal.name} does not have. It has: ${[...principal.scopes].join(', ') || 'none'}.`,
  );
}

/** For `onRequest` of routes for platform keys only: rejects other callers before the body is read. */
export async function platformOnly(request: FastifyRequest): Promise<void> {
  if (request.principal.kind !== 'platform') throw platformRequired();
}

export function platformRequired(): DomainError {
  return new DomainError(
    'platform_key_required',
    'This route requires a platform key, but the request was sent with a partner credential. Ask the operator of this installation.',
  );
}
