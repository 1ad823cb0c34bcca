import type { FastifyRequest } from 'fastify';
import { visiblePartner } from '#apps/api/http/principal.ts';
import type { Database } from '#db/database.ts';
import { findPartnerName } from '#db/partners/partner-name.ts';
import { noPartner } from '#db/partners/partner.ts';

/** The partner of the path, if the caller may see it. Another partner's id looks like an unknown one. A deleted one keeps its ledger. */
export async function earningPartner(request: FastifyRequest, { sql }: Pick<Database, 'sql'>): Promise<string> {
  const { id } = request.params as { id: string };
  if ((visiblePartner(request) ?? id) !== id) throw noPartner(id);
  if (request.principal.kind === 'platform' && (await findPartnerName(sql, id)) === undefined) throw noPartner(id);
  return id;
}
