import { describe, expect, test, vi } from 'vitest';
import { createEgressGuard, type EgressGuard } from '#connectors/egress/egress-guard.ts';
import { tlsFixture } from '#test/support/tls.ts';
import { connectionReturned, rawServer, receiverWith, send, senderWith } from './harness.ts';

describe('TLS', () => {
  const guard = () => createEgressGuard({ allow: ['127.0.0.1'], resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]) });

  test('a self-signed certificate is refused before anything is sent', async () => {
    const receiver = await receiverWith({ tls: tlsFixture });
    const result = await send(senderWith(), receiver.url);
    expect(result).toMatchObject({ ok: false, errorClass: 'tls' });
    expect(result.errorDetail).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(receiver.requests).toHaveLength(0);
  });

  test('it is accepted where its authority is trusted, by address and name, and connections are reused', async () => {
    const receiver = await receiverWith({ tls: tlsFixture });
    const sender = senderWith({ guard: guard(), ca: tlsFixture.cert });
    for (const host of ['127.0.0.1', '127.0.0.1', 'receiver.test', 'receiver.test']) {
      expect(await send(sender, `https://${host}:${receiver.port}/`)).toMatchObject({ ok: true });
      await connectionReturned();
    }
    expect(receiver.connections().accepted).toBe(2);
    expect(receiver.problems()).toEqual([]);
  });

  test('a certificate for another name is refused', async () => {
    const receiver = await receiverWith({ tls: tlsFixture });
    const sender = senderWith({ guard: guard(), ca: tlsFixture.cert });
    expect(await send(sender, `https://other.test:${receiver.port}/`)).toMatchObject({
      errorClass: 'tls',
      errorDetail: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
    expect(receiver.requests).toHaveLength(0);
  });

  test('a receiver that speaks no TLS, or hangs up during the handshake, is a TLS failure', async () => {
    const plain = await receiverWith();
    expect(await send(senderWith(), plain.url.replace('http:', 'https:'))).toMatchObject({ errorClass: 'tls' });
    const { url } = await rawServer((socket) => socket.on('data', () => socket.destroy()));
    expect(await send(senderWith(), url.replace('http:', 'https:'))).toMatchObject({ errorClass: 'tls' });
  });
});

describe('addresses that are not public', () => {
  const spellings = [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '0.0.0.0',
    'localhost',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::7f00:1]',
  ];
  test.each(spellings)('%s is refused without dialling', async (host) => {
    const receiver = await receiverWith();
    const result = await send(senderWith({ guard: createEgressGuard({}) }), `http://${host}:${receiver.port}/`);
    expect(result).toMatchObject({ ok: false, errorClass: 'blocked_address' });
    expect(result.statusCode).toBeUndefined();
    expect(receiver.connections().accepted).toBe(0);
  });

  test('a public name that resolves to loopback is refused without dialling', async () => {
    const receiver = await receiverWith();
    const guard = createEgressGuard({ resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]) });
    const result = await send(senderWith({ guard }), `http://innocent.example:${receiver.port}/`);
    expect(result).toMatchObject({ errorClass: 'dns' });
    expect(result.errorDetail).toContain('innocent.example');
    expect(receiver.connections().accepted).toBe(0);
  });

  test('a name of the internal network is not told from one that does not exist', async () => {
    const resolve = (host: string) =>
      host === 'db.internal'
        ? Promise.resolve([{ address: '10.9.8.7', family: 4 }])
        : Promise.reject(Object.assign(new Error('x'), { code: host === 'gone.internal' ? 'ENOTFOUND' : 'EAI_AGAIN' }));
    const sender = senderWith({ guard: createEgressGuard({ resolve }) });
    const told = async (host: string) => {
      const result = await send(sender, `http://${host}/`);
      return { ...result, latencyMs: 0, errorDetail: result.errorDetail?.replaceAll(host, '…') };
    };
    const known = await told('db.internal');
    expect(known).toMatchObject({ errorClass: 'dns' });
    expect(await told('gone.internal')).toEqual(known);
    expect(await told('later.internal')).toEqual(known);
  });

  test('of several addresses the permitted one is dialled', async () => {
    const receiver = await receiverWith();
    const addresses = ['10.0.0.1', '127.0.0.1', '169.254.169.254'].map((address) => ({ address, family: 4 }));
    const guard = createEgressGuard({ allow: ['127.0.0.1'], resolve: () => Promise.resolve(addresses) });
    expect(await send(senderWith({ guard }), `http://mixed.example:${receiver.port}/`)).toMatchObject({ ok: true });
  });

  test('DNS rebinding: a name that was fine when saved or a moment ago is judged anew by each dial', async () => {
    const receiver = await receiverWith();
    // The first answer is permitted (it stands for a public address), later ones are loopback's other address.
    const answers = ['127.0.0.1', '127.0.0.2', '127.0.0.2'];
    const guard = createEgressGuard({
      allow: ['127.0.0.1'],
      resolve: () => Promise.resolve([{ address: answers.shift() ?? '127.0.0.2', family: 4 }]),
    });
    const sender = senderWith({ guard });
    receiver.answerWith({ headers: { connection: 'close' } });
    const url = `http://rebinding.example:${receiver.port}/`;
    expect(guard.checkUrl(url)).toBeUndefined();
    expect(await send(sender, url)).toMatchObject({ ok: true });
    expect(await send(sender, url)).toMatchObject({ errorClass: 'dns' });
    expect(await send(sender, url)).toMatchObject({ errorClass: 'dns' });
    expect(receiver.connections().accepted).toBe(1);
  });

  test.each(['http', 'https'])('should %s reach a peer that no look-up named, it is sent nothing', async (scheme) => {
    let bytes = 0;
    const { url } = await rawServer((socket) => socket.on('data', (data) => (bytes += data.length)));
    const honest = createEgressGuard({});
    const lying: EgressGuard = {
      ...honest,
      lookup: (_host, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
    };
    const target = url.replace('127.0.0.1', 'lying.example').replace('http', scheme);
    expect(await send(senderWith({ guard: lying }), target)).toMatchObject({ errorClass: 'dns' });
    expect(bytes).toBe(0);
  });

  test('an address that the allow list loses is not reached any more, open connections included', async () => {
    const receiver = await receiverWith();
    let allow = ['127.0.0.1'];
    const sender = senderWith({ guard: createEgressGuard({ allow: () => allow }) });
    expect(await send(sender, receiver.url)).toMatchObject({ ok: true });
    allow = [];
    expect(await send(sender, receiver.url)).toMatchObject({ errorClass: 'blocked_address' });
    await vi.waitFor(() => expect(receiver.connections().open).toBe(0));
    allow = ['127.0.0.0/8'];
    expect(await send(sender, receiver.url)).toMatchObject({ ok: true });
    expect(receiver.requests).toHaveLength(2);
  });
});
