import { z } from 'zod';
import { share, wholeNumber } from './bounded-number.ts';
import { RateLimit } from './partners/partner-rate-limit.ts';
import { RetryPolicy, SANDBOX_RETRY, STANDARD_RETRY } from './retry.ts';

/** When a process refuses work (503) so that it can finish what it has. Health is always answered. */
const LoadShedding = z.strictObject({
  /** How late its timers are, on average over two seconds. */
  max_event_loop_delay_ms: wholeNumber(50, 60_000).default(1_000),
  /** The share of the last two seconds in which the event loop had no rest; 1 never refuses. */
  max_event_loop_utilization: share.default(1),
  /** Requests that it has begun and not yet answered. */
  max_in_flight: wholeNumber(1, 100_000).default(1_000),
});

/** The longest that an access token may live: what a token needs (its signing key, its revocation) is kept for so long. */
export const MAX_ACCESS_TOKEN_S = 3600;

const headerName = z.string().regex(/^[a-zA-Z0-9-]{1,64}$/, { error: 'must be the name of a header' });

const Oauth = z.strictObject({
  /** A revoked client or a lost scope takes effect at once; this bounds what a leaked token is worth. */
  access_token_ttl_s: wholeNumber(60, MAX_ACCESS_TOKEN_S).default(300),
  signing_algorithm: z.enum(['ES256', 'RS256']).default('ES256'),
  /** How long a key signs before the next one takes over. */
  signing_key_days: wholeNumber(1, 365).default(30),
  /** Where client certificates (RFC 8705) come from. */
  mtls: z
    .strictObject({
      /** `tls`: this process ends TLS itself (TLS_CERT_FILE). `header`: a proxy does, and passes the certificate on. */
      source: z.enum(['off', 'tls', 'header']).default('off'),
      /** Holds the certificate as URL-encoded PEM. */
      header: headerName.default('x-client-cert'),
      /** Says SUCCESS when the proxy has verified the chain; only tls_client_auth needs that. */
      verified_header: headerName.default('x-client-verify'),
      /** The headers are believed only when the connection comes from one of these. */
      trusted_proxies: z
        .array(z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], { error: 'must be an address or a network such as 10.0.0.0/8' }))
        .max(100)
        .default([]),
    })
    .prefault({}),
});

const Gateway = z.strictObject({
  oauth: Oauth.prefault({}),
  /** How long a process may act on what it knows of a partner before it looks again. */
  tenant_cache_ttl_s: wholeNumber(1, 3600).default(45),
  /** From one address, half of it at once: more wrong credentials are answered 429. */
  failed_auth_per_minute: wholeNumber(1, 1_000_000).default(60),
  load_shedding: LoadShedding.prefault({}),
});

const Dispatch = z.strictObject({
  /**
   * Deliveries that may share a workflow when many wait. 1 gives every delivery its own always, at about tenfold cost.
   */
  max_round_size: wholeNumber(1, 500).default(100),
  /** Full rounds that may be starting at a time. One that is not full starts only alone. */
  max_rounds_ramping: wholeNumber(1, 50).default(4),
});

const Delivery = z.strictObject({
  /** Connect, headers and body together. */
  timeout_ms: wholeNumber(1000, 30_000).default(15_000),
  /** Attempts under way to one endpoint, unless the endpoint says less or more. */
  max_concurrency: wholeNumber(1, 1000).default(32),
  /** Held deliveries that one process releases a second, all endpoints together: a backlog leaves room for live traffic. */
  max_drain_per_s: wholeNumber(10, 100_000).default(600),
  max_endpoints_per_partner: wholeNumber(1, 10_000).default(50),
  /** Up to 1 MiB: every receiver must take it in one request. */
  max_payload_bytes: wholeNumber(1024, 1024 * 1024).default(256 * 1024),
});

/** Per endpoint: too many failures of late stop attempts for a while. */
const Breaker = z.strictObject({
  window_s: wholeNumber(5, 3600).default(60),
  /** Fewer attempts than this in the window say nothing. */
  min_attempts: wholeNumber(1, 10_000).default(20),
  failure_rate: share.default(0.5),
  open_s: wholeNumber(1, 3600).default(30),
  /** Each failed probe doubles the time, up to this. */
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

/** What partners' and event types' expressions may cost. */
const Transformation = z.strictObject({
  /** CPU time for all expressions of one payload together: a simple one takes less than 1 ms. */
  timeout_ms: wholeNumber(10, 5_000).default(100),
  /** Of the payload that comes out. Without it `delivery.max_payload_bytes`. */
  max_output_bytes: wholeNumber(1024, 1024 * 1024).optional(),
  /** Nested evaluations, of which a recursive function takes some ten a level. */
  max_depth: wholeNumber(50, 10_000).default(500),
  /** That evaluate, one payload each at a time, in every process that delivers or serves the API; some 90 MB each once used. */
  processes: wholeNumber(1, 16).default(1),
});

const Webhooks = z.strictObject({
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
  dlq: z.strictObject({ retention_days: wholeNumber(1, 365).default(30) }).prefault({}),
});

const Attribution = z
  .strictObject({
    model: z.enum(['first_touch', 'last_touch', 'linear', 'time_decay', 'position_based']).default('position_based'),
    /** Touches older than this at the time of the conversion do not count. */
    window_days: wholeNumber(1, 730).default(90),
    /** Of `time_decay`: a touch this much older counts half. */
    half_life_days: wholeNumber(1, 365).default(7),
    /** Of `position_based`: shares of the first and the last touch; the rest is split evenly between them. */
    first_share: share.default(0.4),
    last_share: share.default(0.4),
  })
  .refine((attribution) => attribution.first_share + attribution.last_share <= 1, {
    path: ['last_share'],
    error: 'must not make more than 1 together with first_share',
  });

const Security = z.strictObject({
  /**
   * Private addresses, networks (10.0.0.0/8) and host names that webhooks may be sent to. Everything private is refused
   * otherwise.
   */
  egress_allow: z.array(z.string().min(1).max(255)).max(100).default([]),
});

/** config/partners-engine.yaml. Every key has a default, so the file holds what differs. */
export const Settings = z.strictObject({
  gateway: Gateway.prefault({}),
  rate_limit: z
    .strictObject({
      sandbox: RateLimit.default({ per_minute: 20, burst: 5 }),
      standard: RateLimit.default({ per_minute: 60, burst: 10 }),
      enterprise: RateLimit.default({ per_minute: 300, burst: 50 }),
    })
    .prefault({}),
  webhooks: Webhooks.prefault({}),
  attribution: Attribution.prefault({}),
  security: Security.prefault({}),
});
export type Settings = z.infer<typeof Settings>;
