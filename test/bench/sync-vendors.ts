import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { type StripeFake, startStripe } from '#apps/fakes/stripe/stripe.ts';
import { round } from './percentiles.ts';
import { connect, endOfRun, make, type SyncStack, type TwoWorkers, withTwoWorkers } from './sync-stack.ts';
import { windowRate } from './window-rate.ts';

export interface VendorsPlan {
  /** Of each object. */
  records: number;
  /** Customers who get another name. */
  renamed: number;
}

export interface VendorFound {
  name: string;
  ceilingPerS: number;
  recordsPerS: number;
  ratio: number;
  own429: number;
}

/** What a vendor permits of the calls that move records, and what one of them moves. */
interface Kind {
  name: string;
  vendor: 'hubspot' | 'stripe';
  calls: RegExp;
  /** Calls of this kind in a window. */
  perWindow: number;
  windowS: number;
  recordsPerCall: number;
}

const kinds: readonly Kind[] = [
  {
    ...{ name: 'HubSpot, reading', vendor: 'hubspot', calls: /^GET \/crm\/objects\/[^/]+\/(companies|contacts)\?.*archived=false/ },
    ...{ perWindow: 110, windowS: 10, recordsPerCall: 100 },
  },
  {
    // Each batch is read before it is written, and both count.
    ...{ name: 'HubSpot, writing', vendor: 'hubspot', calls: /^POST .*\/batch\/update$/ },
    ...{ perWindow: 55, windowS: 10, recordsPerCall: 100 },
  },
  {
    ...{ name: 'Stripe, reading', vendor: 'stripe', calls: /^GET \/v1\/customers\?/ },
    ...{ perWindow: 25, windowS: 1, recordsPerCall: 100 },
  },
  {
    ...{ name: 'Stripe, writing', vendor: 'stripe', calls: /^POST \/v1\/customers\/[^/]+$/ },
    ...{ perWindow: 25, windowS: 1, recordsPerCall: 1 },
  },
];

const MAX_RUN_MS = 30 * 60_000;

interface Traffic {
  at: Map<Kind, number[]>;
  refused: { hubspot: number; stripe: number };
}

/**
 * Two syncs at once between the same HubSpot and the same Stripe, which enforce their published limits: companies and contacts with the
 * customers. Names of companies go to Stripe, phone numbers of customers to HubSpot.
 */
export async function measureVendors(stack: SyncStack, plan: VendorsPlan): Promise<VendorFound[]> {
  const [hubspot, stripe] = await Promise.all([startHubSpot({ port: 0 }), startStripe({ port: 0 })]);
  try {
    seed(hubspot, stripe, plan);
    const traffic = watch(hubspot, stripe);
    await withTwoWorkers(stack, { hubspot: hubspot.url, stripe: stripe.url }, (workers) => runBoth(stack, workers, hubspot, stripe, plan));
    return kinds.map((kind) => {
      const ceilingPerS = (kind.perWindow / kind.windowS) * kind.recordsPerCall;
      const recordsPerS = windowRate(traffic.at.get(kind) ?? [], kind.perWindow) * kind.recordsPerCall;
      const rates = { ceilingPerS: round(ceilingPerS, 1), recordsPerS: round(recordsPerS, 1), ratio: round(recordsPerS / ceilingPerS, 3) };
      return { name: kind.name, ...rates, own429: traffic.refused[kind.vendor] };
    });
  } finally {
    await Promise.all([hubspot.close(), stripe.close()]);
  }
}

function seed(hubspot: HubSpotFake, stripe: StripeFake, { records, renamed }: VendorsPlan): void {
  const email = (index: number) => `ada@company${index}.example`;
  hubspot.account.seed('companies', records, (index) => ({
    name: `Company ${index}`,
    domain: `company${index}.example`,
    phone: 'unknown',
  }));
  hubspot.account.seed('contacts', records, (index) => ({ lastname: 'Marks', email: email(index), phone: 'unknown' }));
  stripe.account.seed('customer', records, (index) => ({
    ...{ name: index < renamed ? 'Old name' : `Company ${index}`, email: email(index), phone: `+49 30 ${index}`, metadata: {} },
  }));
}

function watch(hubspot: HubSpotFake, stripe: StripeFake): Traffic {
  const traffic: Traffic = { at: new Map(kinds.map((kind) => [kind, []])), refused: { hubspot: 0, stripe: 0 } };
  for (const [vendor, fake] of [['hubspot', hubspot] as const, ['stripe', stripe] as const]) {
    fake.traffic.onAnswer = ({ method, path, status }) => {
      if (status === 429) traffic.refused[vendor]++;
      const kind = kinds.find((one) => one.vendor === vendor && one.calls.test(`${method} ${path}`));
      if (kind && status < 300) traffic.at.get(kind)?.push(performance.now());
    };
  }
  return traffic;
}

async function runBoth(
  { db }: SyncStack,
  { call }: TwoWorkers,
  hubspot: HubSpotFake,
  stripe: StripeFake,
  { records }: VendorsPlan,
): Promise<void> {
  const connections = {
    a_connection_id: await connect(call, 'hubspot', hubspot.privateToken),
    b_connection_id: await connect(call, 'stripe', stripe.secretKey),
  };
  const phone = { a: 'phone', b: 'phone', type: 'text', direction: 'b_to_a', owner: 'b' };
  const name = { a: 'name', b: 'name', type: 'text', direction: 'a_to_b', owner: 'a' };
  const objects = [
    {
      name: 'account',
      a: 'companies',
      b: 'customers',
      creates: [],
      links: [{ how: 'domain', a: 'domain', b: 'email' }],
      fields: [name, phone],
    },
    { name: 'person', a: 'contacts', b: 'customers', creates: [], links: [{ how: 'email', a: 'email', b: 'email' }], fields: [phone] },
  ];
  const settings = { ...connections, interval_seconds: 86_400, max_change_percent: 100 };
  const ids = await Promise.all(
    objects.map((object) => make(call, '/syncs', { ...settings, name: `${object.name} ${Math.random()}`, mapping: { objects: [object] } })),
  );
  const runs = await Promise.all(ids.map((id) => endOfRun(db, id, 1, MAX_RUN_MS)));
  for (const { read } of runs) if (read !== 2 * records) throw new Error(`${read} records were read instead of ${2 * records}`);
}
