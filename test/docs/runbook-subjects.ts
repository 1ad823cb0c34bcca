import { readyDeal } from '#test/support/deal-calls.ts';
import { eventually } from '#test/support/engine.ts';

type Json = Record<string, unknown>;

/**
 * What the runbook's commands are about: for each placeholder of a command, the id of something that is in the state that the command
 * expects, made with the API of a running stack.
 */
export function createSubjects({ apiUrl, platformKey, receiverUrl }: { apiUrl: string; platformKey: string; receiverUrl: string }) {
  let count = 0;

  async function call(method: string, path: string, body?: unknown, key = platformKey): Promise<Json> {
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} returned ${response.status}: ${text}`);
    return text === '' ? {} : (JSON.parse(text) as Json);
  }

  async function partner(tier = 'standard'): Promise<{ id: string; key: string }> {
    const { id } = await call('POST', '/partners', { name: `Partner ${++count}`, tier });
    const { key } = await call('POST', '/api-keys', {
      name: 'first',
      partner_id: id,
      scopes: ['deals:read', 'deals:write', 'webhooks:read'],
    });
    return { id: id as string, key: key as string };
  }

  async function endpoint(path: string, schedule: number[]): Promise<{ id: string; partnerId: string }> {
    const owner = await partner();
    const url = new URL(path, receiverUrl).href;
    const { id } = await call('POST', '/endpoints', { partner_id: owner.id, url, retry_policy: { schedule_s: schedule } });
    return { id: id as string, partnerId: owner.id };
  }

  /** One delivery to an endpoint of its own, once it has this status. */
  async function delivery(path: string, schedule: number[], status: string): Promise<string> {
    const { partnerId } = await endpoint(path, schedule);
    const event = await call('POST', '/events', { type: 'deal.approved', partner_ids: [partnerId], data: { deal_id: 'D-1' } });
    const list = () => call('GET', `/deliveries?event_id=${event['id'] as string}&status=${status}`);
    const { data } = await eventually(list, (page) => (page['data'] as Json[]).length > 0);
    return (data as Json[])[0]?.['id'] as string;
  }

  async function deal(reviewStatus: 'in_review' | 'rejected'): Promise<string> {
    const { key } = await partner();
    const { id } = await call('POST', '/deals', readyDeal(`Customer number ${++count}`), key);
    await call('POST', `/deals/${id as string}/submit`, undefined, key);
    const read = () => call('GET', `/deals/${id as string}`);
    await eventually(read, (found) => found['review_status'] === 'in_review');
    if (reviewStatus === 'rejected') await call('POST', `/deals/${id as string}/reject`, { reason: 'Already a customer' });
    return id as string;
  }

  async function sandbox(): Promise<string> {
    const made = await call('POST', '/sandboxes', { name: `Sandbox ${++count}` });
    return ((made['partner'] as Json | undefined)?.['id'] ?? made['id']) as string;
  }

  async function alertChannel(): Promise<string> {
    const secrets = { signing_secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}` };
    const settings = { kind: 'webhook', url: new URL('/ok', receiverUrl).href, secrets };
    return (await call('POST', '/alert-channels', { name: `Channel ${++count}`, settings }))['id'] as string;
  }

  let expiring: Promise<string> | undefined;

  /** An API key that is used and expires soon is told soon after its use was noted. */
  async function alert(): Promise<string> {
    const { id: partnerId } = await partner();
    const made = { name: 'expiring', partner_id: partnerId, expires_at: new Date(Date.now() + 86_400_000).toISOString() };
    const { id, key } = await call('POST', '/api-keys', made);
    await call('GET', '/partners/me', undefined, key as string);
    const list = () => call('GET', `/alerts?rule=key_expiring&subject_id=${id as string}`);
    const { data } = await eventually(list, (page) => (page['data'] as Json[]).length > 0);
    return (data as Json[])[0]?.['id'] as string;
  }

  const states: Record<string, (command: string) => Promise<string>> = {
    dlv: (command) => {
      if (/replay|reset/.test(command)) return delivery('/fail', [], 'dead_lettered');
      if (/cancel|retry/i.test(command)) return delivery('/fail', [86_400], 'retrying');
      return delivery('/ok', [], 'delivered');
    },
    ep: async (command) => {
      if (!command.includes('platform-endpoints')) return (await endpoint('/ok', [])).id;
      return (await call('POST', '/platform-endpoints', { url: new URL('/ok', receiverUrl).href }))['id'] as string;
    },
    prg: async () => (await call('POST', '/programmes', { name: `Programme ${++count}` }))['id'] as string,
    evt: async () => ((await call('GET', '/events?limit=1'))['data'] as Json[])[0]?.['id'] as string,
    ptn: async (command) => {
      if (/sandboxes|promotion/.test(command)) return sandbox();
      const { id } = await partner();
      if (/activate/.test(command)) await call('POST', `/partners/${id}/suspend`, { reason: 'Contract ended' });
      return id;
    },
    deal: (command) => deal(/workflow start/.test(command) ? 'rejected' : 'in_review'),
    con: async () => {
      const credentials = { method: 'oauth', client_id: 'app', client_secret: 'app-secret' };
      return (await call('POST', '/connections', { vendor: 'hubspot', name: 'Our HubSpot', credentials }))['id'] as string;
    },
    ach: alertChannel,
    // The use of a key is noted once a minute: one is enough.
    alt: () => (expiring ??= alert()),
    imp: async () => {
      const { key } = await partner();
      return (await call('POST', '/deal-imports', [{ external_id: 'A-1', ...readyDeal('Imported') }], key))['id'] as string;
    },
    ers: async () => (await call('POST', '/erasures', { email: `person-${++count}@acme.example` }))['id'] as string,
    oac: async () => {
      const { id } = await partner();
      const client = { partner_id: id, name: 'CRM', auth_method: 'client_secret_basic', scopes: ['deals:read'] };
      return (await call('POST', '/oauth-clients', client))['id'] as string;
    },
  };

  /** Nothing is sent out of this machine, and a date of the page is in the future. */
  const harmless = (command: string): string =>
    command
      .replace('"name": "Slack",', '"name": "Slack", "enabled": false,')
      .replace('"until": "2026-12-01T08:00:00Z"', `"until": "${new Date(Date.now() + 86_400_000).toISOString()}"`);

  /** Fills the placeholders of a command. The same placeholder means the same thing within one command. */
  return async function fill(command: string): Promise<string> {
    let filled = harmless(command).replace('"from":"…","to":"…"', '"from":"2026-01-01T00:00:00Z","to":"2099-01-01T00:00:00Z"');
    for (const [placeholder, kind = ''] of command.matchAll(/\b([a-z]+)_…/g)) {
      const find = states[kind];
      if (!find) throw new Error(`No example for ${placeholder} in: ${command}`);
      if (filled.includes(placeholder)) filled = filled.replaceAll(placeholder, await find(command));
    }
    return filled;
  };
}
