import type { ApiDeps } from '#apps/api/deps.ts';
import { recentOf } from '#apps/api/health/recent-of.ts';
import { lookAtPartner } from '#db/health/look-at-partner.ts';
import { getPartner } from '#db/partners/partner.ts';
import { readTime } from '#db/time.ts';
import type { HealthState } from '#domain/health/health.ts';
import type { Look } from '#domain/health/look.ts';
import { type Recent, sinceOf } from '#domain/health/trend.ts';

interface EmbeddedPart {
  name: string;
  state: HealthState;
  reason: string;
  since: string | null;
  /** What to do, for the partner's people; null if there is nothing to do. */
  remedy: string | null;
  last_success_at: string | null;
}

/** What a frame shows: nothing in it names anybody but the partner. */
export interface EmbeddedHealth {
  partner: EmbeddedPart;
  endpoints: EmbeddedPart[];
}

export async function readEmbeddedHealth(deps: Pick<ApiDeps, 'db'>, partnerId: string): Promise<EmbeddedHealth> {
  const { db } = deps;
  const { partner, endpoints } = await lookAtPartner(db.sql, await getPartner(db, partnerId), await readTime(db.sql));
  const [own, recent] = [await recentOf(deps, [partner]), await recentOf(deps, endpoints)];
  return { partner: toPart(partner, own.get(partnerId)), endpoints: endpoints.map((look) => toPart(look, recent.get(look.id))) };
}

const unknown: Recent = { present: null, days: [] };

function toPart({ name, verdict, lastSuccessAt }: Look, recent = unknown): EmbeddedPart {
  const { state, reason, remedy } = verdict;
  return {
    ...{ name, state, reason, remedy: remedy?.text ?? null },
    since: sinceOf(verdict, recent)?.toISOString() ?? null,
    last_success_at: lastSuccessAt?.toISOString() ?? null,
  };
}
