import { BlockList, isIP, isIPv6 } from 'node:net';

/** Tells whether an address belongs to one of the networks. Reads the list again only when the settings have changed. */
export function createProxyCheck(): (address: string | undefined, trusted: readonly string[]) => boolean {
  let proxies = { of: [] as readonly string[], list: new BlockList() };
  return (address, trusted) => {
    if (address === undefined || isIP(address) === 0) return false;
    if (trusted !== proxies.of) proxies = { of: trusted, list: listOf(trusted) };
    return proxies.list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  };
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}
