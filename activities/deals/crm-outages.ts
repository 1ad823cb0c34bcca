import type { Logger } from 'pino';
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

export interface CrmOutagesDeps {
  sql: Sql;
  log: Logger;
  /** Notifies the company's own staff; the occasion makes the notification unique. */
  notify: (type: string, data: Record<string, unknown>, occasion: string) => Promise<void>;
}

/** One failed request is no outage: the retries of a deal come after 1, 2 and 4 s. */
const reportAwayAfterMs = 5_000;

const reports = {
  away: {
    type: 'causeway.crm.unavailable',
    text: 'the CRM is away: approved deals wait, and are written when it answers again',
  },
  token_refused: {
    type: 'causeway.crm.token_refused',
    text: 'the CRM refuses the token: approved deals wait. Set a valid CRM_TOKEN and restart the workers',
  },
} as const satisfies Record<CrmOutageKind, { type: string; text: string }>;

/** Reports that the CRM cannot be written to, and that it can again: once each, across all processes and deals. */
export function createCrmOutages({ sql, log, notify }: CrmOutagesDeps) {
  return {
    async noteFailure(kind: CrmOutageKind, reason: string): Promise<void> {
      const outage = await noteCrmFailure(sql, { kind, reason });
      const isTooEarly = kind === 'away' && Date.now() - outage.failingSince.getTime() < reportAwayAfterMs;
      if (outage.reportedAt !== null || isTooEarly) return;
      const { type, text } = reports[kind];
      const since = outage.failingSince.toISOString();
      const data = { reason, failing_since: since, waiting_deals: await countDealsWaitingForCrm(sql), remedy: text };
      // Published before it is marked, so that a crash in between loses nothing: the occasion makes it one event.
      await notify(type, data, `${type}/${since}`);
      if (await markCrmOutageReported(sql, outage)) log.error(data, text);
    },

    /** The CRM has answered: waiting deals are tried at once. */
    async noteAnswer(): Promise<void> {
      const outage = await findCrmOutage(sql);
      if (!outage) return;
      const since = outage.failingSince.toISOString();
      const type = 'causeway.crm.recovered';
      const data = { failing_since: since, waiting_deals: await countDealsWaitingForCrm(sql) };
      if (outage.reportedAt) await notify(type, data, `${type}/${since}`);
      if (!(await endCrmOutage(sql, outage))) return;
      await releaseDealsWaitingForCrm(sql);
      if (outage.reportedAt) log.warn(data, 'the CRM can be written to again: waiting deals are written now');
    },
  };
}
