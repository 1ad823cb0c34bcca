import { commissionEventTypes } from '#domain/commissions/commission-events.ts';
import { disputeEventTypes } from '#domain/commissions/dispute-events.ts';
import { invoiceEventTypes } from '#domain/commissions/invoice-events.ts';
import { levelEventTypes } from '#domain/commissions/level-events.ts';
import { dealEventTypes } from '#domain/deals/deal-events.ts';
import { testEventType } from '#domain/delivery/endpoint.ts';

const money = { type: 'string', maxLength: 20, pattern: '^\\d+\\.\\d{2}$' };
const currency = { type: 'string', maxLength: 3, pattern: '^[A-Z]{3}$' };
const id = { type: 'string', minLength: 1, maxLength: 255 };
const text = { type: 'string', maxLength: 2000 };

function objectOf(required: string[], properties: Record<string, unknown>): Record<string, unknown> {
  return { type: 'object', required, properties };
}

/** Event types for trying Causeway. Fields that a schema does not name stay in the payload. */
export const sampleEventTypes = [
  ...dealEventTypes,
  ...commissionEventTypes,
  ...disputeEventTypes,
  ...invoiceEventTypes,
  ...levelEventTypes,
  {
    name: 'customer.created',
    description: 'A customer that a partner referred was created.',
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
    description: 'A requested test. Nothing has happened.',
    schema: objectOf(['message'], { message: text }),
    example: { message: 'This is a test from Causeway. Nothing has happened.' },
  },
];
