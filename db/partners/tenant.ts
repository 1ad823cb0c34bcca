import type { Sql } from '#db/database.ts';
import type { FeatureFlag } from '#domain/partners/feature-flag.ts';
import { platformPartnerId, type Tenant } from '#domain/partners/partner.ts';

/** Also returns suspended and deleted partners, which the caller rejects. */
export async function findTenant(sql: Sql, id: string): Promise<Tenant | undefined> {
  const [row] = await sql<Tenant[]>`
    select p.id, p.name, p.tier, p.status, p.status_reason as "statusReason", p.credential_policy as "credentialPolicy",
      p.rate_per_minute as "ratePerMinute", p.rate_burst as "rateBurst",
      (select coalesce(json_object_agg(f.flag, f.enabled), '{}') from partner_flag f where f.partner_id = p.id) as "flagOverrides"
    from partner p where p.id = ${id} and p.id <> ${platformPartnerId}`;
  return row;
}

export function listFeatureFlags(sql: Sql): Promise<FeatureFlag[]> {
  return sql<FeatureFlag[]>`
    select name, description, enabled, rollout_percent as "rolloutPercent" from feature_flag order by name`;
}
