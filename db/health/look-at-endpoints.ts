import type { Queryable } from '#db/database.ts';
import { ENDPOINT_OBJECTIVE_S, judgeEndpoint } from '#domain/health/endpoint-health.ts';
import { ageS, type Look } from '#domain/health/look.ts';
import { type EndpointHealthRow, type EndpointSelection, readEndpointFacts } from './endpoint-facts.ts';

/** Reads the facts of a page of endpoints, and judges them. */
export async function lookAtEndpoints(sql: Queryable, selection: EndpointSelection, { now }: { now: Date }): Promise<Look[]> {
  const rows = await readEndpointFacts(sql, selection);
  return rows.map((row) => lookAt(row, now));
}

function lookAt(row: EndpointHealthRow, now: Date): Look {
  const freshness = { ageS: row.waitingSince === null ? 0 : ageS(row.waitingSince, now), objectiveS: ENDPOINT_OBJECTIVE_S };
  const message = row.lastError ?? row.breakerReason;
  return {
    kind: 'endpoint',
    ...{ id: row.id, name: row.url, partnerId: row.partnerId, vendor: null },
    verdict: judgeEndpoint({ ...row, freshness }),
    lastSuccessAt: row.deliveredAt,
    lastError: row.lastFailedAt && { at: row.lastFailedAt, message },
    freshness,
    failedRecords: row.deadLetters,
    quota: null,
    nextRunAt: row.breakerOpenUntil ?? row.nextAttemptAt,
  };
}
