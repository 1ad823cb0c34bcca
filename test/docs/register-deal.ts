import { setTimeout as sleep } from 'node:timers/promises';
import { CausewayError, createCausewayClient, type components } from '../../sdk/typescript/src/index.ts';

const { CAUSEWAY_API = '', CAUSEWAY_KEY = '', PLATFORM_KEY = '' } = process.env;
const causeway = createCausewayClient({ baseUrl: CAUSEWAY_API, key: CAUSEWAY_KEY });
const company = createCausewayClient({ baseUrl: CAUSEWAY_API, key: PLATFORM_KEY }); // the company's side
type Deal = components['schemas']['Deal'];

const fields: components['schemas']['CreateDeal'] = {
  external_id: 'CRM-3001',
  customer: { company_name: 'Hochalm Käserei GmbH', website: 'hochalm-kaeserei.example' },
  title: 'Cold chain monitoring',
  expected_value: { amount: '31000.00', currency: 'EUR' },
  close_date: '2099-03-31',
};

const schema = await causeway.dealSchema.get();
console.log('programme', schema['x-programme-id']);
const dryRun = await causeway.deals.validate(fields);
console.log(
  'missing',
  dryRun.errors.map(({ pointer }) => pointer),
);

const { id } = await causeway.deals.create({ ...fields, type: 'new_business' });
await causeway.deals.submit(id);
await reaches('in_review');

await company.deals.askForAction(id, { fields: ['close_date'], comment: 'When do they decide?' });
const asked = await reaches('action_required'); // or wait for the event deal.action_required
console.log('asked', asked.reason, asked.editable_fields);
try {
  await causeway.deals.update(id, { close_date: '2099-06-30' }, { ifMatch: 1 });
} catch (error) {
  if (error instanceof CausewayError) console.log('refused', error.status, error.code);
}
await causeway.deals.update(id, { close_date: '2099-06-30' }, { ifMatch: asked.version });
await causeway.deals.submit(id);

await company.deals.approve(id, { comment: 'Agreed' });
await causeway.deals.extendProtection(id, { reason: 'Their budget round is in June' });
await causeway.deals.addNote(id, { text: 'A second workshop in May' });
for (const stage of ['qualified', 'business_validation', 'committed', 'won'] as const) {
  await company.deals.changeStage(id, { stage });
}
for await (const deal of causeway.deals.list({ external_id: 'CRM-3001' })) {
  console.log('ended', deal.review_status, deal.stage, deal.extensions);
}

const row = { ...fields, external_id: 'CRM-3002', customer: { company_name: 'Seeblick Hotels AG' } };
let job = await causeway.dealImports.create([row]);
for (; job.status === 'running'; await sleep(500)) job = await causeway.dealImports.get(job.id);
const { data: results } = await causeway.dealImports.listRows(job.id);
console.log(
  'imported',
  results.map(({ external_id, status }) => `${external_id} ${status}`),
);

const withdrawn = await causeway.deals.withdraw(results[0]?.deal_id ?? '', { reason: 'No project' });
console.log('withdrawn', withdrawn.review_status);
const csv = await (await causeway.deals.export({ external_id: 'CRM-3001' })).text();
console.log('exported', csv.split('\r\n').length - 2, 'deal');

/** Polls to keep the example short. A program that receives webhooks does not need to. */
async function reaches(status: Deal['review_status']): Promise<Deal> {
  for (;;) {
    const deal = await causeway.deals.get(id);
    if (deal.review_status === status) return deal;
    await sleep(500);
  }
}
