import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { CallApi } from './api-client.ts';

/** Sample events of the event types that seeding creates. */
const samples = [
  {
    type: 'deal.approved',
    data: { deal_id: 'deal_demo', company: 'Example Ltd', amount: '12500.00', currency: 'EUR' },
  },
  { type: 'customer.created', data: { customer_id: 'cus_demo', company: 'Example Ltd', country: 'DE' } },
  { type: 'invoice.paid', data: { invoice_id: 'inv_demo', amount: '1250.00', currency: 'EUR' } },
] as const;

export const firstSample = samples[0];

const Published = z.object({ id: z.string(), deliveries: z.number() });
const Sandbox = z.object({ status: z.string(), counts: z.record(z.string(), z.number()) });
const Endpoint = z.object({ url: z.string(), state: z.string() });

/** Publishes the samples. Returns their ids, which the receiver gets as `webhook-id`. */
export async function publishSamples(call: CallApi): Promise<string[]> {
  const ids: string[] = [];
  for (const sample of samples) {
    const { body } = await call('POST', '/events', sample);
    ids.push(Published.parse(body).id);
  }
  return ids;
}

/** Waits until the sandbox has its synthetic data. Returns the number of its events; 0 if it is not ready in time. */
export async function waitForSandbox(call: CallApi, partnerId: string, timeoutMs: number): Promise<number> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await delay(100)) {
    const { status, counts } = Sandbox.parse((await call('GET', `/sandboxes/${partnerId}`)).body);
    if (status === 'ready') return Object.values(counts).reduce((sum, count) => sum + count, 0);
  }
  return 0;
}

/** Updates the demo endpoint to the receiver's current port. Returns the reason why samples cannot reach it, or null. */
export async function pointEndpoint(call: CallApi, endpointId: string, receiverUrl: string): Promise<string | null> {
  const { status, body } = await call('GET', `/endpoints/${endpointId}`);
  if (status === 404) return 'the demo endpoint has been deleted';
  const { url, state } = Endpoint.parse(body);
  if (new URL(url).origin !== new URL(receiverUrl).origin) {
    await call('PATCH', `/endpoints/${endpointId}`, { url: receiverUrl });
  }
  return state === 'enabled' ? null : `the demo endpoint is ${state}`;
}
