import type { Queryable } from '#db/database.ts';
import type { PayoutBatch } from './payout-batch.ts';

/** What a partner is to be paid: what is payable, less what it owes. */
interface Collected {
  partnerId: string;
  amountMinor: bigint;
  /** Why it cannot be paid; null if it can. */
  obstacle: string | null;
}

/**
 * Partners with at least the threshold that are in no open run of the currency, after a partner. Those without an account, and deleted ones, have
 * an obstacle.
 */
export async function readPayable(
  sql: Queryable,
  { currency, thresholdMinor }: Pick<PayoutBatch, 'currency' | 'thresholdMinor'>,
  { after, limit }: { after: string; limit: number },
): Promise<Collected[]> {
  const rows = await sql<{ partnerId: string; minor: string; hasPayee: boolean }[]>`
    select e.partner_id as "partnerId", (-sum(e.amount_minor))::text as minor, bool_or(y.partner_id is not null) as "hasPayee"
    from commissions.entry e left join commissions.payee y on y.partner_id = e.partner_id
    where e.currency = ${currency} and e.account in ('payable', 'clawback_receivable') and e.partner_id > ${after}
      and not exists (select from commissions.payout_line l where l.partner_id = e.partner_id and l.currency = e.currency and l.state in ('collected', 'sent'))
    group by e.partner_id having -sum(e.amount_minor) >= ${String(thresholdMinor)}::bigint and -sum(e.amount_minor) > 0
    order by e.partner_id limit ${limit}`;
  return rows.map(({ partnerId, minor, hasPayee }) => ({
    ...{ partnerId, amountMinor: BigInt(minor) },
    obstacle: hasPayee ? null : 'there is no account of the partner: save one (PUT /partners/{id}/payee), and collect it in the next run',
  }));
}

/**
 * Adds transfers to a batch that is being collected: one that has ended meanwhile, because somebody cancelled it, gets none, or their partners would be in
 * an open run for ever. A partner that is in it already, or in another open run meanwhile, is left out.
 */
export async function insertPayouts(
  tx: Queryable,
  { id: batchId, currency }: Pick<PayoutBatch, 'id' | 'currency'>,
  rows: readonly (Collected & { id: string })[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    insert into commissions.payout_line (id, batch_id, partner_id, currency, amount_minor, state, reason, tax, ended_at)
    select r.id, ${batchId}, r.partner_id, ${currency}, r.amount_minor, case when r.obstacle is null then 'collected' else 'failed' end, r.obstacle,
      coalesce(y.tax, '{"vat_id": null, "vat_rate": null, "withholding_rate": null, "country": null}'::jsonb),
      case when r.obstacle is not null then now() end
    from unnest(${rows.map(({ id }) => id)}::text[], ${rows.map(({ partnerId }) => partnerId)}::text[],
      ${rows.map(({ amountMinor }) => String(amountMinor))}::bigint[], ${rows.map(({ obstacle }) => obstacle)}::text[]) r (id, partner_id, amount_minor, obstacle)
    cross join (select from commissions.payout_batch where id = ${batchId} and state = 'collecting' for share) b
    left join commissions.payee y on y.partner_id = r.partner_id
    on conflict do nothing`;
}

/** What of each line of some partners can be paid, and what they owe for which line: positive, and negative. */
export async function readPayableLines(
  tx: Queryable,
  partnerIds: readonly string[],
  currency: string,
): Promise<{ partnerId: string; lineId: string; account: 'payable' | 'clawback_receivable'; minor: bigint }[]> {
  const rows = await tx<{ partnerId: string; lineId: string; account: 'payable' | 'clawback_receivable'; minor: string }[]>`
    select partner_id as "partnerId", line_id as "lineId", account, (-sum(amount_minor))::text as minor from commissions.entry
    where partner_id = any(${[...partnerIds]}::text[]) and currency = ${currency} and account in ('payable', 'clawback_receivable')
    group by partner_id, line_id, account having sum(amount_minor) <> 0 order by partner_id, line_id, account`;
  return rows.map(({ minor, ...row }) => ({ ...row, minor: BigInt(minor) }));
}
