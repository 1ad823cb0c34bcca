import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type AddressRange = readonly [Address, number];

/** Azure's host agent and metadata proxy: a public address that responds only inside Azure machines. */
const AZURE_WIRE_SERVER = '168.63.129.16';
/** IANA assigns public IPv6 addresses only from this range; all others are special or unassigned. */
const GLOBAL_UNICAST_V6: AddressRange = [ipaddr.IPv6.parse('2000::'), 3];

/**
 * The kind of a special address (`private`, `loopback`, `linkLocal`, …), or undefined for a public address. IPv6 addresses that embed an
 * IPv4 address (mapped, NAT64, 6to4, Teredo) are classified by the embedded address.
 */
export function specialKindOf(address: Address, isAllowed: (address: Address) => boolean): string | undefined {
  if (isAllowed(address)) return undefined;
  if (address instanceof ipaddr.IPv4) return specialKindOfV4(address);
  const kind: string = address.range();
  const embedded = embeddedV4(address, kind);
  if (embedded.length > 0) {
    const special = embedded.map((v4) => specialKindOf(v4, isAllowed)).find((one) => one !== undefined);
    return special && `${kind} of ${special}`;
  }
  if (kind !== 'unicast') return kind;
  // Also excludes ranges without a name, such as IPv4-compatible addresses (::/96), in which ::7f00:1 means 127.0.0.1.
  return address.match([...GLOBAL_UNICAST_V6]) ? undefined : 'not global unicast';
}

/** Parses an address in the notation of the system or of a URL, with or without a zone id. Returns undefined if it is not an address. */
export function parseAddress(text: string): Address | undefined {
  // ipaddr.js alone is too lenient: it accepts "10" and "010.0.0.1", and reads "::8.8.8.8" as the mapped ::ffff:8.8.8.8.
  if (isIP(text) === 0) return undefined;
  const withoutZone = text.replace(/%.*$/, '');
  const isMixed = withoutZone.includes(':') && withoutZone.includes('.');
  return ipaddr.parse(isMixed ? new URL(`http://[${withoutZone}]`).hostname.slice(1, -1) : withoutZone);
}

/** Parses `10.0.0.0/8`, `fd00::/8`, or a single address. */
export function parseRange(text: string): AddressRange | undefined {
  const [base = '', prefix, ...rest] = text.split('/');
  const address = parseAddress(base);
  if (!address || rest.length > 0) return undefined;
  const bits = address instanceof ipaddr.IPv4 ? 32 : 128;
  if (prefix === undefined) return [address, bits];
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits ? [address, Number(prefix)] : undefined;
}

export function isInRange(address: Address, [base, bits]: AddressRange): boolean {
  return address.kind() === base.kind() && address.match(base, bits);
}

function specialKindOfV4(address: ipaddr.IPv4): string | undefined {
  if (address.toString() === AZURE_WIRE_SERVER) return 'cloud metadata';
  const kind = address.range();
  return kind === 'unicast' ? undefined : kind;
}

function embeddedV4(address: ipaddr.IPv6, kind: string): ipaddr.IPv4[] {
  const bytes = address.toByteArray();
  const v4 = (at: number, mask = 0) => new ipaddr.IPv4(bytes.slice(at, at + 4).map((byte) => byte ^ mask));
  if (kind === 'ipv4Mapped') return [v4(12)];
  // Only the well-known prefix of RFC 6052. 64:ff9b:1::/48 (RFC 8215) is for local use and can place the IPv4 address anywhere, so it stays
  // blocked as a whole, as does ::ffff:0:0:0/96 of RFC 6145.
  if (kind === 'rfc6052' && bytes[5] === 0) return [v4(12)];
  if (kind === '6to4') return [v4(2)];
  // Teredo (RFC 4380): the server's address, and the client's with its bits inverted.
  if (kind === 'teredo') return [v4(4), v4(12, 0xff)];
  return [];
}
