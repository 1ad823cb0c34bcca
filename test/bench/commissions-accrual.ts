import { createCommissionActivities } from '#activities/commissions/commission.ts';
import { noticeGoals } from '#activities/commissions/notice-goals.ts';
import { generateSales } from './commissions-generate.ts';
import type { CommissionStack } from './commissions-stack.ts';
import { round } from './percentiles.ts';

export interface AccrualFound {
  sales: number;
  seconds: number;
  perS: number;
  /** Goals that were left to a workflow, whose activity was called here. */
  workflows: number;
  /** Sales without an accrual for each partner that touched them, and refunds that took nothing back. */
  wrong: number;
}

/** What the durable job does with new revenue, from the first page to the last one, without Temporal. */
export async function measureAccrual(
  { db: { sql }, attribution: { sql: store }, admin, partners }: CommissionStack,
  { sales }: { sales: number },
  say: (line: string) => void,
): Promise<AccrualFound> {
  say(`Generating ${sales} sales …`);
  await generateSales(admin, partners, sales);
  const commissions = {
    sql,
    store,
    model: () => 'linear' as const,
    publish: async () => {},
    isInvoiced: () => false,
    meetConditions: async () => [],
  };
  const { settleGoal } = createCommissionActivities({ commissions, notify: async () => {} });
  let workflows = 0;
  const accrue = async (goalId: string) => {
    workflows++;
    await settleGoal(goalId);
  };
  const startedAt = performance.now();
  while ((await noticeGoals({ ...commissions, accrue })) > 0);
  const seconds = (performance.now() - startedAt) / 1_000;
  const [row] = await sql<{ wrong: number }[]>`
    select (select count(*)::int from (
        select distinct r.id, t.partner_id from attribution.revenue r join attribution.touch t using (subject_id) where r.kind = 'sale'
        except select fact_id, partner_id from commissions.ledger_transaction where kind = 'accrual') missing)
      + (select count(*)::int from (
        select distinct r.id, t.partner_id from attribution.revenue r join attribution.touch t using (subject_id) where r.kind = 'refund'
        except select split_part(source, '/', 2), partner_id from commissions.ledger_transaction where kind = 'clawback') kept) as wrong`;
  return { sales, seconds: round(seconds, 1), perS: round(sales / seconds, 0), workflows, wrong: row?.wrong ?? sales };
}
