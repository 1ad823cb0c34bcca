import { z } from 'zod';
import { share, wholeNumber } from '#domain/bounded-number.ts';

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

export const Gateway = z.strictObject({
  oauth: Oauth.prefault({}),
  /** How long a process may act on what it knows of a partner before it looks again. */
  tenant_cache_ttl_s: wholeNumber(1, 3600).default(45),
  /** From one address, half of it at once: more wrong credentials are answered 429. */
  failed_auth_per_minute: wholeNumber(1, 1_000_000).default(60),
  load_shedding: LoadShedding.prefault({}),
});
