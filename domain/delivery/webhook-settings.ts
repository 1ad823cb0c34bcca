import { z } from 'zod';
import { share, wholeNumber } from '#domain/bounded-number.ts';
import { boundedRecord } from '#domain/bounded-record.ts';
import { RetryPolicy, SANDBOX_RETRY, STANDARD_RETRY } from '#domain/retry.ts';
import { RegionName } from './region.ts';

const Dispatch = z.strictObject({
  /**
   * Deliveries that may share a workflow when many are pending. 1 always gives every delivery its own workflow, at about ten times the cost.
   * The ids of a round (33 bytes each) are one search attribute, which deploy/temporal/dynamic-config.yaml limits to 8,192 bytes.
   */
  max_round_size: wholeNumber(1, 240).default(100),
  /** Full rounds that may be starting at the same time. A round that is not full starts only while no other round is starting. */
  max_rounds_ramping: wholeNumber(1, 50).default(4),
});

const Delivery = z.strictObject({
  /** Connect, headers and body together. */
  timeout_ms: wholeNumber(1000, 30_000).default(15_000),
  /** Attempts in flight per endpoint, unless the endpoint has its own limit. */
  max_concurrency: wholeNumber(1, 1000).default(32),
  /** Held deliveries that one process releases per second across all endpoints, so that a backlog leaves room for live traffic. */
  max_drain_per_s: wholeNumber(10, 100_000).default(600),
  max_endpoints_per_partner: wholeNumber(1, 10_000).default(50),
  /** Up to 1 MiB, because every receiver must accept it in one request. */
  max_payload_bytes: wholeNumber(1024, 1024 * 1024).default(256 * 1024),
});

/** Per endpoint: too many recent failures stop attempts for a while. */
const Breaker = z.strictObject({
  window_s: wholeNumber(5, 3600).default(60),
  /** With fewer attempts than this in the window, the breaker stays closed. */
  min_attempts: wholeNumber(1, 10_000).default(20),
  failure_rate: share.default(0.5),
  open_s: wholeNumber(1, 3600).default(30),
  /** Each failed probe doubles the open time, up to this limit. */
  max_open_s: wholeNumber(1, 86_400).default(600),
});

const AutoDisable = z.strictObject({
  after_days: wholeNumber(1, 60).default(5),
  /** Warnings at these shares of that time. */
  warn_at_percent: z.array(wholeNumber(1, 99)).max(10).default([50, 75, 90]),
});

const Retry = z.strictObject({
  sandbox: RetryPolicy.default(SANDBOX_RETRY as z.output<typeof RetryPolicy>),
  standard: RetryPolicy.default(STANDARD_RETRY as z.output<typeof RetryPolicy>),
  enterprise: RetryPolicy.default(STANDARD_RETRY as z.output<typeof RetryPolicy>),
});

/** Where endpoints can have their deliveries made. */
const Region = z.strictObject({
  /** So long none of its workers may have been seen before the workers of the home region make its deliveries. */
  takeover_after_s: wholeNumber(10, 3_600).default(60),
});

/** Limits for the expressions of partners and event types. */
const Transformation = z.strictObject({
  /** Total CPU time for all expressions of one payload. A simple expression takes less than 1 ms. */
  timeout_ms: wholeNumber(10, 5_000).default(100),
  /** Size of the transformed payload. The default is `delivery.max_payload_bytes`. */
  max_output_bytes: wholeNumber(1024, 1024 * 1024).optional(),
  /** Nested evaluations. A recursive function uses about ten per level. */
  max_depth: wholeNumber(50, 10_000).default(500),
  /**
   * Evaluator processes of every process that delivers or serves the API. Each evaluates one payload at a time, and takes about 90 MB once
   * it has been used.
   */
  processes: wholeNumber(1, 16).default(1),
});

export const Webhooks = z.strictObject({
  dispatch: Dispatch.prefault({}),
  retry: Retry.prefault({}),
  delivery: Delivery.prefault({}),
  breaker: Breaker.prefault({}).refine((breaker) => breaker.max_open_s >= breaker.open_s, {
    path: ['max_open_s'],
    error: 'must not be less than open_s',
  }),
  auto_disable: AutoDisable.prefault({}),
  /** How long the old secret still signs after a rotation. */
  secret_overlap_h: wholeNumber(0, 24 * 30).default(24),
  transformation: Transformation.prefault({}),
  /**
   * How long events are kept after their acceptance, and deliveries with their attempts after they were delivered or cancelled. A publisher's
   * repeats are recognised for as long. At least as long as idempotency keys, whose events must exist.
   */
  retention_days: wholeNumber(7, 3650).default(30),
  /** By name, as in `REGION` of their workers and in `region` of endpoints. Remove one only when no endpoint names it. */
  regions: boundedRecord(RegionName, Region, 20).default({}),
  dlq: z.strictObject({ retention_days: wholeNumber(1, 365).default(30) }).prefault({}),
});
