import type { Family } from '#apps/metrics/family.ts';
import { countOpenAlerts, countUnsentMessages } from '#db/alerts/alert-counts.ts';
import type { DatabaseReads } from './database-reads.ts';

export function alertReads(reads: DatabaseReads): Family[] {
  const open = reads.add('alerts', countOpenAlerts);
  const unsent = reads.add('alert_messages', countUnsentMessages);
  return [
    {
      name: 'causeway_alerts_open',
      kind: 'gauge',
      help: 'Alerts that are not resolved',
      labels: ['rule', 'severity'],
      read: () => (open() ?? []).map(({ rule, severity, count }) => ({ labels: [rule, severity], value: count })),
    },
    {
      name: 'causeway_alert_messages_unsent',
      kind: 'gauge',
      help: 'Messages about alerts that could not be sent and are tried again',
      labels: [],
      read: () => {
        const count = unsent();
        return count === null ? [] : [{ labels: [], value: count }];
      },
    },
  ];
}
