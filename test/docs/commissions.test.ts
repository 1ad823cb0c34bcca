import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { accrue, earnedOf, type Terms } from '#domain/commissions/accrue.ts';
import { clawBack, isChurnClawedBack } from '#domain/commissions/claw-back.ts';
import { decideLevel, demotionDay, LevelRules } from '#domain/commissions/level.ts';
import { Plan } from '#domain/commissions/plan.ts';
import type { Sale } from '#domain/commissions/sale.ts';
import { showAmount, showMoney } from '#domain/commissions/show-money.ts';
import { Split } from '#domain/commissions/split.ts';
import { chapterOf, codeBlocks } from './guide.ts';

const document = readFileSync(new URL('../../docs/commissions.md', import.meta.url), 'utf8');
const programmes = chapterOf(document, 'Three worked programmes').replaceAll(/\s+/g, ' ');
const euros = (minor: bigint | undefined) => showMoney(minor ?? -1n, 'EUR');

const planOf = (reward: object, more: object = {}): Plan =>
  Plan.parse({ name: 'Guide', effective_from: '2026-01-01', currency: 'EUR', rules: [{ name: 'all', reward }], ...more });
const splitOf = (...percents: string[]): Split =>
  Split.parse({ month: '2026-03', allocations: percents.map((percent, i) => ({ partner_id: `ptn_${i}`, percent })) });
const saleOf = (netMinor: bigint, subscriptionMonth: number | null = null): Sale => ({
  ...{
    id: 'rev_1',
    netMinor,
    currency: 'EUR',
    day: '2026-03-14',
    product: null,
    customerPlan: null,
    subscriptionMonth,
    meets: [],
    rate: null,
  },
});
/** What each refund takes back from each partner, in minor units. */
function takenBack(terms: Terms, refunds: bigint[]): bigint[][] {
  const lines = earnedOf(terms, terms.sale.netMinor).map((one) => ({ ...one, id: one.partnerId, reverses: null as string | null }));
  const done: { id: string; netMinor: bigint }[] = [];
  return refunds.map((netMinor, i) => {
    const refund = { id: `refund-${i}`, netMinor };
    const taken = clawBack(terms, lines, done, refund);
    done.push(refund);
    lines.push(...taken.map((one) => ({ ...lines[0]!, ...one, id: `${refund.id}/${one.partnerId}` })));
    return taken.map(({ amountMinor }) => amountMinor);
  });
}
/** The settings that the guide names in code. */
const says = (...texts: string[]) => {
  for (const text of texts) expect(programmes).toContain(text);
};

test('referral partners: the figures of the guide', () => {
  const plan = planOf({ kind: 'flat', amount: '500.00' }, { hold_days: 60 });
  const sale = saleOf(1_200_000n);
  const [earned] = accrue(plan, splitOf('100'), sale, new Map());
  expect([earned?.amountMinor, earned?.releaseDay]).toEqual([50_000n, '2026-05-13']);
  says('`{"kind": "flat", "amount": "500.00"}`', '`hold_days: 60`');
  says(`A sale of ${euros(sale.netMinor)} on 14 March brings ${euros(earned?.amountMinor)}, payable on 13 May`);
  expect(takenBack({ plan, split: splitOf('100'), sale, soFar: new Map() }, [600_000n, 600_000n])).toEqual([[], [-50_000n]]);
  says(`gets ${euros(600_000n)} back`, `the ${euros(50_000n)} go`);
});

test('resellers: the figures of the guide', () => {
  const plan = planOf({ kind: 'percent', percent: '12.5' }, { caps: { per_deal: '400.00' } });
  const [split, sale] = [splitOf('60', '40'), saleOf(400_000n)];
  const [first, second] = accrue(plan, split, sale, new Map());
  const uncapped = accrue(planOf({ kind: 'percent', percent: '12.5' }), splitOf('100'), sale, new Map())[0]?.amountMinor ?? 0n;
  says('`{"kind": "percent", "percent": "12.5"}`', '`caps.per_deal: "400.00"`', 'split of 60 % and 40 %');
  says(`A sale of ${euros(sale.netMinor)} makes ${showAmount(uncapped, 'EUR')}, capped at ${showAmount(first?.poolMinor ?? 0n, 'EUR')}:`);
  says(`${showAmount(first?.amountMinor ?? 0n, 'EUR')} and ${euros(second?.amountMinor)}`, `\`${first?.explanation}\``);
  const left = earnedOf({ plan, split, sale, soFar: new Map() }, 300_000n)[0]?.poolMinor ?? 0n;
  expect(takenBack({ plan, split, sale, soFar: new Map() }, [100_000n])).toEqual([[-1_500n, -1_000n]]);
  says(`If ${euros(100_000n)} is refunded, ${showAmount(300_000n, 'EUR')} is left, of which 12.5 % is ${showAmount(left, 'EUR')}`);
  says('lose 15.00 and 10.00 EUR');
});

test('subscriptions: the figures of the guide', () => {
  const plan = planOf({ kind: 'percent', percent: '20', renewal_percent: '10' } satisfies z.input<typeof Plan>['rules'][number]['reward'], {
    recurring: { max_months: 36 },
    churn_days: 90,
  });
  const brings = (month: number) => accrue(plan, splitOf('100'), saleOf(10_000n, month), new Map())[0]?.amountMinor;
  expect([0, 11, 12, 35, 36].map(brings)).toEqual([2_000n, 2_000n, 1_000n, 1_000n, 0n]);
  says('`{"kind": "percent", "percent": "20", "renewal_percent": "10"}`', '`recurring.max_months: 36`', '`churn_days: 90`');
  says('Each payment of 100.00 EUR brings 20.00, from the thirteenth on 10.00, after the thirty-sixth nothing');
  const leaves = (day: string) => isChurnClawedBack(plan, saleOf(10_000n, 0), day);
  expect([leaves('2026-06-12'), leaves('2026-06-13')]).toEqual([true, false]);
});

test('the levels of the guide are valid, and grace ends on the day that it names', () => {
  const chapter = chapterOf(document, 'Levels');
  const rules = LevelRules.parse(JSON.parse(codeBlocks(chapter).find(({ language }) => language === 'json')?.code ?? ''));
  const until = demotionDay(rules, '2026-06-01');
  expect(until).toBe('2026-08-30');
  const none = { revenueMinor: 0n, deals: 0, fields: {} };
  const held = { name: 'silver', belowSince: '2026-06-01' };
  expect(decideLevel(rules, held, none, '2026-08-29').change).toBeNull();
  expect(decideLevel(rules, held, none, until)).toMatchObject({ name: 'registered', change: 'demotion' });
  expect(chapter.replaceAll(/\s+/g, ' ')).toContain(
    'falls below silver on 1 June is demoted on 30 August, and is registered from 31 August on',
  );
});
