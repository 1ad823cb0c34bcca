import { type HubSpotFake, startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { type SalesforceFake, startSalesforce } from '#apps/fakes/salesforce/salesforce.ts';
import { type StripeFake, startStripe } from '#apps/fakes/stripe/stripe.ts';
import { takePorts } from '#apps/local/ports.ts';
import type { LocalSettings } from '#apps/local/settings.ts';
import { fillSandboxes } from './sandbox-records.ts';

/** A vendor that runs here, and what the company would enter to connect it. */
export interface SandboxVendor {
  vendor: string;
  label: string;
  url: string;
  credentials: { method: 'oauth'; client_id: string; client_secret: string };
  /** A vendor without signed webhooks has none. Without a secret of their own, the app's client secret signs them. */
  webhooks?: { secret?: string; sendTo(url: string): void };
  close(): Promise<void>;
}

/** Starts the sandbox vendors in this process. Their data is in memory and lost with each start; the secret of their apps stays. */
export async function startSandboxVendors(
  { ports }: LocalSettings,
  options: { publicUrl: string; secret: string },
): Promise<SandboxVendor[]> {
  const { publicUrl, secret } = options;
  const appOf = (vendor: string, port: number) => ({ port, secret, redirectUris: [`${publicUrl}/connect/${vendor}/callback`] });
  const hubspot = await takePorts([ports.hubspot], () => startHubSpot(appOf('hubspot', ports.hubspot.port)));
  const salesforce = await takePorts([ports.salesforce], () => startSalesforce(appOf('salesforce', ports.salesforce.port)));
  const stripe = await takePorts([ports.stripe], () => startStripe(appOf('stripe', ports.stripe.port)));
  // Nobody is there to do it, and a busy machine refuses some.
  for (const { sender } of [hubspot.events, stripe.webhooks]) sender.repeats = true;
  fillSandboxes(hubspot, salesforce, stripe);
  const signingSecret = `whsec_${secret}`;
  return [
    { ...toVendor('hubspot', 'HubSpot', hubspot), webhooks: { sendTo: (url) => subscribe(hubspot, url) } },
    toVendor('salesforce', 'Salesforce', salesforce),
    {
      ...toVendor('stripe', 'Stripe', stripe),
      webhooks: { secret: signingSecret, sendTo: (url) => stripe.webhooks.add(url, signingSecret) },
    },
  ];
}

function subscribe({ events }: HubSpotFake, url: string): void {
  events.target = { url, maxConcurrentRequests: 10 };
  for (const type of ['contact', 'company', 'deal']) {
    for (const kind of ['creation', 'deletion', 'merge']) events.subscribe({ eventType: `${type}.${kind}` });
  }
  events.subscribe({ eventType: 'deal.propertyChange', propertyName: 'dealstage' });
  for (const propertyName of ['name', 'phone', 'domain', 'mrr']) events.subscribe({ eventType: 'company.propertyChange', propertyName });
}

const toVendor = (vendor: string, label: string, { url, app, close }: HubSpotFake | SalesforceFake | StripeFake): SandboxVendor => ({
  ...{ vendor, label, url, close },
  credentials: { method: 'oauth', client_id: app.id, client_secret: app.secret },
});
