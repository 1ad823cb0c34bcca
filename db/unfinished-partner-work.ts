import type { Sql } from './database.ts';

export interface UnfinishedPartnerWork {
  erasures: { id: string; kind: 'partner' | 'data_subject'; partnerId: string | null }[];
  sandboxes: string[];
  promotions: { id: string; partnerId: string }[];
  dealImports: { id: string; partnerId: string }[];
}

/** What rows say is to be done now, whether a workflow is at it or not; the oldest, up to `limit` of each kind. */
export async function listUnfinishedPartnerWork(sql: Sql, limit: number): Promise<UnfinishedPartnerWork> {
  const [erasures, sandboxes, promotions, dealImports] = await Promise.all([
    sql<UnfinishedPartnerWork['erasures']>`
      select id, kind, partner_id as "partnerId" from erasure where status = 'running' order by id limit ${limit}`,
    sql<{ id: string }[]>`
      select s.partner_id as id from sandbox s join partner p on p.id = s.partner_id
      where s.status = 'provisioning' and p.tier = 'sandbox' and p.status <> 'deleted' order by s.partner_id limit ${limit}`,
    sql<UnfinishedPartnerWork['promotions']>`
      select id, partner_id as "partnerId" from promotion where status = 'checking' order by id limit ${limit}`,
    sql<UnfinishedPartnerWork['dealImports']>`
      select i.id, i.partner_id as "partnerId" from deal_import i join partner p on p.id = i.partner_id
      where i.status = 'running' and p.status <> 'suspended' order by i.id limit ${limit}`,
  ]);
  return { erasures, sandboxes: sandboxes.map((row) => row.id), promotions, dealImports };
}
