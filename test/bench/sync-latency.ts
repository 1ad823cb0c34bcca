import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { createSubscription } from '#apps/fakes/stripe/stripe-subscriptions.ts';
import { type StripeFake, startStripe } from '#apps/fakes/stripe/stripe.ts';
import type { CallApi } from '#apps/local/api-client.ts';
import { percentiles } from './percentiles.ts';
import { connect, endOfRun, make, type SyncStack, withTwoWorkers } from './sync-stack.ts';

export interface LatencyPlan {
  pairs: number;
  ratePerS: number;
  warmUpS: number;
  seconds: number;
}

export interface LatencyFound {
  p50: number;
  p99: number;
  ratePerS: number;
  changes: number;
  /** Changes that did not arrive within the time for the last ones. */
  missing: number;
  own429: number;
}

const SECRET = 'whsec_bench';
const PRICE = 10;
const DRAIN_MS = 60_000;

/** A subscription, its company, and the changes of it that have not arrived. The revenue only grows, so a later value stands for earlier ones. */
interface Pair {
  subscriptionId: string;
  quantity: number;
  due: { mrr: number; at: number }[];
}

/** Quantities of subscriptions change at a constant rate; Stripe tells by webhook, and the revenue is to arrive in HubSpot. */
export async function measureLatency(stack: SyncStack, plan: LatencyPlan): Promise<LatencyFound> {
  const [hubspot, stripe] = await Promise.all([startHubSpot({ port: 0 }), startStripe({ port: 0 })]);
  try {
    for (const [name, type] of [['mrr', 'number'] as const, ['mrr_currency', 'text'] as const]) {
      hubspot.account.addProperty('companies', { name, label: name, type });
    }
    const pairs = addPairs(hubspot, stripe, plan.pairs);
    return await withTwoWorkers(stack, { hubspot: hubspot.url, stripe: stripe.url }, async ({ call }) => {
      const syncId = await startSync(call, hubspot, stripe);
      await endOfRun(stack.db, syncId, 1, DRAIN_MS);
      return change(hubspot, stripe, pairs, plan);
    });
  } finally {
    await Promise.all([hubspot.close(), stripe.close()]);
  }
}

/** By the ids of the companies. */
function addPairs(hubspot: HubSpotFake, { account }: StripeFake, count: number): Map<string, Pair> {
  const product = account.create('product', { name: 'Starter', metadata: {} }).id;
  const recurring = { interval: 'month', interval_count: 1, usage_type: 'licensed' };
  const amount = { unit_amount: PRICE * 100, unit_amount_decimal: String(PRICE * 100), currency: 'eur' };
  const price = account.create('price', { product, type: 'recurring', billing_scheme: 'per_unit', metadata: {}, recurring, ...amount }).id;
  const pairs = new Map<string, Pair>();
  for (let index = 0; index < count; index++) {
    const domain = `company${index}.example`;
    const company = hubspot.records('companies').create({ name: `Company ${index}`, domain });
    const customer = account.create('customer', { name: `Company ${index}`, email: `ada@${domain}`, phone: null, metadata: {} }).id;
    const payment = { collection_method: 'send_invoice', days_until_due: 14 };
    const { id } = createSubscription(account, { customer, items: [{ price, quantity: 1 }], ...payment });
    pairs.set(company.id, { subscriptionId: id, quantity: 1, due: [] });
  }
  return pairs;
}

async function startSync(call: CallApi, hubspot: HubSpotFake, stripe: StripeFake): Promise<string> {
  const sides = {
    a_connection_id: await connect(call, 'hubspot', hubspot.privateToken),
    b_connection_id: await connect(call, 'stripe', stripe.secretKey),
  };
  const source = async (vendor: string, connectionId: string, secret: string) => {
    const { body } = await call('POST', '/inbound-sources', { vendor, name: vendor, connection_id: connectionId, secret });
    return z.object({ url: z.string() }).parse(body).url;
  };
  hubspot.events.target = { url: await source('hubspot', sides.a_connection_id, hubspot.app.secret), maxConcurrentRequests: 10 };
  // What we write comes back as a webhook, too.
  hubspot.events.subscribe({ eventType: 'company.propertyChange', propertyName: 'mrr' });
  stripe.webhooks.add(await source('stripe', sides.b_connection_id, SECRET), SECRET);
  const { body } = await call('POST', '/syncs/preset', { preset: 'crm_billing', ...sides });
  const { mapping } = z.object({ mapping: z.unknown() }).parse(body);
  return make(call, '/syncs', { name: `latency ${Math.random()}`, interval_seconds: 86_400, max_change_percent: 100, ...sides, mapping });
}

async function change(hubspot: HubSpotFake, stripe: StripeFake, pairs: Map<string, Pair>, plan: LatencyPlan): Promise<LatencyFound> {
  let latencies: number[] = [];
  let own429 = 0;
  for (const fake of [hubspot, stripe]) fake.traffic.onAnswer = ({ status }) => void (own429 += Number(status === 429));
  const onChange = hubspot.account.onChange;
  hubspot.account.onChange = (changed) => {
    onChange(changed);
    const pair = pairs.get(changed.after.id);
    const arrived = pair?.due.filter(({ mrr }) => mrr <= Number(changed.after.fields['mrr'])) ?? [];
    pair?.due.splice(0, arrived.length);
    for (const { at } of arrived) latencies.push(performance.now() - at);
  };
  const all = [...pairs.values()];
  let turn = 0;
  const changeFor = async (seconds: number) => {
    const startedAt = performance.now();
    for (let sent = 0; sent < plan.ratePerS * seconds; sent++) {
      await delay(Math.max(0, startedAt + (sent / plan.ratePerS) * 1_000 - performance.now()));
      const pair = all[turn++ % all.length];
      if (pair) grow(stripe, pair);
    }
  };
  await changeFor(plan.warmUpS);
  await drain(all);
  latencies = [];
  await changeFor(plan.seconds);
  await drain(all);
  const { p50, p99 } = percentiles(latencies);
  const missing = all.reduce((sum, { due }) => sum + due.length, 0);
  return { p50, p99, ratePerS: plan.ratePerS, changes: latencies.length, missing, own429 };
}

function grow({ account }: StripeFake, pair: Pair): void {
  const items = account.get('subscription', pair.subscriptionId)['items'] as { data: object[] };
  pair.quantity++;
  pair.due.push({ mrr: pair.quantity * PRICE, at: performance.now() });
  account.update('subscription', pair.subscriptionId, {
    items: { ...items, data: items.data.map((item) => ({ ...item, quantity: pair.quantity })) },
  });
}

async function drain(pairs: readonly Pair[]): Promise<void> {
  for (const until = Date.now() + DRAIN_MS; Date.now() < until; await delay(50)) {
    if (pairs.every(({ due }) => due.length === 0)) return;
  }
}
