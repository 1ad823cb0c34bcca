import type { Sql } from '#db/database.ts';
import type { SchemaVersions } from '#domain/events/transformation.ts';
import type { RetryPolicy } from '#domain/retry.ts';

/** The parts of an endpoint that a POST needs, with encrypted secrets. */
export interface StoredTarget {
  id: string;
  version: number;
  partnerId: string;
  tier: 'sandbox' | 'standard' | 'enterprise';
  /** With masked values in its query. */
  url: string;
  urlQuerySealed: string | null;
  timeoutMs: number;
  maxConcurrency: number;
  ratePerS: number | null;
  retryPolicy: RetryPolicy | null;
  headersSealed: string | null;
  schemaVersions: SchemaVersions;
  transformation: string | null;
  /** Newest first. */
  secrets: { id: string; sealed: string; expiresAt: string | null }[];
}

export async function getStoredTarget(sql: Sql, endpointId: string): Promise<StoredTarget> {
  const [row] = await sql<StoredTarget[]>`
    select ep.id, ep.version, ep.partner_id as "partnerId", p.tier, ep.url, ep.url_query_sealed as "urlQuerySealed", ep.timeout_ms as "timeoutMs",
      ep.max_concurrency as "maxConcurrency", ep.rate_limit_per_s as "ratePerS",
      coalesce(ep.retry_policy, p.webhook_settings->'retry_policy') as "retryPolicy", ep.headers_sealed as "headersSealed",
      ep.schema_versions as "schemaVersions", ep.transformation,
      (select coalesce(json_agg(json_build_object('id', s.id, 'sealed', s.sealed, 'expiresAt', s.expires_at)
         order by s.created_at desc), '[]')
       from endpoint_secret s
       where s.endpoint_id = ep.id and (s.expires_at is null or s.expires_at > now())) as secrets
    from endpoint ep join partner p on p.id = ep.partner_id
    where ep.id = ${endpointId}`;
  if (!row) throw new Error(`Endpoint ${endpointId} of a delivery does not exist`);
  return row;
}
