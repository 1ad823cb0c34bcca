import { z } from 'zod';
import { Timestamp } from '#domain/instant.ts';
import { reason, text, type } from './platform-event-type.ts';

const instance = text.describe('Host and process id of the process that says so');
const check = { check: text.describe('Name of the check of `/health/ready`'), instance };
const delivery_id = 'dlv_01k9v5yq3n8t2e6w7x4z0b1c2d';
const deal_id = 'deal_01k9v5yq3n8t2e6w7x4z0b1c2d';
const since = '2026-03-01T09:30:00.000Z';

/** What processes, workflows and the audit log tell the company's own people. */
export const processEventTypes = {
  'causeway.encryption_key.missing': type('error', {
    message: 'encryption keys are missing: deliveries that need them are held, and no attempt is counted',
    remedy: 'Add the missing keys at the end of CAUSEWAY_ENCRYPTION_KEYS and restart.',
    runbook: 'An encryption key is lost',
    data: {
      instance,
      ...reason,
      missing: z.array(
        z.object({
          key_id: text,
          wrong_key: z.boolean().describe('Another key is configured under this id'),
          needs: z.array(z.object({ kind: text, rows: z.int() })).describe('How many values of which kind need it'),
        }),
      ),
    },
    example: {
      instance: 'api-1/17',
      reason: 'missing: key "k1" (3 endpoint secrets)',
      missing: [{ key_id: 'k1', wrong_key: false, needs: [{ kind: 'endpoint secrets', rows: 3 }] }],
    },
  }),
  'causeway.encryption_key.restored': type('info', {
    message: 'no encryption key is missing any longer: held deliveries are sent now',
    remedy: 'Nothing.',
    data: { instance, key_ids: z.array(text).max(100) },
    example: { instance: 'api-1/17', key_ids: ['k1'] },
  }),
  'causeway.readiness.failed': type('error', {
    message: 'a check of /health/ready fails',
    remedy: 'Find the check in the runbook.',
    runbook: 'What readiness means',
    data: { ...check, ...reason, required: z.boolean().describe('Whether the process answers 503 for it') },
    example: { check: 'temporal', instance: 'worker-1/17', reason: 'no response within 1000 ms', required: false },
  }),
  'causeway.readiness.recovered': type('info', {
    message: 'a check of /health/ready succeeds again',
    remedy: 'Nothing.',
    data: { ...check, reason: text.describe('Why it failed'), failing_since: Timestamp },
    example: { check: 'temporal', instance: 'worker-1/17', reason: 'no response within 1000 ms', failing_since: since },
  }),
  'causeway.workflow.refused': type('error', {
    message: 'Temporal refuses to start a workflow, so its work waits',
    remedy: 'Mend what reason names in the configuration of Temporal. The sweeper tries again.',
    runbook: 'Temporal is down',
    data: { subject_id: text.describe('What the workflow is about: a delivery, a deal, an erasure, …'), ...reason },
    example: { subject_id: delivery_id, reason: 'INVALID_ARGUMENT: BadSearchAttributes' },
  }),
  'causeway.workflow.gave_up': type('error', {
    message: 'a workflow gave up, and its work waits until somebody acts',
    remedy: 'Remove the cause that reason names, then continue the work.',
    runbook: 'A workflow gave up',
    data: {
      workflow_id: text.describe('ID in Temporal'),
      subject_id: text.describe('What the workflow is about: an import, a deal, an erasure, …'),
      ...reason,
    },
    example: {
      workflow_id: `register-deal/${deal_id}`,
      subject_id: deal_id,
      reason: 'advanceDeal was tried 3 times, and each time the process died or did not respond',
    },
  }),
  'causeway.workflow.failing': type('error', {
    message: 'a step of workflows fails again and again: their work waits, and is tried every minute or less often',
    remedy: 'Remove what reason names: they go on by themselves.',
    runbook: 'A workflow does not go on',
    data: {
      workflow_id: text.describe('ID in Temporal. There can be more with this step'),
      activity: text.describe('The step, as Temporal UI calls it'),
      attempts: z.int(),
      ...reason,
    },
    example: {
      ...{ workflow_id: `register-deal/${deal_id}`, activity: 'advanceDeal', attempts: 10 },
      reason: 'new row for relation "deal" violates check constraint "deal_stage"',
    },
  }),
  'causeway.settings.rejected': type('error', {
    message: 'the changed settings are invalid; the previous ones stay in effect',
    remedy: 'Correct the file. The change then takes effect within a second.',
    data: { file: text, instance, ...reason },
    example: {
      instance: 'api-1/17',
      file: 'config/partners-engine.yaml',
      reason: 'webhooks.retyr: unknown key; did you mean webhooks.retry?',
    },
  }),
  'causeway.audit.calls_dropped': type('error', {
    message: 'calls of enterprise partners are missing in the audit log',
    remedy: 'Restore the database. The calls are in the access log of your proxy, if it keeps one.',
    runbook: 'PostgreSQL is down',
    data: { count: z.int(), ...reason },
    example: { count: 1_200, reason: 'more than 50000 calls waited for the database' },
  }),
} as const;
