import type { TestContext } from 'vitest';
import { startHubSpot } from '#apps/fakes/hubspot/hubspot.ts';
import type { Fields, RecordStore, StoredRecord } from '#apps/fakes/record-store.ts';
import { startSalesforce } from '#apps/fakes/salesforce/salesforce.ts';
import type { VendorFaults } from '#apps/fakes/vendor-faults.ts';
import { eventually, startTestEngine, type TestEngine } from './engine.ts';
import { findFixedPort } from './stack/fixed-port.ts';

/** A CRM that deals are written to. */
interface DealCrm {
  vendor: 'hubspot' | 'salesforce';
  url: string;
  faults: VendorFaults;
  credentials: object;
  accounts: RecordStore;
  contacts: RecordStore;
  opportunities: RecordStore;
  /** The field with our id, and those with what the CRM is told. */
  key: string;
  fields: Record<'title' | 'stage' | 'amount' | 'closeDate' | 'lostReason' | 'summary' | 'partner' | 'source' | 'protectedUntil', string>;
  won: string;
  lost: string;
  /** The account of an opportunity or a contact. */
  accountOf(record: StoredRecord): string | undefined;
  /** The contact of an opportunity; undefined where it has none. */
  contactOf(opportunity: StoredRecord): string | undefined;
  qualified: string;
  stages(): string[];
  /** Replaces the choices of the stage. */
  setStages(options: string[]): void;
  /** Signs the webhooks of the vendor; null if it sends none. */
  webhookSecret: string | null;
  /** From now on what happens to opportunities is told there. */
  tell(url: string): void;
  /** A person changes an opportunity, so that webhooks tell of it. */
  edit(id: string, fields: Fields): void;
  /** Merges two opportunities, where the vendor can. Returns the survivor. */
  merge(id: string, otherId: string): string;
  /** An administrator removes a field of opportunities. */
  loseField(name: string): void;
  close(): Promise<void>;
}

export const dealCrms = { hubspot: startHubSpotCrm, salesforce: startSalesforceCrm };

async function startHubSpotCrm(): Promise<DealCrm> {
  const fake = await startHubSpot({ port: 0 });
  const { account } = fake;
  account.addProperty('companies', { name: 'causeway_customer_id', label: 'Customer', type: 'text', unique: true, maxLength: 64 });
  account.addProperty('contacts', { name: 'causeway_contact_id', label: 'Contact', type: 'text', unique: true, maxLength: 64 });
  for (const name of ['partner_name', 'partner_source']) account.addProperty('deals', { name, label: name, type: 'text', maxLength: 255 });
  account.addProperty('deals', { name: 'partner_protected_until', label: 'Protected', type: 'date' });
  return {
    ...{ vendor: 'hubspot', url: fake.url, faults: fake.faults, credentials: { method: 'token', token: fake.privateToken } },
    ...{
      accounts: fake.records('companies'),
      contacts: fake.records('contacts'),
      opportunities: fake.records('deals'),
      key: 'causeway_deal_id',
    },
    fields: {
      ...{
        title: 'dealname',
        stage: 'dealstage',
        amount: 'amount',
        closeDate: 'closedate',
        lostReason: 'closed_lost_reason',
        summary: 'description',
      },
      ...{ partner: 'partner_name', source: 'partner_source', protectedUntil: 'partner_protected_until' },
    },
    ...{ won: 'closedwon', lost: 'closedlost', qualified: 'qualifiedtobuy' },
    stages: () => account.pipelines['deals']?.[0]?.stages.map(({ id }) => id) ?? [],
    webhookSecret: fake.app.secret,
    tell(url) {
      fake.events.target = { url, maxConcurrentRequests: 10 };
      for (const kind of ['creation', 'deletion', 'merge', 'propertyChange']) fake.events.subscribe({ eventType: `deal.${kind}` });
    },
    edit(id, fields) {
      account.as('CRM_UI', () => fake.records('deals').update(id, fields));
      fake.flush();
    },
    merge: (id, otherId) => account.merge('deals', id, otherId),
    loseField: (name) => account.loseProperty('deals', name),
    accountOf: ({ id }) => account.associations.find((one) => one.fromId === id && one.to === 'companies')?.toId,
    contactOf: ({ id }) => account.associations.find((one) => one.fromId === id && one.to === 'contacts')?.toId,
    setStages(options) {
      const [pipeline] = account.pipelines['deals'] ?? [];
      if (pipeline) pipeline.stages = options.map((id) => ({ id, label: id, isClosed: id.startsWith('closed'), probability: '0.5' }));
    },
    close: () => fake.close(),
  };
}

