import { z } from 'zod';
import type { Connector } from '#connectors/connector.ts';
import { apiVersion } from './stripe-manifest.ts';
import { eventTypesOf } from './stripe-read.ts';
import { endpointOf, unlessMissing } from './stripe-record.ts';

const Endpoints = z.object({ data: z.array(z.object({ id: z.string(), url: z.string() })) });
const Endpoint = z.object({ id: z.string(), secret: z.string() });

/** Webhook endpoints of the account. Only the answer that creates one tells the secret that signs. */
export const stripeSubscriptions: NonNullable<Connector['subscriptions']> = {
  async subscribe(session, { url, objects }) {
    const listed = {
      method: 'GET',
      path: '/v1/webhook_endpoints',
      query: { limit: 100 },
      draws: endpointOf('GET', 'webhook_endpoints'),
    } as const;
    const { data } = (await session.call(listed)).read(Endpoints);
    // Its secret was told once, to a process that did not get so far as to store it.
    for (const { id } of data.filter((one) => one.url === url)) await this.unsubscribe(session, id);
    const types = [...objects.flatMap(eventTypesOf), 'account.application.deauthorized'];
    const form = [
      ['url', url],
      ['api_version', apiVersion],
      ...types.map((type, place) => [`enabled_events[${place}]`, type] as const),
    ] as const;
    const call = { method: 'POST', path: '/v1/webhook_endpoints', form, draws: endpointOf('POST', 'webhook_endpoints') } as const;
    return (await session.call(call)).read(Endpoint);
  },

  async unsubscribe(session, id) {
    const path = `/v1/webhook_endpoints/${encodeURIComponent(id)}`;
    await unlessMissing(() => session.call({ method: 'DELETE', path, draws: endpointOf('DELETE', 'webhook_endpoints', id) }));
  },
};
