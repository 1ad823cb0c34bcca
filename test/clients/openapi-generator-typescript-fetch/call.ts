import { Configuration, DealsApi, DealType, DeliveriesApi, DeliveryStatus, EventsApi } from './causeway';

const given = (name: string): string => process.env[name] ?? '';
const withKey = (accessToken: string) => new Configuration({ basePath: given('CAUSEWAY_URL'), accessToken });
const platform = withKey(given('CAUSEWAY_PLATFORM_KEY'));
const partner = withKey(given('CAUSEWAY_PARTNER_KEY'));

/** Publishes an event, pages through deliveries of two statuses, and submits a deal. */
async function main(): Promise<void> {
  const publishEvent = { type: 'client.checked', data: { n: 2 }, partnerIds: [given('CAUSEWAY_PARTNER_ID')] };
  const accepted = await new EventsApi(platform).publishEvent({ publishEvent });

  let [deliveries, pages] = [0, 0];
  let cursor: string | undefined;
  do {
    const status = [DeliveryStatus.DeliveryStatusHeld, DeliveryStatus.DeliveryStatusPending];
    const page = await new DeliveriesApi(partner).listDeliveries({ status, limit: 2, cursor });
    pages += 1;
    deliveries += page.data.length;
    cursor = page.hasMore ? (page.nextCursor ?? undefined) : undefined;
  } while (cursor !== undefined);

  const deals = new DealsApi(partner);
  const deal = await deals.createDeal({
    createDeal: {
      customer: { companyName: 'OpenAPI Generator TypeScript GmbH', website: 'https://www.openapi-generator-typescript.example' },
      title: 'Data platform',
      expectedValue: { amount: '48000.00', currency: 'EUR' },
      closeDate: new Date('2099-03-31T00:00:00Z'),
      type: DealType.DealTypeNewBusiness,
    },
  });
  const submitted = await deals.submitDeal({ id: deal.id });
  console.log(JSON.stringify({ event: accepted.id, deliveries, pages, deal: submitted.reviewStatus }));
}

void main();
