import { createDeal, listDeliveries, publishEvent, submitDeal } from './causeway';
import { createClient } from './causeway/client';

const given = (name: string): string => process.env[name] ?? '';
const clientWith = (key: string) => createClient({ baseUrl: given('CAUSEWAY_URL'), auth: () => key, throwOnError: true });
const platform = clientWith(given('CAUSEWAY_PLATFORM_KEY'));
const partner = clientWith(given('CAUSEWAY_PARTNER_KEY'));

/** Publishes an event, pages through deliveries of two statuses, and submits a deal. */
async function main(): Promise<void> {
  const body = { type: 'client.checked', data: { n: 2 }, partner_ids: [given('CAUSEWAY_PARTNER_ID')] };
  const { data: accepted } = await publishEvent({ client: platform, body, throwOnError: true });

  let [deliveries, pages] = [0, 0];
  let cursor: string | undefined;
  do {
    const query = { status: ['held' as const, 'pending' as const], limit: 2, ...(cursor === undefined ? {} : { cursor }) };
    const { data: page } = await listDeliveries({ client: partner, query, throwOnError: true });
    pages += 1;
    deliveries += page.data.length;
    cursor = page.has_more ? (page.next_cursor ?? undefined) : undefined;
  } while (cursor !== undefined);

  const { data: deal } = await createDeal({
    client: partner,
    body: {
      customer: { company_name: 'Hey API GmbH', website: 'https://www.hey-api.example' },
      title: 'Data platform',
      expected_value: { amount: '48000.00', currency: 'EUR' },
      close_date: '2099-03-31',
      type: 'new_business',
    },
    throwOnError: true,
  });
  const { data: submitted } = await submitDeal({ client: partner, path: { id: deal.id }, throwOnError: true });
  console.log(JSON.stringify({ event: accepted.id, deliveries, pages, deal: submitted.review_status }));
}

void main();
