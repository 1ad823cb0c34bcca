import type { FastifyRequest, FastifySchema, onRequestHookHandler } from 'fastify';
import { partnerScopes, scopes, scopeTexts, type Scope } from '#domain/access/scope.ts';
import { DomainError } from '#domain/errors.ts';
import type { Principal } from './principal.ts';

/** The scope that a route needs, said in its schema: `schema: { ...needs('deals:read') }` documents and enforces it. */
export function needs(scope: Scope): Pick<FastifySchema, 'security'> {
  return { security: [{ apiKey: [scope] }, { oauth2: [scope] }] };
}

/** What a route's schema says. Throws for a route without it, at start: nothing is open by omission. */
export function scopeOf(schema: FastifySchema | undefined, route: string): Scope {
  const named = schema?.security?.[0]?.['apiKey']?.[0];
  const scope = scopes.find((known) => known === named);
  if (!scope) throw new Error(`${route} names no scope: put needs('…') into its schema`);
  return scope;
}

/** For `onRequest`, after the principal is known. */
export function requireScope(scope: Scope): onRequestHookHandler {
  return ({ principal }, _reply, done) => done(scopeRefusal(principal, scope));
}

/** Undefined for whoever has the scope. */
export function scopeRefusal(principal: Principal, scope: Scope): DomainError | undefined {
  if (principal.scopes.has(scope)) return undefined;
  if (principal.kind === 'partner' && !partnerScopes.some((known) => known === scope)) return platformRequired();
  return new DomainError(
    'missing_scope',
    `This needs the scope ${scope} ("${scopeTexts[scope]}"), which ${principal.name} does not have. It has: ${[...principal.scopes].join(', ') || 'none'}.`,
  );
}

/** For `onRequest` of routes that only the platform may use: refused before the body is looked at. */
export async function platformOnly(request: FastifyRequest): Promise<void> {
  if (request.principal.kind !== 'platform') throw platformRequired();
}

export function platformRequired(): DomainError {
  return new DomainError(
    'platform_key_required',
    'This needs a platform key; the request came with a partner credential. Ask the operator of this installation.',
  );
}
