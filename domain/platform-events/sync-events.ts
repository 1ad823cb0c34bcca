import { z } from 'zod';
import { id, reason, text, type } from './platform-event-type.ts';

const syncRun = { sync_id: id('syn'), run_id: id('srn') };
const [sync_id, run_id] = ['syn_01k9v5yq3n8t2e6w7x4z0b1c2d', 'srn_01k9v5yq3n8t2e6w7x4z0b1c2d'];
const syncSection = 'A sync is partial';

/** What syncs tell the company's own people. */
export const syncEventTypes = {
  'causeway.sync.completed': type('info', {
    message: 'a sync has brought both systems to the same state',
    remedy: 'Nothing.',
    data: { ...syncRun, written: z.int().describe('Records that were written') },
    example: { sync_id, run_id, written: 12 },
  }),
  'causeway.sync.partial': type('warn', {
    message: 'a sync has ended, and some records are not written; told again when the reason changes',
    remedy: 'See the failed records of the sync: each has its reason and remedy.',
    runbook: syncSection,
    data: { ...syncRun, ...reason, failed_records: z.int() },
    example: { sync_id, run_id, reason: '2 records are not written', failed_records: 2 },
  }),
  'causeway.sync.failed': type('error', {
    message: 'a sync was stopped, because a vendor rejects what it asks, or its connection was disconnected',
    remedy: 'Do what reason names, then trigger the sync.',
    runbook: syncSection,
    data: { ...syncRun, ...reason },
    example: { sync_id, run_id, reason: 'the vendor returned the same page again' },
  }),
  'causeway.record.failed': type('warn', {
    message: 'a record could not be written to a connected system',
    remedy: 'Do what the failed records of the sync say, then retry or dismiss it.',
    runbook: syncSection,
    data: {
      ...syncRun,
      write_id: id('swr'),
      object: text,
      side: z.enum(['a', 'b']),
      record_id: text,
      code: text.describe('Class of the failure'),
      ...reason,
    },
    example: {
      ...{ sync_id, run_id, write_id: 'swr_01k9v5yq3n8t2e6w7x4z0b1c2d', object: 'account', side: 'a', record_id: '0015g00000BrTwL' },
      ...{ code: 'not_allowed', reason: 'Segment__c: bad value for restricted picklist field' },
    },
  }),
  'causeway.conflict.opened': type('warn', {
    message: 'both systems changed a field, and no rule says which one is right',
    remedy: 'Resolve the conflict for one side. Until then the field is left as it is on both.',
    runbook: syncSection,
    data: { ...syncRun, conflict_id: id('cft'), object: text, field: text },
    example: { sync_id, run_id, conflict_id: 'cft_01k9v5yq3n8t2e6w7x4z0b1c2d', object: 'account', field: 'Name=name' },
  }),
} as const;
