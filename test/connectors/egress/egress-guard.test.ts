import { describe, expect, test } from 'vitest';
import { checkAllowEntry, createEgressGuard, type EgressGuard } from '#connectors/egress/egress-guard.ts';

const guard = createEgressGuard({});

function lookup(of: EgressGuard, hostname: string, options: { all?: boolean; family?: number } = { all: true }) {
  return new Promise<unknown>((resolve) => {
    of.lookup(hostname, options, (error, address, family) => {
      resolve(error ?? (options.all ? address : { address, family }));
    });
  });
}

function resolvingTo(...addresses: string[]) {
  return () => Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
}

describe('addresses', () => {
  test.each([
    '8.8.8.8',
    '1.1.1.1',
    '93.184.216.34',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '192.167.255.255',
    '198.17.255.255',
    '198.20.0.1',
    '223.255.255.255',
    '169.253.255.255',
    '11.0.0.1',
    '2606:4700:4700::1111',
    '2a00:1450:4001:830::200e',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    '2002:808:808::1',
  ])('%s is public', (address) => {
    expect(guard.checkAddress(address)).toBeUndefined();
  });

  test.each([
    ['0/8', '0.0.0.0'],
    ['0/8', '0.1.2.3'],
    ['private', '10.0.0.1'],
    ['private', '10.255.255.255'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.0.1'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['link-local', '169.254.0.1'],
    ['cloud metadata', '169.254.169.254'],
    ['Azure host agent', '168.63.129.16'],
    ['CGNAT', '100.64.0.1'],
    ['CGNAT', '100.127.255.255'],
    ['Alibaba metadata', '100.100.100.200'],
    ['IETF', '192.0.0.1'],
    ['Oracle metadata', '192.0.0.192'],
    ['documentation', '192.0.2.1'],
    ['documentation', '198.51.100.1'],
    ['documentation', '203.0.113.1'],
    ['6to4 relay', '192.88.99.1'],
    ['benchmark', '198.18.0.1'],
    ['benchmark', '198.19.255.255'],
    ['multicast', '224.0.0.1'],
    ['multicast', '239.255.255.255'],
    ['class E', '240.0.0.1'],
    ['class E', '255.255.255.254'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '::'],
    ['loopback', '::1'],
    ['compatible', '::7f00:1'],
    ['compatible', '::8.8.8.8'],
    ['mapped', '::ffff:127.0.0.1'],
    ['mapped', '::ffff:7f00:1'],
    ['mapped', '::ffff:169.254.169.254'],
    ['mapped', '::ffff:10.0.0.1'],
    ['translated', '::ffff:0:127.0.0.1'],
    ['NAT64', '64:ff9b::127.0.0.1'],
    ['NAT64', '64:ff9b::a9fe:a9fe'],
    ['local NAT64', '64:ff9b:1::7f00:1'],
    ['local NAT64', '64:ff9b:1:7f00:0:100::'],
    ['local NAT64', '64:ff9b:1::8.8.8.8'],
    ['6to4', '2002:7f00:1::1'],
    ['6to4', '2002:a9fe:a9fe::1'],
    ['6to4', '2002:c0a8:101::'],
    ['Teredo client', '2001:0:808:808::80ff:fffe'],
    ['Teredo server', '2001:0:7f00:1::f7f7:f7f7'],
    ['link-local', 'fe80::1'],
    ['link-local', 'fe80::1%eth0'],
    ['link-local', 'febf::1'],
    ['ULA', 'fc00::1'],
    ['ULA', 'fd00:ec2::254'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['discard', '100::1'],
    ['documentation', '2001:db8::1'],
    ['documentation', '3fff::1'],
    ['benchmark', '2001:2::1'],
    ['ORCHID', '2001:20::1'],
    ['IETF', '2001:100::1'],
    ['segment routing', '5f00::1'],
    ['unassigned', '4000::1'],
    ['unassigned', '200::1'],
    ['unassigned', 'e000::1'],
    ['no address', 'nonsense'],
    ['no address', '010.8.8.8'],
    ['no address', '134744072'],
    ['no address', ''],
  ])('%s %s is blocked', (_kind, address) => {
    expect(guard.checkAddress(address)).toMatchObject({ code: 'blocked_address' });
  });

  test('an allowed range passes, also where IPv6 wraps it, and nothing beside it', () => {
    const lenient = createEgressGuard({ allow: ['10.1.0.0/16', 'fd00::/8', '127.0.0.1'] });
    for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '64:ff9b::10.1.2.3', 'fd12::1', '127.0.0.1']) {
      expect(lenient.checkAddress(address)).toBeUndefined();
    }
    for (const address of ['10.2.0.1', '::ffff:10.2.0.1', 'fc00::1', '127.0.0.2', '::1']) {
      expect(lenient.checkAddress(address)).toBeDefined();
    }
  });
});

