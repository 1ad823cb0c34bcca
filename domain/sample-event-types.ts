import { testEventType } from './endpoint.ts';

const money = { type: 'string', pattern: '^\\d+\\.\\d{2}$' };
const currency = { type: 'string', pattern: '^[A-Z]{3}$' };
const id = { type: 'string', minLength: 1 };

function objectOf(required: string[], properties: Record<string, unknown>): Record<string, unknown> {
  return { type: 'object', required, properties };
}

/** Enough to try Causeway with. Fields that a schema does not name are kept. */
export const sampleEventTypes = [
  {
    name: 'deal.submitted',
    description: 'A partner registered a deal.',
    schema: objectOf(['deal_id', 'company'], { deal_id: id, company: { type: 'string' }, amount: money, currency }),
  },
  {
    name: 'deal.approved',
    description: 'A deal that a partner registered was approved.',
    schema: objectOf(['deal_id'], { deal_id: id, company: { type: 'string' }, amount: money, currency }),
  },
  {
    name: 'deal.rejected',
    description: 'A deal that a partner registered was rejected.',
    schema: objectOf(['deal_id', 'reason'], { deal_id: id, reason: { type: 'string' } }),
  },
  {
    name: 'customer.created',
    description: 'A customer that a partner brought was created.',
    schema: objectOf(['customer_id'], { customer_id: id, company: { type: 'string' }, country: { type: 'string', pattern: '^[A-Z]{2}$' } }),
  },
  {
    name: 'invoice.paid',
    description: 'An invoice was paid in full.',
    schema: objectOf(['invoice_id', 'amount', 'currency'], { invoice_id: id, amount: money, currency }),
  },
  {
    name: testEventType,
    description: 'A test that someone asked for. Nothing has happened.',
    schema: objectOf(['message'], { message: { type: 'string' } }),
  },
];
