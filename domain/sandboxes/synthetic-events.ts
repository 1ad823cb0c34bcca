import { seededRandom } from '#domain/random.ts';

/** An event of a sandbox. It contains no real data. */
export interface SyntheticEvent {
  type: 'customer.created' | 'deal.submitted' | 'deal.approved' | 'deal.rejected' | 'invoice.paid';
  data: Record<string, unknown>;
}

// Invented words, so that no real company or person is named. RFC 2606 reserves .example for this purpose.
const firstWords = [
  'Quillmere',
  'Brontova',
  'Tessavik',
  'Hallowick',
  'Ostrenfell',
  'Lumarra',
  'Vintersby',
  'Caldoria',
  'Merrowin',
  'Pellastra',
];
const trades = ['Systems', 'Logistics', 'Foods', 'Analytics', 'Mobility', 'Materials', 'Energy', 'Instruments'];
const givenNames = ['Arlenna', 'Tovin', 'Mirelka', 'Jorvan', 'Sennia', 'Daveth', 'Ilmara', 'Brisko'];
const familyNames = ['Velloway', 'Oskarin', 'Thornquill', 'Maresby', 'Dunvarra', 'Keldrin', 'Ashwinter', 'Rovenal'];
const places = [
  { country: 'DE', currency: 'EUR' },
  { country: 'FR', currency: 'EUR' },
  { country: 'GB', currency: 'GBP' },
  { country: 'SE', currency: 'SEK' },
  { country: 'US', currency: 'USD' },
] as const;

const customerCount = 6;
const dealCount = 9;

interface Customer {
  customer_id: string;
  company: string;
  domain: string;
  country: string;
  currency: string;
  contact: { name: string; email: string };
}

/** The initial events of a sandbox in chronological order: customers, deals, outcomes of the deals. */
export function syntheticEvents(seed: number): SyntheticEvent[] {
  const random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const label = (seed >>> 0).toString(36);
  const customers = makeCustomers(random, pick, label);
  const deals = Array.from({ length: dealCount }, (_, index) => {
    const { company, domain, currency, customer_id } = pick(customers);
    const amount = `${(5 + Math.floor(random() * 195)) * 500}.00`;
    return { deal_id: `deal_${label}_${index + 1}`, customer_id, company, domain, amount, currency, isApproved: random() < 0.7 };
  });
  return [
    ...customers.map(({ currency: _, ...data }): SyntheticEvent => ({ type: 'customer.created', data })),
    ...deals.map(({ isApproved: _, ...data }): SyntheticEvent => ({ type: 'deal.submitted', data })),
    ...deals.flatMap(({ isApproved, ...deal }, index): SyntheticEvent[] => {
      const { deal_id, amount, currency, company } = deal;
      if (!isApproved) return [{ type: 'deal.rejected', data: { deal_id, reason: 'Another partner registered this company first' } }];
      const invoice = { invoice_id: `inv_${label}_${index + 1}`, deal_id, company, amount, currency };
      return [
        { type: 'deal.approved', data: deal },
        { type: 'invoice.paid', data: invoice },
      ];
    }),
  ];
}

function makeCustomers(random: () => number, pick: <Item>(items: readonly Item[]) => Item, label: string): Customer[] {
  // Each first word is used once, so that no two companies of a sandbox match.
  const words = firstWords.map((word) => ({ word, at: random() })).toSorted((a, b) => a.at - b.at);
  return words.slice(0, customerCount).map(({ word }, index) => {
    const company = `${word} ${pick(trades)}`;
    const domain = `${company.toLowerCase().replace(' ', '-')}.example`;
    const [given, family] = [pick(givenNames), pick(familyNames)];
    const contact = { name: `${given} ${family}`, email: `${given}.${family}@${domain}`.toLowerCase() };
    return { customer_id: `cus_${label}_${index + 1}`, company, domain, ...pick(places), contact };
  });
}

/** The publisher's id of one synthetic event. A repeat within a run adds nothing, and each reset has its own ids. */
export const syntheticId = (partnerId: string, run: number, index: number) => `sandbox/${partnerId}/${run}/${index}`;

/** Every id that a run can have used, whatever its seed. */
export function syntheticIds(partnerId: string, run: number): string[] {
  const most = customerCount + 3 * dealCount;
  return Array.from({ length: most }, (_, index) => syntheticId(partnerId, run, index));
}
