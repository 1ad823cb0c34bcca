import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { insertDeal } from '#db/deals/deal.ts';
import { createPartner } from '#db/partners/partner.ts';
import { changeSync, createSync } from '#db/sync/sync.ts';
import { newId } from '#domain/id.ts';
import { ownDeals } from '#domain/sync/own-deals.ts';
import { dealsToCrm } from '#domain/sync/preset-deals-crm.ts';
import { ampleLimit } from '#test/support/limits.ts';
import { createDatabase } from '#test/support/services.ts';
import { openSyncRunner } from '#test/support/sync-world.ts';
import { tester } from '#test/support/tester.ts';

const KILLS = 12;
const DEALS = 120;
const ample = { max: 1_000_000, windowMs: 1_000 };

test('a worker that is killed in the midst of writing deals to the CRM leaves one opportunity and one account for each, and no change lost', async () => {
  const database = await createDatabase();
  const crm = await startHubSpot({ port: 0, limits: { burst: ample, daily: ample, search: ample } });
  crm.account.addProperty('companies', { name: 'causeway_customer_id', label: 'Customer', type: 'text', unique: true, maxLength: 64 });
  crm.account.addProperty('contacts', { name: 'causeway_contact_id', label: 'Contact', type: 'text', unique: true, maxLength: 64 });
  for (const name of ['partner_name', 'partner_id', 'partner_source']) {
    crm.account.addProperty('deals', { name, label: name, type: 'text', maxLength: 255 });
  }
  const times = ['partner_registered_at', 'partner_protected_until'];
  for (const name of times) crm.account.addProperty('deals', { name, label: name, type: 'time' });
  const { db, runner, close } = openSyncRunner(database.url, { a: crm, b: crm });
  onTestFinished(async () => {
    await crm.close();
    await close();
    await database.drop();
  });
  const { mapping } = dealsToCrm('hubspot') ?? expect.fail();
  const settings = { intervalSeconds: 300, maxDeletePercent: 5, maxChangePercent: 100 };
  const { id: syncId } = await createSync(db, { name: 'Deals', aConnectionId: 'a', bConnectionId: ownDeals, mapping, ...settings }, tester);
  const { id: partnerId } = await createPartner(db, { name: 'Acme', tier: 'standard', ...ampleLimit }, tester);
  const dealIds = Array.from({ length: DEALS }, () => newId('deal'));
  for (const [n, id] of dealIds.entries()) {
    const fields = {
      customer: { company_name: `Customer ${n}`, website: `customer${n}.com` },
      title: `Deal ${n}`,
      close_date: '2099-03-31',
    };
    await insertDeal(db, { id, partnerId, programmeId: 'prg_default', fields }, tester);
  }
  await db.sql`
    update deal set review_status = 'approved', submitted_at = now(), protected_from = now(), protected_until = now() + interval '90 days'`;

  const address = { url: crm.url, privateToken: crm.privateToken };
  const argument = JSON.stringify({ databaseUrl: database.url, syncId, a: address, b: address });
  const file = new URL('../../chaos/sync-worker.ts', import.meta.url).pathname;
  const opportunityOf = (id: string) => crm.records('deals').findBy('causeway_deal_id', id);
  for (let kill = 0; kill < KILLS; kill++) {
    const worker = spawn(process.execPath, [file, argument], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(worker.stdout, 'data');
    await changeSync(db, syncId, () => ({ requestedAt: new Date() }), tester);
    for (const id of dealIds.slice(kill * 5, kill * 5 + 5)) {
      const present = opportunityOf(id);
      if (present) crm.records('deals').update(present.id, { dealstage: 'closedwon' });
    }
    // The moment of the kill is spread over what a run does; it is no condition to wait for.
    await wait(40 + kill * 45);
    worker.kill('SIGKILL');
    await once(worker, 'exit');
    // The claims of a dead worker end by themselves.
    await db.sql`update sync_write set claimed_until = now() where claimed_until > now()`;
  }
  for (let more = 0; more < 3; more++) {
    // Even if every worker was killed before it had written one.
    if (more === 1) crm.records('deals').update(opportunityOf(dealIds[0] ?? '')?.id ?? '', { dealstage: 'closedwon' });
    await changeSync(db, syncId, () => ({ requestedAt: new Date() }), tester);
    for (let parts = 0; (await runner.advance(syncId)).state === 'more'; parts++) expect(parts).toBeLessThan(2_000);
  }

  expect(crm.records('deals').all()).toHaveLength(DEALS);
  expect(crm.records('companies').all()).toHaveLength(DEALS);
  const rows = await db.sql<{ id: string; stage: string }[]>`select id, stage from deal`;
  const lost = rows.filter(({ id, stage }) => {
    const record = opportunityOf(id);
    const isLinked = crm.account.associations.some((one) => one.from === 'deals' && one.fromId === record?.id && one.to === 'companies');
    return !isLinked || (record?.fields['dealstage'] === 'closedwon') !== (stage === 'won');
  });
  expect(lost).toEqual([]);
  expect(rows.filter(({ stage }) => stage === 'won').length).toBeGreaterThan(0);
});