async function startSalesforceCrm(): Promise<DealCrm> {
  const fake = await startSalesforce({ port: 0 });
  const { org } = fake;
  const fields = org.type('Opportunity').fields;
  const text = (name: string) => ({ name, label: name, type: 'text' as const, soapType: 'string', maxLength: 255 });
  for (const name of ['Loss_Reason__c', 'Partner_Name__c', 'Partner_Source__c']) fields.set(name, text(name));
  fields.set('Partner_Protected_Until__c', { name: 'Partner_Protected_Until__c', label: 'Protected', type: 'date', soapType: 'date' });
  return {
    ...{ vendor: 'salesforce', url: fake.url, faults: fake.faults },
    credentials: { method: 'client_credentials', client_id: fake.app.id, client_secret: fake.app.secret },
    ...{
      accounts: fake.records('Account'),
      contacts: fake.records('Contact'),
      opportunities: fake.records('Opportunity'),
      key: 'Causeway_Id__c',
    },
    fields: {
      ...{
        title: 'Name',
        stage: 'StageName',
        amount: 'Amount',
        closeDate: 'CloseDate',
        lostReason: 'Loss_Reason__c',
        summary: 'Description',
      },
      ...{ partner: 'Partner_Name__c', source: 'Partner_Source__c', protectedUntil: 'Partner_Protected_Until__c' },
    },
    ...{ won: 'Closed Won', lost: 'Closed Lost', qualified: 'Qualification' },
    stages: () => [...(fields.get('StageName')?.options ?? [])],
    webhookSecret: null,
    tell: () => {},
    edit: (id, changed) => void fake.records('Opportunity').update(id, changed),
    merge: () => {
      throw new Error('Salesforce merges no opportunities');
    },
    loseField: (name) => void fields.delete(name),
    contactOf: () => undefined,
    accountOf: ({ fields: { AccountId } }) => (typeof AccountId === 'string' ? AccountId : undefined),
    setStages(options) {
      const stage = fields.get('StageName');
      if (stage) fields.set('StageName', { ...stage, options });
    },
    close: () => fake.close(),
  };
}

export interface DealSync {
  engine: TestEngine;
  crm: DealCrm;
  connectionId: string;
  syncId: string;
  /** The opportunity of a deal, once it has these fields. */
  opportunity(dealId: string, expected?: Fields): Promise<StoredRecord>;
  /** Runs the sync, and waits for the end of that run. */
  run(): Promise<Record<string, unknown>>;
  change(dealId: string, fields: Fields): Promise<void>;
}

type Must = (path: string, body: object, status: number) => Promise<Record<string, any>>;

/** An engine that is connected to a CRM, until the end of the test, which can run beside others. */
export async function startConnectedCrm(
  vendor: keyof typeof dealCrms,
  { onTestFinished }: TestContext,
): Promise<{ engine: TestEngine; crm: DealCrm; connectionId: string; must: Must; url: string }> {
  const crm = await dealCrms[vendor]();
  const port = await findFixedPort();
  const engine = await startTestEngine({ vendorUrls: { [crm.vendor]: crm.url }, publicUrl: `http://127.0.0.1:${port}` });
  await engine.app.listen({ port, host: '127.0.0.1' });
  onTestFinished(async () => {
    await engine.close();
    await crm.close();
  });
  const must: Must = async (path, body, status) => {
    const answer = await engine.call('POST', path, body);
    if (answer.status !== status) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer.body;
  };
  const { id } = await must('/connections', { vendor: crm.vendor, name: 'CRM', credentials: crm.credentials }, 201);
  // It is pending if the vendor answered too late.
  await eventually(
    () => must(`/connections/${id}/test`, {}, 200),
    ({ status }) => status === 'active',
  );
  return { engine, crm, connectionId: id, must, url: `http://127.0.0.1:${port}` };
}

/** An engine whose deals are kept in step with a CRM, by the preset as it is. */
export async function startDealSync(vendor: keyof typeof dealCrms, context: TestContext): Promise<DealSync> {
  const { engine, crm, connectionId, must } = await startConnectedCrm(vendor, context);
  const sides = { a_connection_id: connectionId, b_connection_id: 'deals' };
  const { mapping } = await must('/syncs/preset', { preset: 'deals_crm', ...sides }, 200);
  const { id: syncId } = await must('/syncs', { name: 'Deals to CRM', ...sides, mapping, interval_seconds: 86_400 }, 201);
  // A process that is busy refuses requests, and is asked again.
  const runs = async () => ((await engine.call('GET', `/syncs/${syncId}/runs`)).body['data'] ?? []) as Record<string, unknown>[];
  const find = (dealId: string) => crm.opportunities.findBy(crm.key, dealId);
  const isLike = (record: StoredRecord | undefined, expected: Fields) =>
    record !== undefined && Object.entries(expected).every(([name, value]) => String(record.fields[name]) === String(value));
  await eventually(runs, ([first]) => first !== undefined && first['state'] !== 'running');

  return {
    ...{ engine, crm, syncId, connectionId },
    async opportunity(dealId, expected = {}) {
      return (await eventually(
        async () => find(dealId),
        (record) => isLike(record, expected),
      )) as StoredRecord;
    },
    async run() {
      const askedAt = new Date().toISOString();
      await engine.call('POST', `/syncs/${syncId}/trigger`);
      // A run that began before may have read before what the test did just now.
      const later = async () => (await runs()).filter((run) => run['kind'] !== 'hinted' && String(run['started_at']) >= askedAt);
      const [last] = await eventually(later, (all) => all.length > 0 && all.every(({ state }) => state !== 'running'));
      return last ?? {};
    },
    async change(dealId, fields) {
      crm.opportunities.update(find(dealId)?.id ?? '', fields);
    },
  };
}
