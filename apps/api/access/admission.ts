import type { ProofKind } from '#domain/access/oauth-client.ts';
import { DomainError } from '#domain/errors.ts';
import type { Tenant } from '#domain/partners/partner.ts';
import type { Directory } from './directory.ts';

/** The partner of a proven credential. */
export async function tenantOf(directory: Directory, partnerId: string): Promise<Tenant> {
  const tenant = directory.tenants.cached(partnerId) ?? (await directory.tenants.get(partnerId));
  if (!tenant) throw new Error(`The partner ${partnerId} does not exist, and has a credential`);
  return tenant;
}

/** Throws unless the partner is served at all and with this kind of proof. */
export function assertAdmitted(tenant: Tenant, kind: ProofKind): void {
  assertServed(tenant);
  assertPolicy(tenant, kind);
}

/** Only active partners are served; whoever holds a credential of another one is told why. */
function assertServed({ status, statusReason }: Tenant): void {
  const because = statusReason ? `: ${statusReason}` : '';
  switch (status) {
    case 'active':
      return;
    case 'pending':
      throw new DomainError('partner_pending', `This partner is not active yet${because}. Ask the operator to activate it.`);
    case 'suspended':
      throw new DomainError('partner_suspended', `This partner is suspended${because}. What is under way is held, not lost.`);
    case 'deleted':
      throw new DomainError('partner_deleted', 'This partner was deleted.');
  }
}

function assertPolicy({ credentialPolicy }: Tenant, kind: ProofKind): void {
  if (credentialPolicy === 'any' || credentialPolicy === kind) return;
  throw new DomainError(
    'credential_not_allowed',
    `This partner is only served with access tokens obtained by ${credentialPolicy}; this credential is of the kind ${kind}.`,
  );
}
