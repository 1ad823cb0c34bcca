import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { findFreePort } from '#apps/free-port.ts';
import { checkPorts, takePorts } from '#apps/local/ports.ts';
import { readLocalSettings } from '#apps/local/settings.ts';

async function occupy(wanted = 0): Promise<number> {
  const server = createServer().listen(wanted, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}

const item = (port: number, variable: string) => ({
  port,
  variable,
  purpose: `what ${variable} sets`,
  rival: 'another one',
});

test('a taken port is reported with the variable that changes it', async () => {
  const port = await occupy();
  await expect(checkPorts([item(port, 'PORT')])).rejects.toThrow(new RegExp(`Port ${port} .* is taken by .*PORT=${port + 10} npm start`));
});

test('all taken ports are reported at once', async () => {
  const [one, two] = [await occupy(), await occupy()];
  const check = checkPorts([item(one, 'PORT'), item(two, 'POSTGRES_PORT')]);
  await expect(check).rejects.toThrow(new RegExp(`Port ${one} [^]*Port ${two} .*POSTGRES_PORT=`));
});

test('on Linux the process that holds the port is named', async (context) => {
  context.skip(process.platform !== 'linux', 'reads /proc');
  await expect(checkPorts([item(await occupy(), 'PORT')])).rejects.toThrow(`process ${process.pid} (`);
});

test('one port set for two purposes is reported', async () => {
  const port = await findFreePort();
  await expect(checkPorts([item(port, 'PORT'), item(port, 'RECEIVER_PORT')])).rejects.toThrow(/both .* change RECEIVER_PORT/);
});

test('free ports pass', async () => {
  await expect(checkPorts([item(await findFreePort(), 'PORT')])).resolves.toBeUndefined();
});

test('a port that was taken since it was chosen is reported before anything is started on it', async () => {
  const port = await findFreePort();
  await checkPorts([item(port, 'PORT')]);
  await occupy(port);
  const start = takePorts([item(port, 'PORT')], () => expect.unreachable());
  await expect(start).rejects.toThrow(new RegExp(`Port ${port} .* is taken by `));
});

test('who takes a port while something starts on it is told in place of the failure', async () => {
  const port = await findFreePort();
  const start = takePorts([item(port, 'PORT')], async () => {
    await occupy(port);
    throw new Error('exit code 1');
  });
  await expect(start).rejects.toThrow(new RegExp(`Port ${port} .* is taken by `));
});

test('a start that fails for another reason says that reason', async () => {
  const start = takePorts([item(await findFreePort(), 'PORT')], () => Promise.reject(new Error('no disk space')));
  await expect(start).rejects.toThrow('no disk space');
});

test('a port that is not a number is refused by its variable', () => {
  expect(() => readLocalSettings({ TEMPORAL_PORT: 'abc' })).toThrow('TEMPORAL_PORT is "abc"');
  expect(() => readLocalSettings({ PORT: '70000' })).toThrow('PORT is "70000"');
});
