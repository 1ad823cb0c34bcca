import type { FastifyRequest } from 'fastify';
import type { Directory } from '#apps/api/access/directory.ts';
import { visiblePartner } from '#apps/api/http/principal.ts';
import type { FactInput } from '#domain/attribution/fact-input.ts';
import { liveScope } from '#domain/attribution/facts.ts';
import type { FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import type { Tenant } from '#domain/partners/partner.ts';

/** Who tells facts, and what is known of the partners that they name. */
export interface FactCaller {
  /** A partner's id, or `platform`. */
  origin: string;
  /** The partner of the credential; undefined for the platform. */
  partner: Tenant | undefined;
  /** The partners that the facts name, those that exist. */
  tenants: ReadonlyMap<string, Tenant>;
}

export async function findCaller(request: FastifyRequest, directory: Directory, named: Iterable<string>): Promise<FactCaller> {
  const { principal } = request;
  const partner = principal.kind === 'partner' ? principal.tenant : undefined;
  const tenants = new Map<string, Tenant>();
  for (const id of new Set(named)) {
    // Another partner must look like an unknown one.
    const tenant = partner === undefined || id === partner.id ? await directory.tenants.get(id) : undefined;
    if (tenant && tenant.status !== 'deleted') tenants.set(id, tenant);
  }
  return { origin: visiblePartner(request) ?? 'platform', partner, tenants };
}

/** The scope of what a partner does: its own, if it is a sandbox. */
export const scopeOfPartner = ({ id, tier }: Pick<Tenant, 'id' | 'tier'>): string => (tier === 'sandbox' ? id : liveScope);

/** In whose reports a fact is: the scope of the caller, of the partner that the fact names, or of the sandbox that it names. */
export function scopeOfFact(
  { sandbox_id: sandboxId }: Pick<FactInput, 'sandbox_id'>,
  partner: Tenant | undefined,
  { partner: caller, tenants }: FactCaller,
): string | FieldError {
  const fault = (code: 'not_permitted' | 'unknown_partner' | 'ambiguous', message: string) => fieldError(['sandbox_id'], code, message);
  if (caller) return sandboxId === undefined ? scopeOfPartner(caller) : fault('not_permitted', 'is only for platform keys');
  if (sandboxId === undefined) return partner ? scopeOfPartner(partner) : liveScope;
  const sandbox = tenants.get(sandboxId);
  if (sandbox?.tier !== 'sandbox') return fault('unknown_partner', `is not a known sandbox partner: ${sandboxId}`);
  if (partner && partner.id !== sandboxId) return fault('ambiguous', `is another sandbox than that of the partner ${partner.id}`);
  return sandboxId;
}
