/** Of the whole request body. */
const bodyBytes = 1_024;

/** The endpoints of one partner differ by these, so that an event can be meant for one of them. */
export const typeNames = ['bench.first', 'bench.second', 'bench.third', 'bench.fourth'];

/** A schema like a real one, so that its validation is part of what is measured. */
const schema = {
  type: 'object',
  required: ['deal_id', 'amount', 'currency'],
  properties: {
    deal_id: { type: 'string', maxLength: 40 },
    amount: { type: 'string', pattern: '^\\d+\\.\\d{2}$' },
    currency: { type: 'string', minLength: 3, maxLength: 3 },
    stage: { type: 'string', enum: ['draft', 'submitted', 'approved', 'won', 'lost'] },
    owner: { type: 'object', properties: { name: { type: 'string' }, email: { type: 'string', format: 'email' } } },
    note: { type: 'string' },
  },
};

export const eventTypes = typeNames.map((name) => ({ name, schema }));

/** A publish request of 1 KiB for one partner. */
export function eventBody({ partnerId, type = 'bench.first' }: { partnerId: string; type?: string }): string {
  return JSON.stringify(newEvent(partnerId, type));
}

export function newEvent(partnerId: string, type = 'bench.first') {
  const data = {
    deal_id: 'deal-4711',
    amount: '1250.00',
    currency: 'EUR',
    stage: 'approved',
    owner: { name: 'Ada Example', email: 'ada@example.com' },
    note: '',
  };
  const event = { type, partner_ids: [partnerId], data };
  data.note = 'x'.repeat(bodyBytes - JSON.stringify(event).length);
  return event;
}
