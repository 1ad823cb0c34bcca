import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { approvedDeal } from '#test/support/approved-deal.ts';
import { startConnectedCrm } from '#test/support/deal-crms.ts';
import { eventually } from '#test/support/engine.ts';
import { makeStateFolder } from '#test/support/state-folder.ts';
import { readShellBlocks } from './shell-commands.ts';

test('the commands of the page write deals to a CRM, and follow the status that another system tells', async (context) => {
  const { engine, crm, connectionId, must, url } = await startConnectedCrm('hubspot', context);
  const dealId = await approvedDeal(engine, 'Brightwell');
  const source = await must(
    '/inbound-sources',
    { vendor: 'signed', name: 'PRM', secret: 'a long secret', scheme: { header: 'X-Signature' } },
    201,
  );
  const cwd = makeStateFolder();
  const env = {
    ...process.env,
    ...{ CAUSEWAY_URL: url, PLATFORM_KEY: engine.platformKey, CONNECTION: connectionId, SOURCE: source['id'] as string },
  };
  for (const command of readShellBlocks('docs/deals-crm.md').flatMap(({ commands }) => commands)) {
    const shell = spawn('bash', ['-c', command], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, error, [code]] = await Promise.all([text(shell.stdout), text(shell.stderr), once(shell, 'close')]);
    expect({ command, code, output: out + error }).toMatchObject({ code: 0 });
  }
  await eventually(
    () => crm.opportunities.findBy(crm.key, dealId),
    (found) => found !== undefined,
  );
  const { body } = await engine.call('GET', `/inbound-sources/${source['id']}/deal-status`);
  expect(body).toMatchObject({ status_path: '/deal/status', statuses: [{}, { status: 'Closed - Won', stage: 'won' }, {}] });
});