describe('URLs', () => {
  test.each([
    'https://partner.example/hooks',
    'http://partner.example',
    'https://partner.example:8443/a?b=c',
    'https://8.8.8.8/x',
    'https://[2606:4700::1111]/',
    'https://bücher.example/',
    'https://localhost.example/',
    'HTTPS://PARTNER.EXAMPLE/',
  ])('%s may be saved', (url) => {
    expect(guard.checkUrl(url)).toBeUndefined();
  });

  test.each([
    ['malformed_url', ''],
    ['malformed_url', 'partner.example/hooks'],
    ['malformed_url', 'https://'],
    ['malformed_url', 'https:///'],
    ['malformed_url', 'https://a b/'],
    ['malformed_url', 'https://partner.example:99999/'],
    ['malformed_url', 'http://256.1.1.1/'],
    ['scheme', 'ftp://partner.example/'],
    ['scheme', 'file:///etc/passwd'],
    ['scheme', 'javascript:alert(1)'],
    ['scheme', 'unix:/run/x'],
    ['credentials', 'https://user:pw@partner.example/'],
    ['credentials', 'https://user@partner.example/'],
    ['fragment', 'https://partner.example/#x'],
    ['fragment', 'https://partner.example/#'],
    ['port', 'http://partner.example:0/'],
    ['too_long', `https://partner.example/${'x'.repeat(2048)}`],
    ['blocked_address', 'http://127.0.0.1/'],
    ['blocked_address', 'http://127.1/'],
    ['blocked_address', 'http://2130706433/'],
    ['blocked_address', 'http://0x7f000001/'],
    ['blocked_address', 'http://0177.0.0.1/'],
    ['blocked_address', 'http://0x7f.1/'],
    ['blocked_address', 'http://127.0.0.1./'],
    ['blocked_address', 'http://１２７.0.0.1/'],
    ['blocked_address', 'http://%31%32%37.0.0.1/'],
    ['blocked_address', 'http://0/'],
    ['blocked_address', 'http://169.254.169.254/latest/meta-data'],
    ['blocked_address', 'http://[::1]/'],
    ['blocked_address', 'http://[::ffff:127.0.0.1]/'],
    ['blocked_address', 'http://[::ffff:7f00:1]:8080/'],
    ['blocked_address', 'http://[fd00:ec2::254]/'],
    ['blocked_address', 'http://[64:ff9b::7f00:1]/'],
    ['blocked_address', 'http://localhost:3000/'],
    ['blocked_address', 'http://LOCALHOST/'],
    ['blocked_address', 'http://localhost./'],
    ['blocked_address', 'http://api.localhost/'],
  ])('%s: %s is refused', (code, url) => {
    expect(guard.checkUrl(url)).toMatchObject({ code, message: expect.any(String) });
  });

  test('localhost may be saved where it or the loopback range is allowed', () => {
    expect(createEgressGuard({ allow: ['localhost'] }).checkUrl('http://localhost:1/')).toBeUndefined();
    expect(createEgressGuard({ allow: ['127.0.0.0/8'] }).checkUrl('http://localhost:1/')).toBeUndefined();
    expect(createEgressGuard({ allow: ['10.0.0.0/8'] }).checkUrl('http://localhost:1/')).toBeDefined();
  });
});

