import type { ProofKind } from '#domain/access/oauth-client.ts';
import { DomainError } from '#domain/errors.ts';
import type { Tenant } from '#domain/partners/partner.ts';
import type { Directory } from './directory.ts';
import type { Proven } from './proven.ts';

/** The partner of an authenticated credential. */
export async function tenantOf(directory: Directory, partnerId: string): Promise<Tenant> {
  const tenant = directory.tenants.cached(partnerId) ?? (await directory.tenants.get(partnerId));
  if (!tenant) throw new Error(`A credential belongs to partner ${partnerId}, which does not exist`);
  return tenant;
}

/** Throws unless the partner is active and allows this kind of credential. */
export function assertAdmitted(tenant: Tenant, kind: Proven['kind']): void {
  assertServed(tenant);
  if (kind !== 'session') assertPolicy(tenant, kind);
}

/** Only active partners may use the API. The error gives the caller the reason, because the credential is valid. */
function assertServed({ status, statusReason }: Tenant): void {
  const because = statusReason ? `: ${statusReason}` : '';
  switch (status) {
    case 'active':
      return;
    case 'pending':
      throw new DomainError('partner_pending', `This partner is not active yet${because}. Ask the operator to activate it.`);
    case 'suspended':
      throw new DomainError('partner_suspended', `This partner is suspended${because}. Pending deliveries are held, not lost.`);
    case 'deleted':
      throw new DomainError('partner_deleted', 'This partner was deleted.');
  }
}

function assertPolicy({ credentialPolicy }: Tenant, kind: ProofKind): void {
  if (credentialPolicy === 'any' || credentialPolicy === kind) return;
  throw new DomainError(
    'credential_not_allowed',
    `This partner only allows access tokens obtained with ${credentialPolicy}. This credential is of kind ${kind}.`,
  );
}
