import { z } from 'zod';
import { Timestamp } from '#domain/instant.ts';
import { id, reason, text, type } from './platform-event-type.ts';

const endpoint = { endpoint_id: id('ep'), partner_id: id('ptn') };
const disabledSection = 'An endpoint was disabled automatically';
const endpoint_id = 'ep_01k9v5yq3n8t2e6w7x4z0b1c2d';
const partner_id = 'ptn_01k9v5w0c4r8m1s6q2t7y3z9ab';
const delivery_id = 'dlv_01k9v5yq3n8t2e6w7x4z0b1c2d';
const event_id = 'evt_01k9v5yq3m2f7g8h9j0k1m2n3p';
const since = '2026-03-01T09:30:00.000Z';
const until = '2026-03-01T09:31:00.000Z';

/** What deliveries and endpoints tell the company's own people. */
export const deliveryEventTypes = {
  'causeway.delivery.dead_lettered': type('warn', {
    message: 'a delivery was dead-lettered',
    remedy: 'Read last_error, and replay the delivery once the receiver works.',
    runbook: 'The number of dead letters grows',
    data: {
      delivery_id: id('dlv'),
      ...endpoint,
      event_id: id('evt'),
      event_type: text,
      ...reason,
      last_error: text.nullable().describe('Error of the last attempt'),
    },
    example: {
      delivery_id,
      endpoint_id,
      partner_id,
      event_id,
      event_type: 'deal.approved',
      reason: "attempt 5 of 5 failed; the endpoint's schedule has no further attempt",
      last_error: 'HTTP 500',
    },
  }),
  'causeway.delivery.overdue': type('error', {
    message: 'deliveries are more than 10 minutes overdue: their workflows are started again',
    remedy: 'Nothing, if it happens once: somebody terminated the workflows, or Temporal lost them. If it repeats, check Temporal.',
    runbook: 'Temporal is down',
    data: { count: z.int(), delivery_ids: z.array(id('dlv')).max(10).describe('The first ten'), ...reason },
    example: { count: 1, delivery_ids: [delivery_id], reason: 'no workflow has made the attempt that was due' },
  }),
  'causeway.endpoint.failing': type('warn', {
    message: 'an endpoint keeps failing and will be disabled at disabled_at',
    remedy: 'Ask its partner to mend the receiver.',
    runbook: disabledSection,
    data: {
      ...endpoint,
      ...reason,
      failing_since: Timestamp,
      percent: z.number().describe('How much of webhooks.auto_disable.after_days has passed'),
      disabled_at: Timestamp,
    },
    example: { endpoint_id, partner_id, reason: 'HTTP 500', failing_since: since, percent: 50, disabled_at: '2026-03-06T09:30:00.000Z' },
  }),
  'causeway.endpoint.disabled': type('warn', {
    message: 'an endpoint was disabled, and its deliveries are held',
    remedy: 'Ask its partner to mend the receiver, then enable the endpoint.',
    runbook: disabledSection,
    data: { ...endpoint, ...reason },
    example: { endpoint_id, partner_id, reason: 'it has failed for 5 days without a success' },
  }),
  'causeway.endpoint.breaker_opened': type('warn', {
    message: 'the breaker of an endpoint opened: its deliveries are held until a probe succeeds',
    remedy: 'Nothing, or ask its partner to mend the receiver. Enabling the endpoint closes the breaker at once.',
    runbook: 'A circuit breaker is open',
    data: { ...endpoint, ...reason, until: Timestamp.describe('When the first probe is sent') },
    example: { endpoint_id, partner_id, reason: 'too many attempts failed; the last one: HTTP 503', until },
  }),
  'causeway.endpoint.breaker_closed': type('info', {
    message: 'the breaker of an endpoint closed: its deliveries are sent again',
    remedy: 'Nothing.',
    data: { ...endpoint, ...reason },
    example: { endpoint_id, partner_id, reason: 'a probe succeeded' },
  }),
  'causeway.endpoint.transformation_failed': type('warn', {
    message: 'payloads cannot be transformed for an endpoint, and are held',
    remedy: 'Correct its transformation or schema_versions, which also sends them.',
    runbook: 'A payload cannot be transformed',
    data: {
      ...endpoint,
      delivery_id: id('dlv'),
      event_type: text,
      endpoint_version: z.int(),
      ...reason,
      step: text.describe('The expression that failed'),
      code: text,
      position: z.int().nullable(),
    },
    example: {
      endpoint_id,
      partner_id,
      delivery_id,
      event_type: 'deal.approved',
      endpoint_version: 3,
      reason: 'the transformation failed: T2001',
      step: 'transformation',
      code: 'T2001',
      position: 14,
    },
  }),
} as const;
