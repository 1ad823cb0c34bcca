import { z } from 'zod';
import { consent } from '#apps/fakes/consent.ts';
import type { CallApi } from '#apps/local/api-client.ts';
import type { SandboxVendor } from './sandbox-vendors.ts';

const Listed = z.object({ data: z.array(z.object({ id: z.string(), name: z.string(), status: z.string() })) });
const Sources = z.object({ data: z.array(z.object({ id: z.string(), url: z.string() })) });
const Source = z.object({ url: z.string() });
const WithLink = z.object({ id: z.string(), connect_url: z.string().nullable() });

/**
 * Connects each sandbox vendor as an administrator would: our page, the vendor's consent page, and back. At a later start again, because the
 * vendors have forgotten their tokens. Returns the ids of the connections by vendor, and what could not be connected, with the reason.
 */
export async function connectVendors(call: CallApi, vendors: readonly SandboxVendor[]) {
  const connections = new Map<string, string>();
  const problems: string[] = [];
  for (const one of vendors) {
    try {
      const { id, connect_url: connectUrl } = await begin(call, one);
      // Before there is a connection, or Causeway itself asks for webhooks, which the vendors forget with each start.
      const webhooksUrl = one.webhooks && (await findSourceUrl(call, one, id));
      if (connectUrl !== null) await visit(connectUrl);
      if (webhooksUrl !== undefined) one.webhooks?.sendTo(webhooksUrl);
      connections.set(one.vendor, id);
    } catch (error) {
      problems.push(`${one.label}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { connections, problems };
}

const nameOf = ({ label }: SandboxVendor) => `${label} sandbox`;

/** Returns the connection, and the link to the consent. */
async function begin(call: CallApi, one: SandboxVendor): Promise<z.infer<typeof WithLink>> {
  const { vendor, credentials } = one;
  const { data } = Listed.parse((await call('GET', '/connections?limit=100')).body);
  const known = data.find(({ name, status }) => name === nameOf(one) && !status.startsWith('disconnect'));
  const { body } = known
    ? await call('POST', `/connections/${known.id}/reconnect`)
    : await call('POST', '/connections', { vendor, name: nameOf(one), credentials });
  return WithLink.parse(body);
}

/** The URL for the vendor's webhooks, which has the id of the connection. */
async function findSourceUrl(call: CallApi, one: SandboxVendor, connectionId: string): Promise<string> {
  const { data } = Sources.parse((await call('GET', '/inbound-sources?limit=100')).body);
  const known = data.find(({ id }) => id === connectionId);
  if (known) return known.url;
  const secret = one.webhooks?.secret === undefined ? {} : { secret: one.webhooks.secret };
  const source = { vendor: one.vendor, name: nameOf(one), connection_id: connectionId, ...secret };
  return Source.parse((await call('POST', '/inbound-sources', source)).body).url;
}

/** A browser with its one cookie. */
async function visit(connectUrl: string): Promise<void> {
  const shown = await fetch(connectUrl, { redirect: 'manual' });
  const text = await shown.text();
  const cookie = shown.headers.get('set-cookie')?.split(';')[0] ?? '';
  const [, link] = /<a href="([^"]+)">Continue/.exec(text) ?? [];
  if (link === undefined) throw new Error(`the page before the consent has no link: ${text}`);
  const back = await consent(link.replaceAll('&amp;', '&'));
  const result = await fetch(back, { headers: { cookie } });
  if (!result.ok) throw new Error(`the connection was not made: ${await result.text()}`);
}
