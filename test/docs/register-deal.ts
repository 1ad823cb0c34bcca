import { setTimeout as sleep } from 'node:timers/promises';
import { CausewayError, createCausewayClient, listAll, type components } from '../../sdk/typescript/src/index.ts';

const { CAUSEWAY_API = '', CAUSEWAY_KEY = '', PLATFORM_KEY = '' } = process.env;
const baseUrl = new URL(CAUSEWAY_API).origin;
const causeway = createCausewayClient({ baseUrl, key: CAUSEWAY_KEY });
const company = createCausewayClient({ baseUrl, key: PLATFORM_KEY }); // the company's side

const fields: components['schemas']['CreateDeal'] = {
  external_id: 'CRM-3001',
  customer: { company_name: 'Hochalm Käserei GmbH', website: 'hochalm-kaeserei.example' },
  title: 'Cold chain monitoring',
  expected_value: { amount: '31000.00', currency: 'EUR' },
  close_date: '2099-03-31',
};

const schema = (await causeway.GET('/api/v1/deal-schema')).data;
console.log('programme', schema?.['x-programme-id']);
const { data: dryRun } = await causeway.POST('/api/v1/deals/validate', { body: fields });
console.log(
  'missing',
  dryRun?.errors.map(({ pointer }) => pointer),
);

const { data: draft } = await causeway.POST('/api/v1/deals', { body: { ...fields, type: 'new_business' } });
const params = { path: { id: draft?.id ?? '' } };
await causeway.POST('/api/v1/deals/{id}/submit', { params });
await reaches('in_review');

await company.POST('/api/v1/deals/{id}/ask', { params, body: { fields: ['close_date'], comment: 'When do they decide?' } });
const asked = await reaches('action_required'); // or wait for the event deal.action_required
console.log('asked', asked.reason, asked.editable_fields);
const ifMatch = (version: number) => ({ ...params, header: { 'if-match': `"${version}"` } });
try {
  await causeway.PATCH('/api/v1/deals/{id}', { params: ifMatch(1), body: { close_date: '2099-06-30' } });
} catch (error) {
  if (error instanceof CausewayError) console.log('refused', error.status, error.code);
}
await causeway.PATCH('/api/v1/deals/{id}', { params: ifMatch(asked.version), body: { close_date: '2099-06-30' } });
await causeway.POST('/api/v1/deals/{id}/submit', { params });

await company.POST('/api/v1/deals/{id}/approve', { params, body: { comment: 'Agreed' } });
await causeway.POST('/api/v1/deals/{id}/extension', { params, body: { reason: 'Their budget round is in June' } });
await causeway.POST('/api/v1/deals/{id}/notes', { params, body: { text: 'A second workshop in May' } });
for (const stage of ['qualified', 'business_validation', 'committed', 'won'] as const) {
  await company.POST('/api/v1/deals/{id}/stage', { params, body: { stage } });
}
for await (const deal of listAll(causeway, '/api/v1/deals', { external_id: 'CRM-3001' })) {
  console.log('ended', deal.review_status, deal.stage, deal.extensions);
}

const row = { ...fields, external_id: 'CRM-3002', customer: { company_name: 'Seeblick Hotels AG' } };
const { data: started } = await causeway.POST('/api/v1/deal-imports', { body: [row] });
for (let job = started; job?.status === 'running'; await sleep(500)) {
  job = (await causeway.GET('/api/v1/deal-imports/{id}', { params: { path: { id: job.id } } })).data;
}
const results = await causeway.GET('/api/v1/deal-imports/{id}/rows', { params: { path: { id: started?.id ?? '' } } });
console.log(
  'imported',
  results.data?.data.map(({ external_id, status }) => `${external_id} ${status}`),
);

const second = { path: { id: results.data?.data[0]?.deal_id ?? '' } };
const { data: withdrawn } = await causeway.POST('/api/v1/deals/{id}/withdraw', { params: second, body: { reason: 'No project' } });
console.log('withdrawn', withdrawn?.review_status);
const { data: csv } = await causeway.GET('/api/v1/deals/export', { parseAs: 'text', params: { query: { external_id: 'CRM-3001' } } });
console.log('exported', String(csv).split('\r\n').length - 2, 'deal');

/** Polls to keep the example short. A program that receives webhooks does not need to. */
async function reaches(status: components['schemas']['Deal']['review_status']): Promise<components['schemas']['Deal']> {
  for (;;) {
    const { data: deal } = await causeway.GET('/api/v1/deals/{id}', { params });
    if (deal?.review_status === status) return deal;
    await sleep(500);
  }
}
