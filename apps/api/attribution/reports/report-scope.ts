import type { FastifyRequest } from 'fastify';
import { visiblePartner } from '#apps/api/http/principal.ts';
import type { Database } from '#db/database.ts';
import { getPartner, noPartner } from '#db/partners/partner.ts';
import { liveScope } from '#domain/attribution/facts.ts';
import type { Tier } from '#domain/partners/partner.ts';

/** Where the facts of a partner are: those of a sandbox never meet the others. */
export const scopeOfPartner = ({ id, tier }: { id: string; tier: Tier }): string => (tier === 'sandbox' ? id : liveScope);

/** The partner of the path, if the caller may see it. Another partner's id looks like an unknown one. */
export async function reportedPartner(request: FastifyRequest, db: Database, id: string): Promise<{ id: string; scope: string }> {
  const { principal } = request;
  if ((visiblePartner(request) ?? id) !== id) throw noPartner(id);
  const partner = principal.kind === 'partner' ? principal.tenant : await getPartner(db, id);
  return { id, scope: scopeOfPartner(partner) };
}
