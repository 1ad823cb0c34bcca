import type { FastifyRequest } from 'fastify';
import { invalidRequest } from '#apps/api/http/errors.ts';
import { visiblePartner } from '#apps/api/http/principal.ts';
import type { Database } from '#db/database.ts';
import { findPartner } from '#db/partners/partner.ts';
import { grantableScopes, type Scope } from '#domain/access/scope.ts';
import { DomainError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';

/** The partner that owns the new credential; undefined for the platform. Another partner's id returns the same error as an unknown one. */
export async function ownerOf(request: FastifyRequest, asked: string | undefined, db: Database): Promise<string | undefined> {
  const visible = visiblePartner(request);
  const id = asked ?? visible;
  if (id === undefined || id === visible) return id;
  if (visible === undefined && (await findPartner(db, id))) return id;
  throw invalidRequest([fieldError(['partner_id'], 'unknown_partner', `is not a known partner: ${id}`)]);
}

/** Whose objects a list shows: each must match, and null stands for the company. `platform` in the query means the company's own. */
export function ownersListed(request: FastifyRequest, asked: string | undefined): (string | null)[] {
  return [visiblePartner(request), asked === 'platform' ? null : asked].filter((id) => id !== undefined);
}

/** A credential can grant only scopes that it has itself. */
export function grantableBy(request: FastifyRequest, partnerId: string | undefined): Scope[] {
  return grantableScopes(partnerId === undefined ? 'platform' : 'partner').filter((scope) => request.principal.scopes.has(scope));
}

/** Who can end a credential can take its owner's access away, so that needs all of its scopes as well. */
export function assertMayEnd(request: FastifyRequest, { scopes }: { scopes: readonly string[] }): void {
  const missing = scopes.filter((scope) => !request.principal.scopes.has(scope as Scope));
  if (missing.length === 0) return;
  throw new DomainError(
    'scope_not_grantable',
    `Your credential cannot revoke this one, because it does not have all of its scopes: ${missing.join(', ')}.`,
  );
}

export function assertGrantable(wanted: readonly Scope[], grantable: readonly Scope[]): void {
  const refused = wanted.filter((scope) => !grantable.includes(scope));
  if (refused.length === 0) return;
  throw new DomainError(
    'scope_not_grantable',
    `Your credential cannot grant ${refused.join(', ')}: it does not have these scopes itself, or partners cannot have them.`,
    refused.map((scope) => fieldError(['scopes'], 'scope_not_grantable', `must not name ${scope}`)),
  );
}
