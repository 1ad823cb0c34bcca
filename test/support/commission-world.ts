import { createPartner } from '#db/partners/partner.ts';
import { eventually, type TestEngine } from './engine.ts';
import { ampleLimit } from './limits.ts';
import { tester } from './tester.ts';

// `any`, because the tests assert the structure of replies.
type Json = Record<string, any>;

/** Partners that earn, sales and refunds, as a company's systems tell them. */
export interface CommissionWorld {
  /** Adds a partner with a plan of its own; the fields replace those of a plan of 10 %. Returns its id and that of the plan. */
  partner(plan?: Json): Promise<{ id: string; planId: string }>;
  /** Records a sale to a customer whom the partners touched. Returns its conversion. */
  sale(name: string, partners: string[], amount: string, fields?: Json): Promise<string>;
  /** Records a conversion whom the partners touched, without a sale. */
  conversion(name: string, partners: string[], at?: string): Promise<string>;
  refund(name: string, sale: string, amount: string, fields?: Json): Promise<string>;
  /** The lines of a partner, oldest first, once there are that many. */
  lines(partnerId: string, count: number): Promise<Json[]>;
  balance(partnerId: string, currency?: string): Promise<Json>;
  /** A goal once it is in that state. */
  goal(id: string, state: string): Promise<Json>;
  send(method: 'POST' | 'PUT', path: string, body: Json): Promise<Json>;
}

const rule = { name: 'all', reward: { kind: 'percent', percent: '10' } };
export const tenPercent = { name: 'Ten percent', effective_from: '2026-01-01', currency: 'EUR', rules: [rule] };
const at = '2026-03-14T10:00:00Z';

export function createCommissionWorld(engine: TestEngine): CommissionWorld {
  async function send(method: 'POST' | 'PUT', path: string, body: Json): Promise<Json> {
    const reply = await engine.call(method, path, body);
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  }
  async function conversion(name: string, partners: string[], when = at): Promise<string> {
    const subject = `customer-${name}`;
    for (const partnerId of partners) {
      await send('POST', '/touches', { subject, partner_id: partnerId, occurred_at: '2026-03-01T10:00:00Z' });
    }
    return (await send('POST', '/conversions', { kind: 'customer', subject, occurred_at: when }))['id'] as string;
  }
  const list = async (partnerId: string) =>
    ((await engine.call('GET', `/partners/${partnerId}/commissions/lines?limit=200`)).body['data'] as Json[]).toReversed();

  return {
    send,
    conversion,
    async partner(plan = {}) {
      const { id } = await createPartner(engine.db, { name: 'Earner', tier: 'standard', ...ampleLimit }, tester);
      const planId = (await send('POST', '/commission-plans', { ...tenPercent, ...plan }))['id'] as string;
      await send('POST', '/commission-plan-assignments', { target: 'partner', target_id: id, plan_id: planId, from: '2026-01-01' });
      return { id, planId };
    },
    async sale(name, partners, amount, fields = {}) {
      const conversionId = await conversion(name, partners);
      const money = { amount, currency: 'EUR' };
      await send('POST', '/revenue', {
        kind: 'sale',
        external_id: name,
        amount: money,
        conversion_id: conversionId,
        occurred_at: at,
        ...fields,
      });
      return conversionId;
    },
    async refund(name, sale, amount, fields = {}) {
      const money = { amount, currency: 'EUR' };
      const body = { kind: 'refund', external_id: name, refund_of: sale, amount: money, occurred_at: '2026-03-20T10:00:00Z', ...fields };
      return (await send('POST', '/revenue', body))['id'] as string;
    },
    lines: (partnerId, count) =>
      eventually(
        () => list(partnerId),
        (found) => found.length >= count,
      ),
    async balance(partnerId, currency = 'EUR') {
      const { balances } = (await engine.call('GET', `/partners/${partnerId}/commissions`)).body;
      const found = (balances as Json[]).find((one) => one['currency'] === currency) ?? {};
      return Object.fromEntries(Object.entries(found).map(([key, value]) => [key, (value as Json)['amount'] ?? value]));
    },
    async goal(id, state) {
      const find = async () =>
        ((await engine.call('GET', `/commission-goals?limit=200`)).body['data'] as Json[]).find((one) => one['id'] === id);
      return (await eventually(find, (found) => found?.['state'] === state)) as Json;
    },
  };
}
