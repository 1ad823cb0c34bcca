import { startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import { startSalesforce } from '#apps/fakes/salesforce/salesforce.ts';
import { startStripe } from '#apps/fakes/stripe/stripe.ts';
import type { ArrivedRequest, VendorServer, VendorTraffic } from '#apps/fakes/vendor-server.ts';
import type { VendorTokens } from '#connectors/oauth-vendor.ts';
import { now } from '#test/support/stack/clock.ts';
import { serve } from '#test/support/stack/helper-process.ts';

export type BenchVendor = 'hubspot' | 'salesforce' | 'stripe';

/** A vendor with records to read and write. */
export interface RunningVendor {
  url: string;
  tokens: VendorTokens;
  ids: string[];
}

/** What it answered: when, for calls that read or wrote records and succeeded, and how many it refused for a limit. */
export interface Answered {
  at: Float64Array;
  refused: number;
}

const ample = { max: 1_000_000, windowMs: 1_000 };
const records = 2_000;
/** Calls that carry records; the others describe them. */
const carries = /\/batch\/|\/composite\/sobjects|\/v1\/customers\//;

type Started = RunningVendor & VendorServer;
const vendors: Record<BenchVendor, (limited: boolean) => Promise<Started>> = {
  async hubspot(limited) {
    const fake = await startHubSpot({ port: 0, limits: limited ? {} : { burst: ample, search: ample, daily: ample } });
    const contacts = fake.records('contacts');
    const ids = Array.from({ length: records }, (_, i) => contacts.create({ lastname: `Record ${i}` }).id);
    return { ...fake, tokens: { accessToken: fake.privateToken }, ids };
  },
  async salesforce(limited) {
    const fake = await startSalesforce({ port: 0, limits: limited ? { concurrent: { max: 25, longAfterMs: 0 } } : {} });
    const { accessToken } = fake.grants.issue({ clientId: fake.app.id, scopes: ['api', 'refresh_token'] });
    const contacts = fake.records('Contact');
    const ids = Array.from({ length: records }, (_, i) => contacts.create({ LastName: `Record ${i}` }).id);
    return { ...fake, tokens: { accessToken, instanceUrl: fake.url }, ids };
  },
  async stripe(limited) {
    const fake = await startStripe({ port: 0, limits: limited ? {} : { account: ample, endpoint: ample, search: ample } });
    const ids = Array.from({ length: records }, (_, i) => fake.account.create('customer', { name: `Record ${i}` }).id);
    return { ...fake, tokens: { accessToken: fake.secretKey }, ids };
  },
};

let running: Started | undefined;
let [times, refused]: [number[], number] = [[], 0];

const handlers = {
  async start({
    vendor,
    limited,
    traffic,
  }: {
    vendor: BenchVendor;
    limited: boolean;
    traffic: Pick<VendorTraffic, 'arrivalMs' | 'workMs'>;
  }): Promise<RunningVendor> {
    running = await vendors[vendor](limited);
    [times, refused] = [[], 0];
    Object.assign(running.traffic, traffic, { onAnswer: count });
    const { url, tokens, ids } = running;
    return { url, tokens, ids };
  },

  takeAnswers(): Answered {
    return { at: Float64Array.from(times), refused };
  },

  async stop(): Promise<void> {
    await running?.close();
  },
};
export type VendorFakesHandlers = typeof handlers;

function count({ path, status }: ArrivedRequest): void {
  // Salesforce refuses with 403, and nothing else of what is called here does.
  if (status === 429 || status === 403) refused++;
  else if (status < 300 && carries.test(path)) times.push(now());
}

serve(handlers);
