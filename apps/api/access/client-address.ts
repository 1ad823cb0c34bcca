import { isIP, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import type { Settings } from '#domain/settings.ts';
import { createProxyCheck } from './trusted-proxies.ts';

type Sent = Pick<FastifyRequest, 'ip' | 'headers'>;

/**
 * The network of the caller: its IPv4 address, or the /64 of its IPv6 address, because one customer has at least that many addresses. Only
 * a proxy from `gateway.client_address.trusted_proxies` can name another address than that of its connection.
 */
export function createClientNetwork(settings: () => Settings): (request: Sent) => string {
  const isProxy = createProxyCheck();
  return ({ ip, headers }) => {
    const { header, trusted_proxies: trusted } = settings().gateway.client_address;
    const text = headers[header];
    const hops = trusted.length === 0 || text === undefined ? [] : hopsOf(header, String(text));
    let address = ip;
    // Each proxy appends the address that it was called from, so the list is trusted from its end up to the first stranger.
    while (isProxy(address, trusted)) {
      const before = addressOf(hops.pop());
      if (before === undefined) break;
      address = before;
    }
    return networkOf(address);
  };
}

function hopsOf(header: 'x-forwarded-for' | 'forwarded', text: string): string[] {
  const items = text.split(',').map((item) => item.trim());
  if (header === 'x-forwarded-for') return items;
  // RFC 7239: for=192.0.2.43;proto=https, for="[2001:db8::1]:4711"
  return items.map((item) => /(?:^|;)\s*for=(?:"([^"]*)"|([^;\s]*))/i.exec(item)?.slice(1).find(Boolean) ?? '');
}

/** Without a port and brackets. Undefined for what is no address, such as `unknown` or `_hidden`. */
function addressOf(hop: string | undefined): string | undefined {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(hop ?? '')?.[1] ?? /^([\d.]+):\d+$/.exec(hop ?? '')?.[1] ?? hop ?? '';
  return isIP(bare) === 0 ? undefined : bare;
}

export function networkOf(address: string): string {
  const [bare = ''] = address.split('%', 1);
  if (!isIPv6(bare)) return bare;
  // An IPv4 address in IPv6 notation, ::ffff:192.0.2.1, is that IPv4 address.
  const parsed = ipaddr.process(bare);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  return `${parsed.parts
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}
