import { testEventType } from './endpoint.ts';

const money = { type: 'string', maxLength: 20, pattern: '^\\d+\\.\\d{2}$' };
const currency = { type: 'string', maxLength: 3, pattern: '^[A-Z]{3}$' };
const id = { type: 'string', minLength: 1, maxLength: 255 };
const text = { type: 'string', maxLength: 2000 };

function objectOf(required: string[], properties: Record<string, unknown>): Record<string, unknown> {
  return { type: 'object', required, properties };
}

/** Enough to try Causeway with. Fields that a schema does not name are kept. */
export const sampleEventTypes = [
  {
    name: 'deal.submitted',
    description: 'A partner registered a deal.',
    schema: objectOf(['deal_id', 'company'], { deal_id: id, company: text, amount: money, currency }),
    example: { deal_id: 'D-1042', company: 'Example Ltd', amount: '12500.00', currency: 'EUR' },
  },
  {
    name: 'deal.approved',
    description: 'A deal that a partner registered was approved.',
    schema: objectOf(['deal_id'], { deal_id: id, company: text, amount: money, currency }),
    example: { deal_id: 'D-1042', company: 'Example Ltd', amount: '12500.00', currency: 'EUR' },
  },
  {
    name: 'deal.rejected',
    description: 'A deal that a partner registered was rejected.',
    schema: objectOf(['deal_id', 'reason'], { deal_id: id, reason: text }),
    example: { deal_id: 'D-1043', reason: 'The company is a customer already' },
  },
  {
    name: 'customer.created',
    description: 'A customer that a partner brought was created.',
    schema: objectOf(['customer_id'], { customer_id: id, company: text, country: { type: 'string', maxLength: 2, pattern: '^[A-Z]{2}$' } }),
    example: { customer_id: 'C-77', company: 'Example Ltd', country: 'DE' },
  },
  {
    name: 'invoice.paid',
    description: 'An invoice was paid in full.',
    schema: objectOf(['invoice_id', 'amount', 'currency'], { invoice_id: id, amount: money, currency }),
    example: { invoice_id: 'I-9', amount: '1250.00', currency: 'EUR' },
  },
  {
    name: testEventType,
    description: 'A test that someone asked for. Nothing has happened.',
    schema: objectOf(['message'], { message: text }),
    example: { message: 'This is a test from Causeway. Nothing has happened.' },
  },
];
