import type { Sql } from '#db/database.ts';
import {
  countDealsWaitingForCrm,
  type CrmOutageKind,
  endCrmOutage,
  findCrmOutage,
  markCrmOutageReported,
  noteCrmFailure,
  releaseDealsWaitingForCrm,
} from '#db/deals/crm-outage.ts';
import type { Notify } from '#domain/platform-event-types.ts';

export interface CrmOutagesDeps {
  sql: Sql;
  notify: Notify;
}

/** One failed request is no outage: the retries of a deal come after 1, 2 and 4 s. */
const reportAwayAfterMs = 5_000;

const types = { away: 'causeway.crm.unavailable', token_refused: 'causeway.crm.token_refused' } as const satisfies Record<
  CrmOutageKind,
  string
>;

/** Reports that the CRM cannot be written to, and that it can again: once each, across all processes and deals. */
export function createCrmOutages({ sql, notify }: CrmOutagesDeps) {
  return {
    async noteFailure(kind: CrmOutageKind, reason: string): Promise<void> {
      const outage = await noteCrmFailure(sql, { kind, reason });
      const isTooEarly = kind === 'away' && Date.now() - outage.failingSince.getTime() < reportAwayAfterMs;
      if (outage.reportedAt !== null || isTooEarly) return;
      const type = types[kind];
      const since = outage.failingSince.toISOString();
      const data = { reason, failing_since: since, waiting_deals: await countDealsWaitingForCrm(sql) };
      // Published before it is marked, so that a crash in between loses nothing: the occasion makes it one event.
      await notify(type, data, `${type}/${since}`);
      await markCrmOutageReported(sql, outage);
    },

    /** The CRM has answered: waiting deals are tried at once. */
    async noteAnswer(): Promise<void> {
      const outage = await findCrmOutage(sql);
      if (!outage) return;
      const since = outage.failingSince.toISOString();
      const type = 'causeway.crm.recovered';
      const data = { failing_since: since, waiting_deals: await countDealsWaitingForCrm(sql) };
      if (outage.reportedAt) await notify(type, data, `${type}/${since}`);
      if (await endCrmOutage(sql, outage)) await releaseDealsWaitingForCrm(sql);
    },
  };
}
