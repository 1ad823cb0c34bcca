import type { Sql } from '#db/database.ts';

export const beginOfSales = '2026-01-01';
const AT_ONCE = 50_000;
const DAYS = 90;

/** Calls `add` with the ranges that make up the numbers from one to before another one. */
async function inParts(from: number, to: number, add: (first: number, last: number) => Promise<unknown>): Promise<void> {
  for (let first = from; first < to; first += AT_ONCE) await add(first, Math.min(first + AT_ONCE, to) - 1);
}

/**
 * Customers with a touch (each fourth one with a second partner's), a conversion and a sale that names it; each twentieth sale is partly refunded. All follow
 * from their numbers.
 */
export async function generateSales(admin: Sql, partners: readonly string[], sales: number): Promise<void> {
  const common = `'live', n, 'platform', '\\x00'::bytea`;
  const at = `timestamptz '${beginOfSales}' + (n % ${DAYS}) * interval '1 day' + (n % 1000) * interval '1 second'`;
  const partner = (salt: number) => `(array[${partners.map((id) => `'${id}'`).join(',')}])[1 + (n * 7 + ${salt}) % ${partners.length}]`;
  await inParts(0, sales, async (first, last) => {
    const numbers = `generate_series(${first}::int, ${last}::int) as n`;
    await admin.unsafe(`
      insert into attribution.subject (id, scope, key, root_id) overriding system value select n, 'live', int8send(n), n from ${numbers};
      insert into attribution.touch (id, scope, subject_id, origin, digest, occurred_at, partner_id, source)
        select 'tch_' || n || '_' || k, ${common}, ${at} - interval '5 days', case k when 0 then ${partner(0)} else ${partner(3)} end, 'link'
        from ${numbers}, generate_series(0, 1) as k where k = 0 or n % 4 = 0;
      insert into attribution.conversion (id, scope, subject_id, origin, digest, occurred_at, kind)
        select 'cnv_' || n, ${common}, ${at}, 'customer' from ${numbers};
      insert into attribution.revenue (id, scope, subject_id, origin, digest, occurred_at, kind, amount_minor, currency, external_id, refund_of, conversion_id)
        select 'rev_' || n || '_' || k, ${common}, ${at} + k * interval '3 days', case k when 0 then 'sale' else 'refund' end,
          case k when 0 then 10000 + n % 1000 * 100 else 5000 end, 'EUR', 'ext_' || n || '_' || k, case k when 1 then 'ext_' || n || '_0' end,
          case k when 0 then 'cnv_' || n end
        from ${numbers}, generate_series(0, 1) as k where k = 0 or n % 20 = 0`);
  });
  await admin.unsafe('analyze attribution.touch; analyze attribution.conversion; analyze attribution.revenue; analyze attribution.subject');
}

/** Lines as `accrue-commission` books them, ten percent of sales of a quarter, with their terms and entries. */
export async function generateAccruals(
  admin: Sql,
  { name, partners, planId, count }: { name: string; partners: readonly string[]; planId: string; count: number },
): Promise<void> {
  const nothing = `jsonb_build_object('minor', '0')`;
  const rows = (first: number, last: number) => `(
    select n, '${name}_' || lpad(n::text, 9, '0') as id, (array[${partners.map((id) => `'${id}'`).join(',')}])[1 + n % ${partners.length}] as partner,
      100 * (1 + n % 1000) as amount, date '${beginOfSales}' + n % ${DAYS} as day from generate_series(${first}::int, ${last}::int) as n) r`;
  await inParts(0, count, (first, last) =>
    admin.unsafe(`
      insert into commissions.terms (id, fact_id, partner_id, plan_id, plan_version, sale, split, so_far, attribution_version, model)
        select 'trm_' || id, 'rev_' || id, partner, '${planId}', 1,
          jsonb_build_object('id', 'rev_' || id, 'netMinor', jsonb_build_object('minor', (amount * 10)::text), 'currency', 'EUR', 'day', day::text,
            'product', null, 'customerPlan', null, 'subscriptionMonth', null, 'meets', '[]'::jsonb, 'rate', null),
          jsonb_build_object('month', to_char(day, 'YYYY-MM'), 'allocations',
            jsonb_build_array(jsonb_build_object('partner_id', partner, 'role', null, 'percent', '100'))),
          jsonb_build_object('dealMinor', ${nothing}, 'customerMinor', ${nothing}, 'periodMinor', ${nothing}, 'periodRevenueMinor', ${nothing}), 1, 'linear'
        from ${rows(first, last)};
      insert into commissions.ledger_transaction (id, source, kind, partner_id, currency, amount_minor, terms_id, fact_id, customer, pool_minor, base_minor,
          release_day, day, explanation, booked_by, recorded_at)
        select 'lin_' || id, 'accrual/rev_' || id || '/' || partner, 'accrual', partner, 'EUR', amount, 'trm_' || id, 'rev_' || id, n::text, amount, amount * 10,
          day + 30, day, '10 % of the sale', 'accrue-commission', day::timestamptz from ${rows(first, last)};
      insert into commissions.entry (transaction_id, number, line_id, partner_id, currency, account, amount_minor)
        select 'lin_' || id, side, 'lin_' || id, partner, 'EUR', case side when 0 then 'expense' else 'accrued' end, amount * (1 - 2 * side)
        from ${rows(first, last)}, generate_series(0, 1) as side`),
  );
  await admin.unsafe('analyze commissions.terms; analyze commissions.ledger_transaction; analyze commissions.entry');
}

/** Partners with an account and one payable line each. A second round gives each of them another one. */
export async function generatePayable(admin: Sql, round: number, count: number): Promise<void> {
  const rows = (first: number, last: number) => `(
    select n, 'lin_pay_${round}_' || lpad(n::text, 9, '0') as id, 'ptn_pay_' || lpad(n::text, 9, '0') as partner, 1000 + n % 1000 as amount
    from generate_series(${first}::int, ${last}::int) as n) r`;
  await inParts(0, count, (first, last) =>
    admin.unsafe(`
      insert into commissions.payee (partner_id, name, iban, tax, updated_by)
        select partner, 'Payee ' || n, 'DE89370400440532013000', '{"vat_id": null, "vat_rate": null, "withholding_rate": null, "country": null}', 'bench'
        from ${rows(first, last)} on conflict do nothing;
      insert into commissions.ledger_transaction (id, source, kind, partner_id, currency, amount_minor, day, explanation, booked_by)
        select id, 'bench/' || id, 'adjustment', partner, 'GBP', amount, date '${beginOfSales}', 'a bench', 'bench' from ${rows(first, last)};
      insert into commissions.entry (transaction_id, number, line_id, partner_id, currency, account, amount_minor)
        select id, side, id, partner, 'GBP', case side when 0 then 'expense' else 'payable' end, amount * (1 - 2 * side)
        from ${rows(first, last)}, generate_series(0, 1) as side`),
  );
  await admin.unsafe('analyze commissions.payee; analyze commissions.ledger_transaction; analyze commissions.entry');
}
