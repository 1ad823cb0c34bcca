import { expect, test } from 'vitest';
import { createClientNetwork, networkOf } from '#apps/api/access/client-address.ts';
import { Settings } from '#domain/settings.ts';

const settings = Settings.parse({ gateway: { client_address: { trusted_proxies: ['10.0.0.0/8', '2001:db8:ffff::/48'] } } });
const forwarded = Settings.parse({ gateway: { client_address: { header: 'forwarded', trusted_proxies: ['10.0.0.0/8'] } } });
const network = (ip: string, headers: Record<string, string>, of = settings) => createClientNetwork(() => of)({ ip, headers });

test.each([
  ['no proxy is trusted by default', '10.0.0.1', '198.51.100.7', '10.0.0.1', Settings.parse({})],
  ['a stranger can send any list', '203.0.113.9', '198.51.100.7', '203.0.113.9'],
  ['a proxy names its caller', '10.0.0.1', '198.51.100.7', '198.51.100.7'],
  ['what the caller of the proxy sent is not believed', '10.0.0.1', '192.0.2.1, 198.51.100.7', '198.51.100.7'],
  ['two proxies in a row', '10.0.0.1', '192.0.2.1, 198.51.100.7, 10.0.0.2', '198.51.100.7'],
  ['with a port', '10.0.0.1', '198.51.100.7:4711', '198.51.100.7'],
  ['IPv6 with brackets and port', '10.0.0.1', '[2001:db8:1:2:3::4]:4711', '2001:db8:1:2::/64'],
  ['not an address', '10.0.0.1', 'unknown', '10.0.0.1'],
  ['an empty header', '10.0.0.1', '', '10.0.0.1'],
  ['a proxy on IPv6', '2001:db8:ffff::1', '198.51.100.7', '198.51.100.7'],
  ['a proxy on an IPv4 address that is written as IPv6', '::ffff:10.0.0.1', '198.51.100.7', '198.51.100.7'],
])('X-Forwarded-For: %s', (_name, ip, list, expected, of = settings) => {
  expect(network(ip, { 'x-forwarded-for': list, forwarded: 'for=192.0.2.99' }, of)).toBe(expected);
});

test.each([
  ['for=198.51.100.7;proto=https', '198.51.100.7'],
  ['for=192.0.2.1, proto=https;For="[2001:db8:1:2::3]:4711"', '2001:db8:1:2::/64'],
  ['for=_hidden', '10.0.0.1'],
  ['proto=https', '10.0.0.1'],
])('Forwarded: %s', (text, expected) => {
  expect(network('10.0.0.1', { forwarded: text, 'x-forwarded-for': '192.0.2.99' }, forwarded)).toBe(expected);
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::1', '0:0:0:0::/64'],
  ['2001:DB8::a', '2001:db8:0:0::/64'],
  ['2001:db8:0:0:ffff::a', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('%s belongs to %s', (address, expected) => {
  expect(networkOf(address)).toBe(expected);
});
