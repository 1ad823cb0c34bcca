import { expect } from 'vitest';
import { createPartner } from '#db/partners/partner.ts';
import type { TestEngine } from './engine.ts';
import { ampleLimit } from './limits.ts';
import { tester } from './tester.ts';

/** A deal of a new partner, submitted and approved through the API. Returns its id. */
export async function approvedDeal(
  engine: TestEngine,
  company: string,
  tier: 'standard' | 'sandbox' = 'standard',
  people: object[] = [],
): Promise<string> {
  const { id: partnerId } = await createPartner(engine.db, { name: 'Acme', tier, ...ampleLimit }, tester);
  const { body } = await engine.call('POST', '/deals', {
    partner_id: partnerId,
    customer: { company_name: company, website: `${company.toLowerCase().replaceAll(/\W/g, '')}.com`, contacts: people },
    title: 'Data platform',
    expected_value: { amount: '48000.00', currency: 'EUR' },
    close_date: '2099-03-31',
    type: 'new_business',
  });
  await engine.call('POST', `/deals/${body['id']}/submit`);
  expect((await engine.call('POST', `/deals/${body['id']}/approve`)).status).toBe(200);
  return body['id'] as string;
}
