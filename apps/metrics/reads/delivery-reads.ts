import type { Family } from '#apps/metrics/family.ts';
import { maxCounted, readBreakers, readPartnerQueues, readQueueDepth } from '#db/delivery/queue-depth.ts';
import type { DatabaseReads } from './database-reads.ts';
import { TopPartners } from './top-partners.ts';

/** Rows of partners, of which the largest get series. */
const maxRows = 5_000;
const waiting = ['retrying', 'held', 'dead_lettered'] as const;

export function deliveryReads(reads: DatabaseReads, maxPartners: () => number): Family[] {
  const depths = reads.add('queue', readQueueDepth);
  const byPartner = reads.add('partner_queues', (sql) => readPartnerQueues(sql, maxRows));
  const breakers = reads.add('breakers', (sql) => readBreakers(sql, maxRows));
  const queues = new TopPartners(waiting, maxPartners);
  const open = new TopPartners(['open', 'probing'] as const, maxPartners);
  return [
    {
      name: 'causeway_delivery_queue_depth',
      kind: 'gauge',
      help: `Deliveries in this status, counted up to ${maxCounted}; all processes tell the same`,
      labels: ['status'],
      read: () => (depths() ?? []).map(({ status, count }) => ({ labels: [status], value: count })),
    },
    {
      name: 'causeway_delivery_queue_oldest_age_seconds',
      kind: 'gauge',
      help: 'Since when the oldest delivery in this status was accepted; 0 if there is none',
      labels: ['status'],
      read: () => (depths() ?? []).map(({ status, oldestS }) => ({ labels: [status], value: Math.max(0, oldestS ?? 0) })),
    },
    {
      name: 'causeway_delivery_partner_queue_depth',
      kind: 'gauge',
      help: 'The same by partner, among the oldest of each status',
      labels: ['partner_id', 'status'],
      read: () => {
        const rows = byPartner();
        return rows === null ? [] : queues.samples(rows);
      },
    },
    {
      name: 'causeway_delivery_breakers',
      kind: 'gauge',
      help: 'Endpoints whose circuit breaker is open, or lets a probe through',
      labels: ['partner_id', 'state'],
      read: () => {
        const rows = breakers();
        return rows === null ? [] : open.samples(rows);
      },
    },
  ];
}
