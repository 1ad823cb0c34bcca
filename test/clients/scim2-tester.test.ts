import path from 'node:path';
import { expect, test } from 'vitest';
import { openSsoWorld } from '#test/support/idp/sso-world.ts';
import { installPython, missingOf, run } from './toolchain.ts';

const packages = ['scim2-tester==0.5.2', 'scim2-client[httpx2]==0.13.2'];
const script = `
import sys, httpx2
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server
client = SyncSCIMClient(httpx2.Client(base_url=sys.argv[1], headers={'authorization': 'Bearer ' + sys.argv[2]}))
results = check_server(client)
for result in results:
    if result.status != Status.SUCCESS:
        print(result.status.name, result.title, result.reason)
print(sum(result.status == Status.SUCCESS for result in results), 'of', len(results))
`;

const missing = missingOf(['python3']);
if (missing.length > 0) console.log('skipped: scim2-tester, because there is no python3 here');

test.skipIf(missing.length > 0)('scim2-tester finds nothing that is not as RFC 7643 and 7644 say', { timeout: 600_000 }, async () => {
  const python = path.join(await installPython('scim2-tester-0.5.2', packages), 'python');
  const world = await openSsoWorld([]);
  const settings = { kind: 'oidc', issuer: 'https://id.acme.example', client_id: 'causeway', client_secret: 'secret' };
  const connection = { name: 'Acme ID', settings, domains: ['acme.example'], create_users: true, default_roles: ['read_only'] };
  const { id } = (await world.call('POST', '/api/v1/sso-connections', { payload: connection })).body;
  const { url, token } = (await world.call('POST', `/api/v1/sso-connections/${id}/scim-token`)).body;
  const printed = await run({ program: python, args: ['-c', script, url, token] });
  const [, passed = '', all = ''] = /(\d+) of (\d+)\s*$/.exec(printed) ?? [];
  expect(Number(all), printed).toBeGreaterThan(50);
  expect(passed, printed).toBe(all);
  await world.close();
});