describe('name resolution', () => {
  test('passes on only the permitted ones of several addresses', async () => {
    const mixed = createEgressGuard({ resolve: resolvingTo('10.0.0.1', '8.8.8.8', '::1', '2606:4700::1111') });
    expect(await lookup(mixed, 'x.example')).toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ]);
    expect(await lookup(mixed, 'x.example', { family: 6 })).toEqual({ address: '2606:4700::1111', family: 6 });
    expect(await lookup(mixed, 'x.example', {})).toEqual({ address: '8.8.8.8', family: 4 });
  });

  test('fails where none is permitted, without telling what an internal name resolves to', async () => {
    const error = await lookup(createEgressGuard({ resolve: resolvingTo('10.9.8.7', '127.0.0.1') }), 'db.internal');
    expect(error).toMatchObject({ code: 'EGRESS_BLOCKED', message: expect.stringContaining('db.internal') });
    expect(String(error)).not.toContain('10.9.8.7');
  });

  test('a host name in the allow list may resolve to anything, in any case and with a final dot', async () => {
    const lenient = createEgressGuard({ allow: ['Receiver.Internal'], resolve: resolvingTo('10.9.8.7') });
    for (const name of ['receiver.internal', 'RECEIVER.internal.']) {
      expect(await lookup(lenient, name)).toEqual([{ address: '10.9.8.7', family: 4 }]);
    }
    expect(await lookup(lenient, 'other.internal')).toMatchObject({ code: 'EGRESS_BLOCKED' });
    expect(await lookup(lenient, 'x.receiver.internal')).toMatchObject({ code: 'EGRESS_BLOCKED' });
  });

  test('a failing resolver and an empty answer are errors that name the host', async () => {
    const notFound = Object.assign(new Error('x'), { code: 'ENOTFOUND' });
    const failing = createEgressGuard({ resolve: () => Promise.reject(notFound) });
    const error = await lookup(failing, 'gone.example');
    expect(error).toMatchObject({ code: 'ENOTFOUND', message: expect.stringContaining('gone.example') });
    const empty = createEgressGuard({ resolve: resolvingTo() });
    expect(await lookup(empty, 'empty.example')).toMatchObject({ code: 'ENODATA' });
  });

  test('simultaneous look-ups of one name ask the resolver once, later ones ask again', async () => {
    let asked = 0;
    const counting = createEgressGuard({
      resolve: () => {
        asked++;
        return resolvingTo('8.8.8.8')();
      },
    });
    await Promise.all([lookup(counting, 'a'), lookup(counting, 'a'), lookup(counting, 'b'), lookup(counting, 'a')]);
    expect(asked).toBe(2);
    await lookup(counting, 'a');
    expect(asked).toBe(3);
  });
});

describe('the allow list', () => {
  test('can change while running', async () => {
    let allow: string[] = [];
    const reloading = createEgressGuard({ allow: () => allow, resolve: resolvingTo('10.0.0.1') });
    const before = reloading.revision();
    expect(reloading.checkUrl('http://10.0.0.1/')).toBeDefined();
    allow = ['10.0.0.0/8'];
    expect(reloading.revision()).not.toBe(before);
    expect(reloading.checkUrl('http://10.0.0.1/')).toBeUndefined();
    expect(await lookup(reloading, 'x')).toEqual([{ address: '10.0.0.1', family: 4 }]);
    allow = [];
    expect(await lookup(reloading, 'x')).toMatchObject({ code: 'EGRESS_BLOCKED' });
  });

  const valid = ['10.0.0.0/8', 'fd00::/8', '127.0.0.1', '::1', 'localhost', 'receiver.internal'];
  test.each(valid)('%s is a valid entry', (entry) => {
    expect(checkAllowEntry(entry)).toBeUndefined();
  });

  const invalid = ['10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.0/', '10/8', 'fd00::/129', 'https://a.internal', 'receiver:8080', 'a b', ''];
  test.each(invalid)('%j is not', (entry) => {
    expect(checkAllowEntry(entry)).toContain(`"${entry}"`);
  });
});
