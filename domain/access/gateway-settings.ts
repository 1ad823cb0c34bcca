import { z } from 'zod';
import { share, wholeNumber } from '#domain/bounded-number.ts';

/** When a process rejects requests with 503 so that it can finish those in flight. Health checks are never rejected. */
const LoadShedding = z.strictObject({
  /** Event-loop delay, as the mean of two seconds. */
  max_event_loop_delay_ms: wholeNumber(50, 60_000).default(1_000),
  /** Event-loop utilization over the last two seconds. 1 never rejects. */
  max_event_loop_utilization: share.default(1),
  /** Requests in flight. */
  max_in_flight: wholeNumber(1, 100_000).default(1_000),
});

/** The longest lifetime of an access token. Signing keys and revocations are stored for at least this long. */
export const MAX_ACCESS_TOKEN_S = 3600;

const headerName = z.string().regex(/^[a-zA-Z0-9-]{1,64}$/, { error: 'must be a header name' });

const networks = z
  .array(z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], { error: 'must be an IP address or a network such as 10.0.0.0/8' }))
  .max(100)
  .default([]);

const Oauth = z.strictObject({
  /** Limits the value of a leaked token. Revoking a client or removing a scope takes effect immediately in any case. */
  access_token_ttl_s: wholeNumber(60, MAX_ACCESS_TOKEN_S).default(300),
  signing_algorithm: z.enum(['ES256', 'RS256']).default('ES256'),
  /** How long a key signs before the next one takes over. */
  signing_key_days: wholeNumber(1, 365).default(30),
  /** The source of client certificates (RFC 8705). */
  mtls: z
    .strictObject({
      /** `tls`: this process terminates TLS (TLS_CERT_FILE). `header`: a proxy terminates TLS and forwards the certificate in a header. */
      source: z.enum(['off', 'tls', 'header']).default('off'),
      /** The header that contains the certificate as URL-encoded PEM. */
      header: headerName.default('x-client-cert'),
      /** The header that contains SUCCESS if the proxy has verified the chain. Only tls_client_auth needs it. */
      verified_header: headerName.default('x-client-verify'),
      /** The headers are trusted only on connections from these addresses. */
      trusted_proxies: networks,
    })
    .prefault({}),
});

export const Gateway = z.strictObject({
  oauth: Oauth.prefault({}),
  /** How long a process may use a cached partner before it reads the partner again. */
  tenant_cache_ttl_s: wholeNumber(1, 3600).default(45),
  /** Which address a request counts for behind proxies. */
  client_address: z
    .strictObject({
      /** The header to which the proxies append the address that called them. Others are ignored: callers can send them. */
      header: z.enum(['x-forwarded-for', 'forwarded']).default('x-forwarded-for'),
      /** The header is trusted only as far as these addresses have written it. */
      trusted_proxies: networks,
    })
    .prefault({}),
  /** Failed authentications per minute and address (IPv6: per /64), with a burst of half as many. Further ones get 429. */
  failed_auth_per_minute: wholeNumber(1, 1_000_000).default(60),
  /** Links (`/r/<code>`) that one address (IPv6: per /64) opens per minute, with a burst of half as many. Further ones get 429. Many people can share an address. */
  redirects_per_minute: wholeNumber(1, 1_000_000).default(600),
  /** How long a repeated Idempotency-Key is recognised. A day outlasts every reasonable client's retries; events are kept a week at least. */
  idempotency_h: wholeNumber(24, 168).default(24),
  sso: z
    .strictObject({
      /** How far the clock of an identity provider may be off, in either direction. */
      clock_skew_s: wholeNumber(0, 600).default(60),
    })
    .prefault({}),
  load_shedding: LoadShedding.prefault({}),
});
