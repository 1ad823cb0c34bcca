import { signers } from '#test/connectors/sources/signers.ts';
import { eventually, type TestEngine } from './engine.ts';

const stripe = signers['stripe'];

/** A source of Stripe's webhooks that has sent these events in one webhook each; returns its id. */
export async function sendStripeEvent(engine: TestEngine, ...externalIds: string[]): Promise<string> {
  const { body: source } = await engine.call('POST', '/inbound-sources', { vendor: 'stripe', name: 'Stripe', secret: 'the-secret' });
  for (const id of externalIds) {
    const object = { object: 'customer', id: `cus_${id}` };
    const payload = Buffer.from(JSON.stringify({ id, type: 'customer.updated', created: 1_700_000_000, data: { object } }));
    const headers = { 'content-type': 'application/json', ...stripe?.sign(payload, 'the-secret', Date.now(), '') };
    const { statusCode } = await engine.inject({ method: 'POST', url: `/api/v1/inbound/${source['id']}`, headers, payload });
    if (statusCode !== 200) throw new Error(`the webhook got ${statusCode}`);
  }
  return source['id'];
}

/** A connection to a HubSpot with a private token. */
export async function addConnection(engine: TestEngine, hubspot: { privateToken: string }): Promise<string> {
  const credentials = { method: 'token', token: hubspot.privateToken };
  const { status, body } = await engine.call('POST', '/connections', { vendor: 'hubspot', name: 'HubSpot', credentials });
  if (status !== 201) throw new Error(`no connection: ${JSON.stringify(body)}`);
  return body['id'];
}

/** A sync of the companies of one account with its contacts. */
export async function addSync(engine: TestEngine, connectionId: string): Promise<string> {
  const mapping = {
    objects: [
      {
        ...{ name: 'account', a: 'companies', b: 'contacts', creates: [] },
        links: [{ how: 'domain', a: 'domain', b: 'email' }],
        fields: [{ a: 'name', b: 'company', type: 'text', direction: 'both', owner: 'none' }],
      },
    ],
  };
  const wanted = { name: 'test', a_connection_id: connectionId, b_connection_id: connectionId, mapping, interval_seconds: 3_600 };
  // Many tests can use up what the vendor answers in ten seconds.
  const { status, body } = await eventually(
    () => engine.call('POST', '/syncs', wanted),
    (answer) => answer.body['code'] !== 'vendor_quota_exhausted',
  );
  if (status !== 201) throw new Error(`no sync: ${JSON.stringify(body)}`);
  return body['id'];
}
