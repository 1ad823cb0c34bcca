import { seededRandom } from '#domain/random.ts';

/** What a sandbox's first reports show. Times are days before now. In euro, so that reports need no exchange rates. */
export interface SyntheticFacts {
  touches: { name: string; subject: string; source: 'utm' | 'link' | 'deal_registration' | 'direct'; isOwn: boolean; daysAgo: number }[];
  conversions: { name: string; subject: string; kind: 'lead' | 'opportunity' | 'customer'; daysAgo: number; isRegistered: boolean }[];
  revenue: {
    name: string;
    subject: string;
    kind: 'sale' | 'refund';
    amountMinor: bigint;
    taxMinor: bigint;
    daysAgo: number;
    refundOf: string | null;
  }[];
  costs: { name: string; kind: 'commission' | 'programme' | 'discount'; amountMinor: bigint; daysAgo: number }[];
}

/** Enough for every measure, few enough to be read one by one. */
const VISITORS = 24;
/** Within the default window of reports, 30 days, and some before it. */
const SPAN_DAYS = 80;
const HOURS = 1 / 24;

/** Touches, conversions, revenue and costs of an invented partner, by seed. A third becomes leads, a sixth customers. */
export function syntheticFacts(seed: number): SyntheticFacts {
  const random = seededRandom(seed ^ 0x5eed);
  const facts: SyntheticFacts = { touches: [], conversions: [], revenue: [], costs: [] };
  for (let i = 0; i < VISITORS; i++) addVisitor(facts, `visitor-${i + 1}`, i, random);
  for (let month = 0; month < 3; month++) {
    const daysAgo = 2 + month * 28;
    facts.costs.push({
      name: `commission-${month + 1}`,
      kind: 'commission',
      amountMinor: BigInt(40_000 + Math.floor(random() * 60_000)),
      daysAgo,
    });
    facts.costs.push({ name: `programme-${month + 1}`, kind: 'programme', amountMinor: 15_000n, daysAgo });
  }
  facts.costs.push({ name: 'discount-1', kind: 'discount', amountMinor: 5_000n, daysAgo: 10 });
  return facts;
}

function addVisitor({ touches, conversions, revenue }: SyntheticFacts, subject: string, index: number, random: () => number): void {
  const start = 3 + random() * (SPAN_DAYS - 3);
  touches.push({ name: `${subject}/1`, subject, source: index % 2 === 0 ? 'utm' : 'link', isOwn: true, daysAgo: start });
  if (random() < 0.5) touches.push({ name: `${subject}/2`, subject, source: 'direct', isOwn: false, daysAgo: start - 6 * HOURS });
  if (index % 3 !== 0) return;
  const isRegistered = index % 12 === 0;
  if (isRegistered) touches.push({ name: `${subject}/3`, subject, source: 'deal_registration', isOwn: true, daysAgo: start - 12 * HOURS });
  conversions.push({ name: `${subject}/lead`, subject, kind: 'lead', daysAgo: start - 24 * HOURS, isRegistered: false });
  if (index % 6 !== 0) return;
  conversions.push({ name: `${subject}/opportunity`, subject, kind: 'opportunity', daysAgo: start - 36 * HOURS, isRegistered });
  conversions.push({ name: `${subject}/customer`, subject, kind: 'customer', daysAgo: start - 60 * HOURS, isRegistered: false });
  const net = BigInt(200_000 + Math.floor(random() * 40) * 10_000);
  const tax = (net * 19n) / 100n;
  const sale = { name: `${subject}/sale`, subject, daysAgo: start - 60 * HOURS };
  revenue.push({ ...sale, kind: 'sale', amountMinor: net + tax, taxMinor: tax, refundOf: null });
  if (index !== 6) return;
  revenue.push({
    ...sale,
    name: `${subject}/refund`,
    kind: 'refund',
    amountMinor: (net + tax) / 10n,
    taxMinor: tax / 10n,
    refundOf: sale.name,
  });
}
