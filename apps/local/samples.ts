import { z } from 'zod';
import type { CallApi } from './api-client.ts';

const dealSchema = {
  type: 'object',
  required: ['deal_id', 'company'],
  properties: {
    deal_id: { type: 'string' },
    company: { type: 'string' },
    amount: { type: 'string', pattern: '^\\d+\\.\\d{2}$' },
    currency: { type: 'string', pattern: '^[A-Z]{3}$' },
  },
};

const eventTypes = [
  { name: 'deal.registered', description: 'A partner registered a deal.', schema: dealSchema },
  { name: 'deal.approved', description: 'A registered deal was approved.', schema: dealSchema },
  { name: 'deal.won', description: 'An approved deal was won.', schema: dealSchema },
];

export const sampleDeal = { deal_id: 'deal_demo', company: 'Example Ltd', amount: '12500.00', currency: 'EUR' };

const Published = z.object({ id: z.string(), deliveries: z.number() });
const Endpoint = z.object({ url: z.string(), state: z.string() });

/** Declares the event types of the samples. A known name is left as it is: the user may have changed it. */
export async function declareSampleTypes(call: CallApi): Promise<void> {
  for (const type of eventTypes) {
    const { status } = await call('GET', `/event-types/${type.name}`);
    if (status === 404) await call('POST', '/event-types', type);
  }
}

/** Publishes one event of each type; returns the ids, which the receiver sees as `webhook-id`. */
export async function publishSamples(call: CallApi): Promise<string[]> {
  const ids: string[] = [];
  for (const { name } of eventTypes) {
    const { body } = await call('POST', '/events', { type: name, data: sampleDeal });
    ids.push(Published.parse(body).id);
  }
  return ids;
}

/** Keeps the demo endpoint on the receiver's present port. Returns why samples cannot reach it, or null. */
export async function pointEndpoint(call: CallApi, endpointId: string, receiverUrl: string): Promise<string | null> {
  const { status, body } = await call('GET', `/endpoints/${endpointId}`);
  if (status === 404) return 'the demo endpoint has been deleted';
  const { url, state } = Endpoint.parse(body);
  if (new URL(url).origin !== new URL(receiverUrl).origin) await call('PATCH', `/endpoints/${endpointId}`, { url: receiverUrl });
  return state === 'enabled' ? null : `the demo endpoint is ${state}`;
}
